"""What auditors wait for: an export is written, packed, kept for seven days, dropped."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from flask import render_template

from advocacy.access import SYSTEM
from advocacy.audit import actions
from advocacy.audit.actions import DROP_JOB, EXPORT_JOB
from advocacy.audit.documents import document_sources
from advocacy.audit.export import Exported, snapshot, write_export
from advocacy.audit.models import LedgerExport
from advocacy.db import db
from advocacy.jobs.registry import Running, job
from advocacy.settings import Settings
from advocacy.wiring import wiring
from advocacy.work import unit_of_work


def exports_folder(settings: Settings) -> Path:
    """Where the files of exports lie."""
    return settings.data_dir.resolve() / "exports"


def readme(written: Exported) -> str:
    """The page that every export opens with, in French and in English."""
    return render_template("audit/export_readme.txt", written=written)


@job(EXPORT_JOB, attempts=3)
def export(running: Running, *, export_id: int) -> None:
    """Write the ledger into a folder, pack it, and say that it is there."""
    asked = db.session.get(LedgerExport, export_id)
    if asked is None or asked.ended_at is not None:
        return
    people = list(asked.opened["people"])
    db.session.rollback()
    folder = exports_folder(running.wiring.settings)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    packed = folder / f"ledger-{export_id}-{secrets.token_hex(8)}.zip"
    # Inside our own folder: the system's temporary one may be small, and this one is no one else's.
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        written = Path(temporary) / "ledger"
        with snapshot(db.engine) as session:
            write_export(
                session,
                written,
                people=people,
                sources=document_sources(),
                readme=readme,
                progress=_Progress(export_id),
            )
        part = Path(temporary) / packed.name
        _pack(written, part)
        shutil.move(part, packed)
    with unit_of_work(SYSTEM) as work:
        kept = actions.finish_export(work, export_id, file_name=packed.name, file_bytes=packed.stat().st_size)
    if not kept:
        packed.unlink()


@job(DROP_JOB)
def drop(running: Running, *, export_id: int) -> None:
    """Delete the file of an export whose seven days are over."""
    with unit_of_work(SYSTEM) as work:
        name = actions.drop_export(work, export_id)
    if name is not None:
        (exports_folder(running.wiring.settings) / name).unlink(missing_ok=True)


class _Progress:
    """Keeps how far an export is, twenty times at most."""

    def __init__(self, export_id: int) -> None:
        self._export_id = export_id
        self._told = 0

    def __call__(self, done: int, total: int) -> None:
        if done < total and done - self._told < total / 20:
            return
        self._told = done
        with unit_of_work(SYSTEM) as work:
            actions.note_progress(work, self._export_id, done, total)


def _pack(folder: Path, packed: Path) -> None:
    with ZipFile(packed, "x", ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, Path("ledger") / path.relative_to(folder))


def file_of(name: str) -> Path:
    """The path of an export's file."""
    return exports_folder(wiring().settings) / name
