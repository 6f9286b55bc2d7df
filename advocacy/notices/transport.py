"""Carrying mail: SMTP, or a folder of .eml files where no server is configured."""

from __future__ import annotations

import secrets
import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path

from advocacy.settings import Settings

TIMEOUT_SECONDS = 20


class TransportError(Exception):
    """The message was not taken. `permanent` tells whether trying again is useless (SMTP 5xx, RFC 5321 4.2.1)."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        self.permanent = permanent
        super().__init__(reason)


class SmtpMail:
    """Hands each message to the configured SMTP server."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def send(self, message: EmailMessage) -> None:
        """Hand `message` over; raises TransportError when the server does not take it."""
        try:
            with self._connect() as server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code = max(code for code, _text in error.recipients.values())
            raise TransportError(f"recipient refused ({code})", permanent=code >= 500) from error
        except smtplib.SMTPResponseException as error:
            raise TransportError(
                f"server said {error.smtp_code}", permanent=error.smtp_code >= 500
            ) from error
        except (smtplib.SMTPException, OSError) as error:
            raise TransportError(type(error).__name__, permanent=False) from error

    def _connect(self) -> smtplib.SMTP:
        settings = self._settings
        context = ssl.create_default_context()
        server: smtplib.SMTP
        if settings.smtp_security == "tls":
            server = smtplib.SMTP_SSL(
                settings.smtp_host, settings.smtp_port, timeout=TIMEOUT_SECONDS, context=context
            )
        else:
            server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT_SECONDS)
        if settings.smtp_security == "starttls":
            server.starttls(context=context)
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        return server


class FolderMail:
    """Keeps each message as a file, for a demonstration or a first look."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: EmailMessage) -> None:
        """Write `message` into the folder, under a name of its own."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{secrets.token_hex(8)}.eml"
        path.write_bytes(bytes(message))
