"""Writing the whole ledger into a folder that anyone can check without us (`verify_ledger.py` says its form).

Everything is read in one snapshot of the database and written as it is read: memory does not grow with the
ledger. What is stored is written, right or wrong: judging it is the verifier's work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from advocacy.audit import verify_ledger
from advocacy.audit.announced import announced_keys
from advocacy.audit.canonical import canonical
from advocacy.audit.documents import DocumentSource, content_of
from advocacy.audit.models import Anchor, Checkpoint, EventRow, LedgerLeaf, Opening
from advocacy.audit.receipts import Opened
from advocacy.audit.rules import TRACE
from advocacy.audit.tree import newest_checkpoint
from advocacy.errors import Refused

CHUNK = 5000
BLOCK = 1000
NEWEST = 100
"""A checkpoint is exported if it is among the newest, the last within a block of lines, anchored, or the
first to cover a change of key: a ledger of a million lines then has about a thousand of them."""

_DOCUMENTS = re.compile(rb'"documents":\[("[^\]]*")\],"id":')


@dataclass(frozen=True)
class Exported:
    """What was written."""

    lines: int
    checkpoints: int
    documents: int
    openings: int
    root: str
    fingerprint: str


@contextmanager
def snapshot(engine: Engine) -> Iterator[Session]:
    """A session that sees one state of the database, whatever is written meanwhile."""
    connection = engine.connect()
    try:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with Session(connection) as session:
            yield session
    finally:
        connection.close()


def write_export(
    session: Session,
    folder: Path,
    *,
    people: Collection[int] = (),
    sources: Sequence[DocumentSource],
    readme: Callable[[Exported], str],
    progress: Callable[[int, int], object],
) -> Exported:
    """Write the ledger as `session` (a snapshot) sees it into the empty folder `folder`.

    Opens the commitments of `people` only, never their technical traces. `progress(done, total)` is called
    after every few thousand lines. Raises Refused for a ledger that has nothing in it yet, and for a folder
    that is not empty.
    """
    last = newest_checkpoint(session)
    if last is None:
        raise Refused(
            "The ledger has not been opened yet: nothing is sealed. Start the worker, then try again."
        )
    _make(folder)
    named = _write_lines(session, folder, last.size, progress)
    keys = [announced.key for announced in announced_keys(session)]
    (folder / "key.txt").write_text("".join(f"{key.text}\n" for key in keys), encoding="utf-8")
    written = Exported(
        lines=last.size,
        checkpoints=_write_checkpoints(session, folder / "checkpoints", last.size),
        documents=_write_documents(session, folder / "documents", named, sources),
        openings=_write_openings(session, folder / "openings.jsonl", people, last.size),
        root=last.root.hex(),
        fingerprint=keys[-1].fingerprint if keys else "",
    )
    verifier = Path(verify_ledger.__file__).read_bytes()
    (folder / "verify_ledger.py").write_bytes(verifier)
    (folder / "README.txt").write_text(readme(written), encoding="utf-8")
    return written


def _make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if any(folder.iterdir()):
        raise Refused(
            "The folder %(folder)s is not empty. Name one that is, or a new one.", folder=str(folder)
        )
    for name in ("checkpoints", "documents"):
        (folder / name).mkdir()


def _write_lines(
    session: Session, folder: Path, size: int, progress: Callable[[int, int], object]
) -> set[str]:
    """Write all lines and the hashes kept of them; the documents that the lines name."""
    named: set[bytes] = set()
    with (folder / "ledger.jsonl").open("wb") as lines, (folder / "leaf_hashes.bin").open("wb") as hashes:
        for start in range(0, size, CHUNK):
            named |= _write_chunk(session, start, min(start + CHUNK, size), lines, hashes)
            progress(min(start + CHUNK, size), size)
    return {digest for found in named for digest in found.decode("ascii", "replace").strip('"').split('","')}


def _write_chunk(session: Session, start: int, end: int, lines: BinaryIO, hashes: BinaryIO) -> set[bytes]:
    statement = (
        select(EventRow.leaf, LedgerLeaf.leaf_hash)
        .join(EventRow, EventRow.id == LedgerLeaf.event_id)
        .where(LedgerLeaf.position >= start, LedgerLeaf.position < end)
        .order_by(LedgerLeaf.position)
    )
    rows = [(leaf or b"", kept) for leaf, kept in session.execute(statement)]
    lines.write(b"".join(leaf + b"\n" for leaf, _kept in rows))
    hashes.write(b"".join(kept for _leaf, kept in rows))
    found = (_DOCUMENTS.search(leaf) for leaf, _kept in rows)
    return {match.group(1) for match in found if match}


def _write_checkpoints(session: Session, folder: Path, size: int) -> int:
    wanted = _wanted_sizes(session)
    written = 0
    for checkpoint, following in _with_next(_checkpoints(session, size)):
        ends_block = following is None or following // BLOCK != checkpoint.size // BLOCK
        if ends_block or checkpoint.size in wanted:
            (folder / f"{checkpoint.size:012}.txt").write_text(checkpoint.note, encoding="utf-8")
            written += 1
    return written


@dataclass(frozen=True)
class _Note:
    size: int
    note: str


def _checkpoints(session: Session, size: int) -> Iterator[_Note]:
    after = -1
    while after < size:
        statement = select(Checkpoint.size, Checkpoint.note).where(Checkpoint.size > after)
        rows = session.execute(statement.order_by(Checkpoint.size).limit(CHUNK)).all()
        if not rows:
            return
        yield from (_Note(row.size, row.note) for row in rows)
        after = rows[-1].size


def _with_next(notes: Iterator[_Note]) -> Iterator[tuple[_Note, int | None]]:
    before: _Note | None = None
    for note in notes:
        if before is not None:
            yield before, note.size
        before = note
    if before is not None:
        yield before, None


def _wanted_sizes(session: Session) -> set[int]:
    newest = select(Checkpoint.size).order_by(Checkpoint.size.desc()).limit(NEWEST)
    wanted = {*session.scalars(newest), *session.scalars(select(Anchor.size).distinct())}
    for announced in announced_keys(session):
        if announced.position is not None:
            covering = select(func.min(Checkpoint.size)).where(Checkpoint.size > announced.position)
            wanted.add(session.scalar(covering) or 0)
    return wanted


def _write_documents(
    session: Session, folder: Path, named: Collection[str], sources: Sequence[DocumentSource]
) -> int:
    """Write what can be found; the verifier names what is missing."""
    written = 0
    for digest in sorted(named):
        content = content_of(session, digest, sources)
        if content is not None:
            (folder / digest).write_bytes(content)
            written += 1
    return written


def _write_openings(session: Session, path: Path, people: Collection[int], size: int) -> int:
    written = 0
    with path.open("wb") as file:
        for person in sorted(people):
            statement = (
                select(Opening)
                .join(LedgerLeaf, LedgerLeaf.event_id == Opening.event_id)
                .where(Opening.person_id == person, Opening.kind != TRACE, LedgerLeaf.position < size)
                .order_by(Opening.id)
            )
            for opening in session.scalars(statement):
                file.write(canonical(Opened(opening.salt, opening.values_).to_json()) + b"\n")
                written += 1
    return written
