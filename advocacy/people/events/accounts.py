"""Facts about accounts: signing in and out, passwords, links, what was chosen and shown, open or closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_


@dataclass(frozen=True)
class PersonSignedIn(Event):
    """Somebody signed in, by password or by the link that set it."""

    sentence: ClassVar[str] = N_("%(actor)s signed in.")


@dataclass(frozen=True)
class PersonSignedOut(Event):
    """Somebody signed out on one device."""

    sentence: ClassVar[str] = N_("%(actor)s signed out.")


@dataclass(frozen=True)
class DevicesSignedOut(Event):
    """Somebody ended their sign-ins on other devices."""

    devices: int
    sentence: ClassVar[str] = N_("%(actor)s signed out on other devices (%(devices)s).")


@dataclass(frozen=True)
class SignInPaused(Event):
    """So many tries failed that the next ones wait."""

    failures: int
    sentence: ClassVar[str] = N_(
        "Signing in as %(subject)s was paused for a while after %(failures)s failed tries."
    )


@dataclass(frozen=True)
class PasswordSet(Event):
    """A one-time link was spent on a password."""

    purpose: str
    sentence: ClassVar[str] = N_("%(subject)s chose a password with a one-time link.")


@dataclass(frozen=True)
class PasswordChanged(Event):
    """Somebody changed their password, knowing the old one."""

    sentence: ClassVar[str] = N_("%(actor)s changed their password.")


@dataclass(frozen=True)
class PasswordResetMailed(Event):
    """A link for a new password was mailed, because somebody asked for it on the sign-in page."""

    sentence: ClassVar[str] = N_("A link for a new password was mailed to %(subject)s.")


@dataclass(frozen=True)
class PersonInvited(Event):
    """An invitation was mailed."""

    sentence: ClassVar[str] = N_("%(actor)s invited %(subject)s by mail.")


@dataclass(frozen=True)
class InvitationsOrdered(Event):
    """Everybody who was not invited yet is to be, by mail."""

    people: int
    sentence: ClassVar[str] = N_("%(actor)s invited everybody not invited yet (%(people)s people) by mail.")


@dataclass(frozen=True)
class LinkHandedOver(Event):
    """A one-time link was shown to somebody who hands it over."""

    purpose: str
    sentence: ClassVar[str] = N_("%(actor)s made a one-time link to hand over to %(subject)s.")


@dataclass(frozen=True)
class PrivacyNoticeRead(Event):
    """The privacy notice was shown and its reader went on."""

    edition: int
    sentence: ClassVar[str] = N_("%(actor)s was shown edition %(edition)s of the privacy notice.")


@dataclass(frozen=True)
class PreferencesChosen(Event):
    """Somebody chose a language or a time zone."""

    language: str
    time_zone: str | None
    sentence: ClassVar[str] = N_("%(actor)s chose a language or a time zone.")


@dataclass(frozen=True)
class PersonDisabled(Event):
    """An account was closed."""

    sentence: ClassVar[str] = N_("%(actor)s disabled the account of %(subject)s.")


@dataclass(frozen=True)
class PersonEnabled(Event):
    """An account was opened again."""

    sentence: ClassVar[str] = N_("%(actor)s enabled the account of %(subject)s.")
