"""Noting what people outside said and what was learnt, and removing it again."""

from __future__ import annotations

from dataclasses import dataclass

from advocacy.errors import Forbidden, NotVisible
from advocacy.insights.events import LessonNoted, LessonRemoved, VerbatimNoted, VerbatimRemoved
from advocacy.insights.models import Lesson, Verbatim
from advocacy.insights.rules.noting import checked_lesson, checked_link, checked_quote
from advocacy.library.models import Objective
from advocacy.library.queries.rights import content_row
from advocacy.networks.words import Network
from advocacy.roles import Can
from advocacy.work import Work


@dataclass(frozen=True)
class Said:
    """What somebody outside said on a network, with the link to it if there is one."""

    network: Network
    quote: str
    link: str = ""


def note_verbatim(work: Work, content_id: int, said: Said) -> int:
    """Note what somebody outside said to a content; the note's id.

    Raises NotVisible for a content the actor does not work on, Refused for an empty quote, one of more than
    600 characters, and a link that is none.
    """
    by_id = _writer(work)
    content_row(work.session, content_id, visible_to=work.actor)
    row = Verbatim(
        content_id=content_id,
        network=said.network,
        quote=checked_quote(said.quote),
        link=checked_link(said.link),
        by_id=by_id,
        at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.record(VerbatimNoted(content_id=content_id))
    return row.id


def remove_verbatim(work: Work, verbatim_id: int) -> int:
    """Remove a note; the id of its content. Raises NotVisible when there is none that the actor works on."""
    _writer(work)
    row = work.lock(Verbatim, verbatim_id)
    if row is None:
        raise NotVisible
    content_row(work.session, row.content_id, visible_to=work.actor)
    work.session.delete(row)
    work.record(VerbatimRemoved(content_id=row.content_id))
    return row.content_id


def note_lesson(work: Work, objective_id: int, text: str) -> int:
    """Note what was learnt from an objective as a whole; the note's id.

    Raises NotVisible when there is no such objective, Refused for an empty or too long text.
    """
    by_id = _writer(work)
    return _keep(work, Lesson(objective_id=objective_id, content_id=None, text=text, by_id=by_id))


def note_content_lesson(work: Work, content_id: int, text: str) -> int:
    """Note what was learnt from a content for its objective; the note's id.

    Raises NotVisible for a content without objective or one the actor does not work on, Refused for an empty
    or too long text.
    """
    by_id = _writer(work)
    content = content_row(work.session, content_id, visible_to=work.actor)
    if content.objective_id is None:
        raise NotVisible
    lesson = Lesson(objective_id=content.objective_id, content_id=content_id, text=text, by_id=by_id)
    return _keep(work, lesson)


def remove_lesson(work: Work, lesson_id: int) -> tuple[int, int | None]:
    """Remove what was learnt; the ids of its objective and content. Raises NotVisible when there is none
    that the actor may write."""
    _writer(work)
    row = work.lock(Lesson, lesson_id)
    if row is None:
        raise NotVisible
    if row.content_id is not None:
        content_row(work.session, row.content_id, visible_to=work.actor)
    work.session.delete(row)
    called = _called(work, row.objective_id)
    work.record(LessonRemoved(objective_id=row.objective_id, called=called, content_id=row.content_id))
    return row.objective_id, row.content_id


def _keep(work: Work, lesson: Lesson) -> int:
    called = _called(work, lesson.objective_id)
    lesson.text = checked_lesson(lesson.text)
    lesson.at = work.now
    work.session.add(lesson)
    work.session.flush()
    event = LessonNoted(objective_id=lesson.objective_id, called=called, content_id=lesson.content_id)
    work.record(event)
    return lesson.id


def _called(work: Work, objective_id: int) -> str:
    """The objective's name, as its own events say it. Raises NotVisible when there is none."""
    found = work.session.get(Objective, objective_id)
    if found is None:
        raise NotVisible
    return found.name_en


def _writer(work: Work) -> int:
    work.actor.require(Can.NOTE_INSIGHT)
    if work.actor.id is None:
        raise Forbidden("only a person notes")
    return work.actor.id
