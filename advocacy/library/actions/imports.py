"""Spreadsheets of contents: kept as they were read, then made into drafts whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from advocacy.errors import NotVisible, Refused
from advocacy.library.actions.showing import person_id
from advocacy.library.actions.starting import Beginning, begin
from advocacy.library.events.sources import ContentsImported
from advocacy.library.models import Content, ContentImport, ContentText
from advocacy.library.rules import content_sheets as rules
from advocacy.library.rules.content_sheets import ERROR, KNOWN, NEW, Line
from advocacy.library.rules.drafts import Told
from advocacy.library.rules.writing import TypedWording
from advocacy.library.sources.sheets import SheetRead
from advocacy.networks.words import Network
from advocacy.people.rules import Language
from advocacy.roles import Can
from advocacy.uploads.file import LONGEST_NAME, File
from advocacy.work import Work


def keep(work: Work, file: File, found: SheetRead) -> int:
    """Keep what a file says, with what would become of each line; the import's id.

    The same file, waiting already, is looked through anew and not kept twice.
    """
    work.actor.require(Can.MANAGE_SOURCES)
    me = person_id(work)
    waiting = select(ContentImport).where(
        *(ContentImport.sha256 == file.sha256, ContentImport.by_id == me),
        *(ContentImport.applied_at.is_(None), ContentImport.discarded_at.is_(None)),
    )
    one = work.session.scalars(waiting.order_by(ContentImport.id).limit(1)).first()
    one = one or ContentImport(sha256=file.sha256, by_id=me)
    one.name, one.at, one.staged = file.name[:LONGEST_NAME], work.now, _staged(work, found)
    work.session.add(one)
    work.session.flush()
    return one.id


def apply(work: Work, import_id: int) -> int:
    """Make a draft of each new line, all of them or none; how many. Raises NotVisible and Refused."""
    found = _mine(work, import_id)
    work.actor.require(Can.WRITE_CONTENT)
    lines: Sequence[Mapping[str, Any]] = found.staged.get("lines", ())
    counts = Counter(one["outcome"] for one in lines)
    rules.check_application(
        new=counts[NEW],
        errors=counts[ERROR],
        applied=found.applied_at is not None or _applied_before(work, found),
        discarded=found.discarded_at is not None,
    )
    known = _known(work, {one["title"] for one in lines})
    made = [_make(work, one) for one in lines if one["outcome"] == NEW and not _is_known(one, known)]
    found.applied_at = work.now
    found.staged = {"made": made}
    work.session.flush()
    work.record(ContentsImported(import_id=found.id, sha256=found.sha256, count=len(made)))
    return len(made)


def discard(work: Work, import_id: int) -> None:
    """Put an import away that was not applied. Raises NotVisible and Refused."""
    found = _mine(work, import_id)
    if found.applied_at is not None:
        raise Refused("This import has been applied. Discard the drafts that are not wanted.")
    if found.discarded_at is None:
        found.discarded_at, found.staged = work.now, {}


def _staged(work: Work, found: SheetRead) -> dict[str, Any]:
    known = _known(work, {one.title for one in found.lines if one.title})
    met: set[tuple[str, str]] = set()
    lines = []
    for one in found.lines:
        key = (one.title, one.link)
        outcome = ERROR if one.said else KNOWN if key in known or key in met else NEW
        met.add(key)
        lines.append(_as_json(one, outcome))
    return {"lines": lines, "ignored": list(found.ignored)}


def _as_json(one: Line, outcome: str) -> dict[str, Any]:
    return {
        "line": one.line,
        "outcome": outcome,
        "title": one.title,
        "link": one.link,
        "topic_id": one.topic_id,
        "opens_at": one.opens_at.isoformat() if one.opens_at else None,
        "closes_at": one.closes_at.isoformat() if one.closes_at else None,
        "texts": {language: dict(told) for language, told in one.texts.items()},
        "wordings": [list(said) for said in one.wordings],
        "said": dict(one.said),
    }


def _make(work: Work, one: Mapping[str, Any]) -> int:
    beginning = Beginning(
        origin="sheet",
        texts={Language(language): Told(**told) for language, told in one["texts"].items()},
        link=one["link"],
        topics=[one["topic_id"]] if one["topic_id"] else [],
        wordings=[
            TypedWording(None, Network(network), Language(language), text)
            for network, language, text in one["wordings"]
        ],
    )
    try:
        content = begin(work, beginning)
    except Refused as refused:
        raise Refused(
            "Line %(line)s cannot be made any more. Upload the file again to see why.", line=one["line"]
        ) from refused
    content.opens_at, content.closes_at = _moment(one["opens_at"]), _moment(one["closes_at"])
    work.session.flush()
    return content.id


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _is_known(one: Mapping[str, Any], known: Collection[tuple[str, str]]) -> bool:
    return (one["title"], one["link"]) in known


def _known(work: Work, titles: Collection[str]) -> set[tuple[str, str]]:
    """Title and link of contents that are there already, of these titles."""
    if not titles:
        return set()
    rows = work.session.execute(
        select(ContentText.title, Content.link)
        .join(Content, Content.id == ContentText.content_id)
        .where(ContentText.title.in_(titles), Content.discarded_at.is_(None))
    )
    return {(row.title, row.link) for row in rows}


def _applied_before(work: Work, found: ContentImport) -> bool:
    same = select(ContentImport.id).where(
        ContentImport.sha256 == found.sha256, ContentImport.applied_at.is_not(None)
    )
    return work.session.scalar(same.limit(1)) is not None


def _mine(work: Work, import_id: int) -> ContentImport:
    work.actor.require(Can.MANAGE_SOURCES)
    found = work.lock(ContentImport, import_id)
    if found is None or found.by_id != work.actor.id:
        raise NotVisible
    return found
