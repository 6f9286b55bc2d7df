"""`advocacy doctor`: what is not as it should be on this machine, in plain sentences."""

from __future__ import annotations

import importlib
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from advocacy.audit.announced import announced_keys
from advocacy.audit.keys import LedgerKeyError, key_file, read_key
from advocacy.audit.models import EventRow
from advocacy.audit.queries.exposure import exposure
from advocacy.audit.soundness import LedgerInconsistent, check_soundness
from advocacy.commands import application, settings_or_end
from advocacy.db import db
from advocacy.jobs import queries
from advocacy.schema import is_current
from advocacy.settings import Settings
from advocacy.wiring import wiring

_WAL_RESET_FIXED = (3, 51, 3)
_LITTLE_SPACE = 1 << 30
_PATIENCE_SECONDS = 600


@dataclass(frozen=True)
class Finding:
    """What was looked at: `good`, or worth a word (`note`), or wrong."""

    text: str
    good: bool = True
    note: bool = False

    @property
    def line(self) -> str:
        """The finding as it is printed."""
        sign = "note " if self.note else "ok   " if self.good else "WRONG"
        return f"{sign} {self.text}"


@click.command()
def doctor() -> None:
    """Look at this installation and say what is wrong; the status is 1 when something is."""
    settings = settings_or_end()
    findings = [finding for look in MACHINE for finding in look(settings)]
    with application():
        findings.extend(finding for look in DATABASE for finding in _asked(look, settings))
    for finding in findings:
        click.echo(finding.line)
    if any(not finding.good for finding in findings):
        raise click.exceptions.Exit(1)


Look = Callable[[Settings], Iterator[Finding]]


def _asked(look: Look, settings: Settings) -> list[Finding]:
    try:
        return list(look(settings))
    except SQLAlchemyError as error:
        return [Finding(f"The database does not answer: {type(error).__name__}.", good=False)]


def folders(settings: Settings) -> Iterator[Finding]:
    """Whether the data folder can be written by us and read by nobody else."""
    folder = settings.data_dir.resolve()
    if not folder.is_dir():
        yield Finding(f"The data folder {folder} does not exist. Run: advocacy migrate", good=False)
        return
    if not os.access(folder, os.W_OK):
        yield Finding(f"The data folder {folder} cannot be written.", good=False)
    readable = folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    said = "others on this machine can look into it: chmod 700" if readable else "ours alone"
    yield Finding(f"Data folder {folder}: {said}.", good=not readable)
    free = shutil.disk_usage(folder).free
    yield Finding(f"Free space: {free >> 20:,} MiB.", good=free > _LITTLE_SPACE)


def settings_file(_settings: Settings) -> Iterator[Finding]:
    """Whether the file with the secret is readable by others."""
    file = Path(os.environ.get("ADVOCACY_ENV_FILE", "advocacy.env"))
    if file.is_file():
        readable = file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
        said = "can be read by others on this machine: chmod 600" if readable else "is ours alone"
        yield Finding(f"Settings file {file}: {said}.", good=not readable)


def sqlite_release(settings: Settings) -> Iterator[Finding]:
    """What this SQLite is known for."""
    if not settings.is_sqlite:
        return
    if sqlite3.sqlite_version_info >= _WAL_RESET_FIXED:
        yield Finding(f"SQLite {sqlite3.sqlite_version}.")
    else:
        yield Finding(
            f"SQLite {sqlite3.sqlite_version}: before 3.51.3 two writers at once can spoil a database. "
            "Advocacy lets one writer in at a time, so do not write into its database with other programs.",
            note=True,
        )


