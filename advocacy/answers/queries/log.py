"""The log as lists and pages show it: one's own, the whole, one answer with what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from advocacy.answers.models import AnswerThanks, AnswerWords, PublicAnswer, Source, ThanksFrom
from advocacy.answers.rules import Known
from advocacy.errors import NotVisible
from advocacy.keyset import Line, Window, window
from advocacy.networks.words import Network
from advocacy.people.models import Employment, Person, Placement
from advocacy.people.queries.dated import holds_on
from advocacy.people.queries.directory import visible
from advocacy.people.rules import Language
from advocacy.roles import Actor, Can
from advocacy.topics.models import Topic

ROWS = 25

_ORDER = (PublicAnswer.answered_at.expression, PublicAnswer.id.expression)


@dataclass(frozen=True)
class AnswerLine:
    """One answer. `link` and `question` are None once they were deleted."""

    id: int
    person_id: int
    name: str
    answered_at: datetime
    network: Network
    topic_fr: str
    topic_en: str
    language: Language
    minutes: int
    eligible: bool
    link: str | None
    question: str | None
    is_correction: bool
    is_corrected: bool
    is_thanked: bool

    def topic(self, language: str) -> str:
        """What its topic is called in `language`."""
        return self.topic_fr if language == "fr" else self.topic_en


@dataclass(frozen=True)
class Thanks:
    """Somebody thanked."""

    thanks_from: ThanksFrom
    note: str
    at: datetime


@dataclass(frozen=True)
class AnswerPage:
    """One answer with what belongs to it: the one it corrects, those that correct it, the thanks.

    `in_full` is False for somebody who sees it only because it corrects theirs: why a colleague was not
    eligible, how long they took and who thanked them is nobody else's business, and is left out.
    """

    line: AnswerLine
    in_full: bool
    codes: tuple[str, ...]
    recorded_at: datetime
    source: Source
    corrects: AnswerLine | None
    corrections: tuple[AnswerLine, ...]
    thanks: tuple[Thanks, ...]


@dataclass(frozen=True)
class Sought:
    """What the list of all answers is asked for; `after` and `before` are the answer at a page's edge."""

    topic: str | None = None
    network: Network | None = None
    flagged: bool = False
    after: int | None = None
    before: int | None = None


def answers_of(
    session: Session, person_id: int, *, after: int | None = None, before: int | None = None
) -> Window[AnswerLine]:
    """A page of somebody's answers, the latest first. One query."""
    return _page(session, _lines().where(PublicAnswer.person_id == person_id), after, before)


def all_answers(session: Session, sought: Sought, *, visible_to: Actor, day: date) -> Window[AnswerLine]:
    """A page of the answers of whom `visible_to` looks after, by their time, the latest first. One query."""
    statement = _lines().where(_is_looked_after(visible_to, Can.SEE_ANSWERS, day))
    if sought.topic:
        statement = statement.where(Topic.slug == sought.topic)
    if sought.network is not None:
        statement = statement.where(PublicAnswer.network == sought.network)
    if sought.flagged:
        statement = statement.where(~PublicAnswer.eligible)
    return _page(session, statement, sought.after, sought.before)


def answer(session: Session, answer_id: int, *, visible_to: Actor, day: date) -> AnswerPage:
    """One answer. Three queries. Raises NotVisible when there is none, or none of the actor's business.

    Seen by whoever gave it, by whoever gave the answer it corrects, and by those who look after them.
    """
    in_full = or_(PublicAnswer.person_id == visible_to.id, _is_looked_after(visible_to, Can.SEE_ANSWERS, day))
    statement = _lines(
        PublicAnswer.reasons, PublicAnswer.recorded_at, PublicAnswer.source, in_full.label("in_full")
    )
    row = session.execute(
        statement.where(PublicAnswer.id == answer_id, or_(in_full, _corrects_one_of(visible_to)))
    ).one_or_none()
    if row is None:
        raise NotVisible
    near = [_line(one) for one in session.execute(_lines().where(_is_beside(answer_id)).order_by(*_ORDER))]
    thanks = session.execute(
        select(AnswerThanks.thanks_from, AnswerThanks.note, AnswerThanks.at)
        .where(AnswerThanks.answer_id == answer_id)
        .order_by(AnswerThanks.id)
    )
    return AnswerPage(
        line=_line(row),
        in_full=bool(row.in_full),
        codes=tuple(row.reasons["codes"]) if row.in_full else (),
        recorded_at=row.recorded_at,
        source=row.source,
        corrects=next((one for one in near if one.id < answer_id), None),
        corrections=tuple(one for one in near if one.id > answer_id),
        thanks=tuple(Thanks(*one) for one in thanks) if row.in_full else (),
    )


