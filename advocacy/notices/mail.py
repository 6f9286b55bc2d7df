"""Turning a letter into a message: templates in the reader's language, and headers nobody can slip into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from hashlib import sha256
from typing import Any

from flask import current_app

from advocacy.languages import speaking
from advocacy.notices.letters import Letter
from advocacy.notices.secrets import open_again
from advocacy.settings import Settings


class Unwritable(Exception):
    """No mail can be made of this letter, now or later; the text says why and names nobody."""


@dataclass(frozen=True)
class Rendered:
    """The words of a mail."""

    subject: str
    text: str
    html: str


def compose(letter: Letter, settings: Settings, now: datetime) -> EmailMessage:
    """The message for `letter`. Raises Unwritable for an address or a secret that cannot be used.

    It says that a program wrote it (RFC 3834), so that nobody's absence answers, and bears the same
    Message-ID whenever it is sent.
    """
    words = _render(letter, settings)
    message = EmailMessage()
    message["Subject"] = " ".join(words.subject.split())
    message["From"] = _sender(settings)
    message["To"] = _recipient(letter.address)
    if settings.mail_reply_to:
        message["Reply-To"] = _recipient(settings.mail_reply_to)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id(letter, settings)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(words.text, cte="quoted-printable")
    message.add_alternative(words.html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = letter.language
    return message


def message_id(letter: Letter, settings: Settings) -> str:
    """The same for every attempt at this notice, and for no other notice of any installation."""
    mark = sha256(f"{settings.base_url} {letter.id} {letter.dedup_key}".encode()).hexdigest()[:24]
    return f"<notice-{letter.id}-{mark}@{settings.host}>"


def absolute(settings: Settings, path: str) -> str:
    """The address of a page of this portal, as a mail needs it: always on the configured base address."""
    if not path.startswith("/") or path.startswith(("//", "/\\")):
        raise ValueError("A link in a mail leads to a page of the portal: its path begins with one slash.")
    return f"{settings.base_url}{path}"


def _render(letter: Letter, settings: Settings) -> Rendered:
    context: dict[str, Any] = {**letter.values, "secret": _secret(letter, settings)}
    context["absolute"] = lambda path: absolute(settings, path)
    with speaking(letter.language, letter.zone):
        text = current_app.jinja_env.get_template(f"mail/{letter.template}.txt")
        html = current_app.jinja_env.get_template(f"mail/{letter.template}.html")
        return Rendered(
            subject=_subject(text, context),
            text=text.render(context).strip() + "\n",
            html=html.render(context),
        )


def _subject(template: Any, context: Mapping[str, Any]) -> str:
    return "".join(template.blocks["subject"](template.new_context(dict(context))))


def _secret(letter: Letter, settings: Settings) -> str | None:
    if letter.secret is None:
        return None
    secret = open_again(settings, letter.secret)
    if secret is None:
        raise Unwritable("its secret was kept under another key")
    return secret


def _sender(settings: Settings) -> Address:
    name, address = parseaddr(settings.mail_from)
    return Address(display_name=name or settings.organisation, addr_spec=address)


def _recipient(address: str) -> Address:
    local, _at, domain = address.rpartition("@")
    try:
        if not local or not domain or not address.isprintable():
            raise ValueError
        return Address(username=local, domain=domain.encode("idna").decode())
    except (ValueError, MessageError) as error:
        raise Unwritable("the address is no address") from error
