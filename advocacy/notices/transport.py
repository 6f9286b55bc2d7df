"""Carrying mail: SMTP, or a folder of .eml files where no server is configured."""

from __future__ import annotations

import secrets
import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from advocacy.settings import Settings

TIMEOUT_SECONDS = 20


class TransportError(Exception):
    """The message was not taken, or nobody knows whether it was (`in_doubt`).

    `permanent` tells whether trying again is useless (SMTP 5xx, RFC 5321 4.2.1). The text names no address.
    """

    def __init__(self, reason: str, *, permanent: bool, in_doubt: bool = False) -> None:
        self.permanent = permanent
        self.in_doubt = in_doubt
        super().__init__(reason)


class _Plain(smtplib.SMTP):
    """Remembers whether the message itself was under way: a server that vanishes then may have taken it."""

    under_way = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Hand the message over."""
        self.under_way = True
        answer = super().data(msg)
        self.under_way = False
        return answer


class _Tls(_Plain, smtplib.SMTP_SSL):
    """The same over TLS from the first byte."""


class SmtpMail:
    """Hands each message to the configured SMTP server."""

    def __init__(self, settings: Settings, *, timeout: float = TIMEOUT_SECONDS) -> None:
        self._settings = settings
        self._timeout = timeout

    def send(self, message: EmailMessage) -> None:
        """Hand `message` over; raises TransportError when the server does not take it."""
        server: _Plain | None = None
        try:
            server = self._connect()
            server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code = max(code for code, _text in error.recipients.values())
            raise TransportError(f"recipient refused ({code})", permanent=code >= 500) from error
        except smtplib.SMTPResponseException as error:
            # Only a message that was refused is hopeless: a wrong password or sender is mended by somebody.
            hopeless = isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500
            raise TransportError(f"server said {error.smtp_code}", permanent=hopeless) from error
        except (smtplib.SMTPNotSupportedError, UnicodeError) as error:
            raise TransportError("the server cannot write to this address", permanent=True) from error
        except (smtplib.SMTPException, OSError) as error:
            in_doubt = server is not None and server.under_way
            raise TransportError(type(error).__name__, permanent=False, in_doubt=in_doubt) from error
        finally:
            if server is not None:
                _leave(server)

    def _connect(self) -> _Plain:
        settings, context = self._settings, ssl.create_default_context()
        address: dict[str, Any] = {"host": settings.smtp_host, "port": settings.smtp_port}
        if settings.smtp_security == "tls":
            return self._greeted(_Tls(**address, timeout=self._timeout, context=context))
        server = _Plain(**address, timeout=self._timeout)
        if settings.smtp_security == "starttls":
            server.starttls(context=context)
        return self._greeted(server)

    def _greeted(self, server: _Plain) -> _Plain:
        if self._settings.smtp_user:
            server.login(self._settings.smtp_user, self._settings.smtp_password.get_secret_value())
        return server


def _leave(server: smtplib.SMTP) -> None:
    """Say goodbye; what the server does then changes nothing."""
    try:
        server.quit()
    except (smtplib.SMTPException, OSError):
        server.close()


class FolderMail:
    """Keeps each message as a file, for a demonstration or a first look."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: EmailMessage) -> None:
        """Write `message` into the folder, under a name of its own."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{secrets.token_hex(8)}.eml"
        path.write_bytes(bytes(message))