def correctable(session: Session, answer_id: int, *, visible_to: Actor, day: date) -> AnswerLine:
    """The answer that `visible_to` may correct: of their own, or of whom they look after as HR.

    Raises NotVisible.
    """
    may = or_(PublicAnswer.person_id == visible_to.id, _is_looked_after(visible_to, Can.MANAGE_ROSTER, day))
    row = session.execute(_lines().where(PublicAnswer.id == answer_id, may)).one_or_none()
    if row is None:
        raise NotVisible
    return _line(row)


def known_link(session: Session, key: str) -> Known | None:
    """The answer recorded for a link, whoever gave it."""
    row = session.execute(
        select(PublicAnswer.id, PublicAnswer.person_id).where(PublicAnswer.link_key == key)
    ).one_or_none()
    return None if row is None else Known(row.id, row.person_id)


def report_to(session: Session, person_id: int, manager_id: int, day: date) -> bool:
    """Whether somebody who works here reports to this manager on `day`."""
    placed = exists().where(
        Placement.person_id == person_id, Placement.manager_id == manager_id, holds_on(Placement, day)
    )
    employed = exists().where(Employment.person_id == person_id, holds_on(Employment, day))
    return bool(session.scalar(select(and_(placed, employed))))


def last_answered(session: Session, person_id: int) -> datetime | None:
    """When somebody last answered, None for never: the end of an index, however long the past."""
    latest: ColumnElement[datetime] = func.max(PublicAnswer.answered_at, type_=PublicAnswer.answered_at.type)
    return session.scalar(select(latest).where(PublicAnswer.person_id == person_id))


def minutes_since(session: Session, person_id: int, day: date) -> int:
    """The minutes of somebody's answers from `day` on."""
    total = select(func.coalesce(func.sum(PublicAnswer.minutes), 0))
    return int(
        session.scalar(total.where(PublicAnswer.person_id == person_id, PublicAnswer.answered_on >= day)) or 0
    )


_later = aliased(PublicAnswer)


def _lines(*more: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(
            PublicAnswer.id,
            PublicAnswer.person_id,
            Person.given_name,
            Person.family_name,
            PublicAnswer.answered_at,
            PublicAnswer.network,
            Topic.name_fr,
            Topic.name_en,
            PublicAnswer.language,
            PublicAnswer.minutes,
            PublicAnswer.eligible,
            AnswerWords.link,
            AnswerWords.question,
            PublicAnswer.corrects_id,
            exists().where(_later.corrects_id == PublicAnswer.id).label("is_corrected"),
            exists().where(AnswerThanks.answer_id == PublicAnswer.id).label("is_thanked"),
            *more,
        )
        .join(Person, Person.id == PublicAnswer.person_id)
        .join(Topic, Topic.id == PublicAnswer.topic_id)
        .outerjoin(AnswerWords, AnswerWords.answer_id == PublicAnswer.id)
    )


def _line(row: Line) -> AnswerLine:
    return AnswerLine(
        id=row.id,
        person_id=row.person_id,
        name=f"{row.given_name} {row.family_name}".strip(),
        answered_at=row.answered_at,
        network=row.network,
        topic_fr=row.name_fr,
        topic_en=row.name_en,
        language=row.language,
        minutes=row.minutes,
        eligible=row.eligible,
        link=row.link,
        question=row.question,
        is_correction=row.corrects_id is not None,
        is_corrected=row.is_corrected,
        is_thanked=row.is_thanked,
    )


def _page(
    session: Session, statement: Select[*tuple[Any, ...]], after: int | None, before: int | None
) -> Window[AnswerLine]:
    found = window(
        session,
        statement,
        _ORDER,
        size=ROWS,
        after=None if after is None else _place_of(after),
        before=None if before is None else _place_of(before),
        descending=True,
    )
    return found.map(_line)


def _place_of(answer_id: int) -> list[ColumnElement[Any]]:
    """Where an answer stands in the order; NULLs, behind which nothing comes, when there is none."""
    at = aliased(PublicAnswer)
    return [select(column).where(at.id == answer_id).scalar_subquery() for column in (at.answered_at, at.id)]


def _corrects_one_of(actor: Actor) -> ColumnElement[bool]:
    """Whether an answer corrects one that the actor gave."""
    corrected = aliased(PublicAnswer)
    return exists().where(corrected.id == PublicAnswer.corrects_id, corrected.person_id == actor.id)


def _is_looked_after(actor: Actor, permission: Can, day: date) -> ColumnElement[bool]:
    """Whether an answer is of those for whom `actor` holds `permission`: they are looked for once, not again
    for every answer of the log."""
    if actor.scope(permission) is None:
        return true()
    seen = select(Person.id).where(visible(actor, permission, day)).correlate(None)
    return PublicAnswer.person_id.in_(seen)


def _is_beside(answer_id: int) -> ColumnElement[bool]:
    """Whether an answer corrects this one, or is the one it corrects."""
    mine = aliased(PublicAnswer)
    corrected = select(mine.corrects_id).where(mine.id == answer_id, mine.corrects_id.is_not(None))
    corrections = select(mine.id).where(mine.corrects_id == answer_id)
    return PublicAnswer.id.in_(corrected.union_all(corrections))