def mail(settings: Settings) -> Iterator[Finding]:
    """Whether mails go anywhere."""
    if not settings.smtp_host:
        folder = settings.data_dir / "mail"
        yield Finding(f"No mail server is set: mails are written to {folder}.", note=True)
    elif settings.smtp_security == "none" and settings.smtp_host not in {"127.0.0.1", "localhost", "::1"}:
        yield Finding("Mails travel unprotected: set ADVOCACY_SMTP_SECURITY to starttls or tls.", good=False)
    else:
        yield Finding(f"Mail server: {settings.smtp_host}, port {settings.smtp_port}.")
    if settings.smtp_host and settings.mail_from.endswith("@localhost"):
        yield Finding("The sender of mails is not set: ADVOCACY_MAIL_FROM.", good=False)


def tools(_settings: Settings) -> Iterator[Finding]:
    """Programs and libraries that some tasks need."""
    found = shutil.which("openssl")
    said = found or "missing; it is needed to check time stamps and, by auditors, signatures"
    yield Finding(f"openssl: {said}.", note=not found)
    try:
        importlib.import_module("weasyprint")
    except ImportError:
        yield Finding("PDF: not installed. To have it: the extra “pdf” of this package.", note=True)
    except OSError as error:
        library = str(error).split(":")[0].removeprefix("cannot load library ").strip("'\"")
        yield Finding(
            f"PDF: the system library {library} is missing. On Debian: libpango-1.0-0, libpangoft2-1.0-0.",
            note=True,
        )
    else:
        yield Finding("PDF: ready.")


def tables(_settings: Settings) -> Iterator[Finding]:
    """Whether the database is at this release."""
    current = is_current(db.engine)
    said = "at this release" if current else "not at this release. Run: advocacy migrate"
    yield Finding(f"Database: {said}.", good=current)


def clock(_settings: Settings) -> Iterator[Finding]:
    """Whether the clock can be right: not before this release, nor before the last thing that happened."""
    if not is_current(db.engine):
        return
    now = wiring().clock.now()
    last = db.session.scalar(select(func.max(EventRow.at)))
    if last is not None and last > now:
        yield Finding(
            f"The clock says {now:%Y-%m-%d %H:%M} UTC, but something happened at {last:%Y-%m-%d %H:%M}.",
            good=False,
        )
    else:
        yield Finding(f"Clock: {now:%Y-%m-%d %H:%M} UTC.")


def worker(_settings: Settings) -> Iterator[Finding]:
    """Whether somebody does the work."""
    if not is_current(db.engine):
        return
    now = wiring().clock.now()
    count, first = queries.waiting(db.session())
    late = first is not None and (now - first).total_seconds() > _PATIENCE_SECONDS
    said = f"{count} jobs wait" + (
        f", since {first:%Y-%m-%d %H:%M} UTC: is a worker running?" if late else ""
    )
    yield Finding(f"Worker: {said}.", good=not late)
    failed = len(queries.failed(db.session()))
    if failed:
        yield Finding(f"{failed} jobs failed. See: advocacy jobs list", good=False)


def ledger(settings: Settings) -> Iterator[Finding]:
    """Whether what happened gets its place in the ledger, and whether the key that signs it is safe."""
    if not is_current(db.engine):
        return
    try:
        key = read_key(settings)
        keys = announced_keys(db.session())
        check_soundness(db.session(), [announced.key for announced in keys])
    except (LedgerKeyError, LedgerInconsistent) as error:
        yield Finding(f"Ledger: {error}", good=False)
        return
    if keys and (key is None or key.verifier != keys[-1].key):
        yield Finding("Ledger: the key that signs it is not on this machine; the worker needs it.", note=True)
    file = key_file(settings)
    if file.is_file() and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Finding(f"Ledger: others on this machine can read {file}: chmod 600", good=False)
    state = exposure(db.session(), wiring().clock.now())
    late = f"; a fact waits since {state.waiting_since}: is a worker running?" if state.is_late else ""
    yield Finding(f"Ledger: {state.size} lines{late}.", good=not state.is_late)


MACHINE: tuple[Look, ...] = (settings_file, folders, sqlite_release, mail, tools)
DATABASE: tuple[Look, ...] = (tables, clock, worker, ledger)
COMMANDS = (doctor,)
