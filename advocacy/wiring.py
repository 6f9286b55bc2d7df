"""The outside world, entering by one door: clock, mail, the web and settings.

`create_app` is given a Wiring and passes it on. Tests give another one; nothing is patched.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from email.message import EmailMessage
from typing import Protocol

from flask import current_app

from advocacy.clock import Clock, SystemClock, day_in
from advocacy.networks.fetching import Fetch, SafeFetch
from advocacy.settings import Settings


class Mail(Protocol):
    """Carries one message to the mail server."""

    def send(self, message: EmailMessage) -> None:
        """Hand over `message`. Raises notices.transport.TransportError(permanent=…) when it is not taken."""
        ...


@dataclass(frozen=True)
class Wiring:
    """What the program is given by the world."""

    settings: Settings
    clock: Clock
    mail: Mail
    web: Fetch = field(default_factory=SafeFetch)

    def today(self) -> date:
        """The day it is in the installation's zone: the one by which dated rows hold."""
        return day_in(self.clock.now(), self.settings.time_zone)


def production(settings: Settings) -> Wiring:
    """The real world: this machine's clock, and SMTP or, without a server, a folder of .eml files."""
    from advocacy.notices.transport import FolderMail, SmtpMail

    mail: Mail = SmtpMail(settings) if settings.smtp_host else FolderMail(settings.data_dir / "mail")
    clock = SystemClock()
    if not settings.demonstration:
        return Wiring(settings=settings, clock=clock, mail=mail)
    from advocacy.demonstration.web import InventedWeb

    return Wiring(settings, clock, mail, web=InventedWeb(clock, clock.now(), outside=SafeFetch()))


def wiring() -> Wiring:
    """The Wiring of the running application."""
    found: Wiring = current_app.extensions["advocacy"]
    return found
