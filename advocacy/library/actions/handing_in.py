"""Handing a content in: all that people will see is frozen, and waits for somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from advocacy.insert_once import insert_once, insertion
from advocacy.library.actions.checking import check_draft
from advocacy.library.actions.showing import locked, person_id
from advocacy.library.events.reviewing import ContentHandedIn
from advocacy.library.freezing import ContentParts, Frozen, freeze
from advocacy.library.models import (
    ContentWriter,
    MediaFile,
    Revision,
    RevisionMedia,
    RevisionText,
    RevisionTopic,
    RevisionWording,
    WaitingRevision,
)
from advocacy.library.queries.parts import parts
from advocacy.library.queries.standing import stand
from advocacy.library.rules.reminding import a_working_day_after
from advocacy.library.rules.standing import check_handing_in
from advocacy.people.rules import Language
from advocacy.roles import Can
from advocacy.work import Work

REMIND = "library.remind_reviewers"
"""The kind of the job that reminds whoever may review, once, of what still waits."""


def hand_in(work: Work, content_id: int, *, edition: int) -> int:
    """Hand the content in exactly as it was on the page; the id of its new revision.

    Raises Refused when it is in review or approved as it is, or changed since; Problems for what is to be
    mended first.
    """
    content = locked(work, content_id, Can.WRITE_CONTENT)
    before = stand(work.session, content_id)
    check_handing_in(before.facts, shown=edition)
    check_draft(work, content_id)
    organisation = work.wiring.settings.organisation
    frozen = freeze(parts(work.session, content, number=before.number + 1, organisation=organisation))
    revision_id = _keep(work, frozen, edition)
    insert_once(
        work.session,
        ContentWriter,
        {"content_id": content_id, "person_id": person_id(work), "first_at": work.now},
        unique=["content_id", "person_id"],
    )
    _wait(work, content_id, revision_id)
    work.record(ContentHandedIn(content_id=content_id, number=frozen.parts.number, revision=frozen.sha256))
    return revision_id


def _keep(work: Work, frozen: Frozen, edition: int) -> int:
    """Write the revision with all that belongs to it. Seven statements at most."""
    found = frozen.parts
    revision = Revision(
        content_id=found.content_id,
        number=found.number,
        edition=edition,
        kind=found.kind,
        objective_id=found.objective_id,
        stage=found.stage,
        link=found.link,
        opens_at=found.opens_at,
        closes_at=found.closes_at,
        canonical=frozen.canonical,
        sha256=frozen.sha256,
        by_id=person_id(work),
        at=work.now,
    )
    work.session.add(revision)
    work.session.flush()
    for table, rows in _rows(work, revision.id, found).items():
        if rows:
            work.session.execute(insert(table), rows)
    return revision.id


def _rows(work: Work, revision_id: int, found: ContentParts) -> Mapping[Any, list[dict[str, Any]]]:
    of = {"revision_id": revision_id}
    files = {one.sha256 for one in found.media}
    known = dict(
        work.session.execute(select(MediaFile.sha256, MediaFile.id).where(MediaFile.sha256.in_(files))).all()
        if files
        else ()
    )
    return {
        RevisionText: [{**of, "language": one, **vars(text)} for one, text in found.texts.items()],
        RevisionTopic: [{**of, "topic_id": topic} for topic in found.topics],
        RevisionWording: [{**of, **vars(said)} for said in found.wordings],
        RevisionMedia: [
            {
                **of,
                "position": one.position,
                "media_file_id": known[one.sha256],
                "alt_fr": one.alt.get(Language.FRENCH, ""),
                "alt_en": one.alt.get(Language.ENGLISH, ""),
            }
            for one in found.media
        ],
    }


def _wait(work: Work, content_id: int, revision_id: int) -> None:
    """Put the revision in the queue, in the place of the one before; remind after a working day."""
    values = {"revision_id": revision_id, "at": work.now}
    statement = insertion(work.session, WaitingRevision).values(content_id=content_id, **values)
    work.session.execute(statement.on_conflict_do_update(index_elements=["content_id"], set_=values))
    due: datetime = a_working_day_after(work.now, work.wiring.settings.time_zone)
    work.later(REMIND, {"revision_id": revision_id}, dedup_key=f"{REMIND}:{revision_id}", due=due)
