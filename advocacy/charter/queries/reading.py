"""What the reading pages show: a text, its earlier versions, what a person did and asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, aliased

from advocacy.charter.models import Acknowledgement, Document, Passing, Question, Text, Version, Withdrawal
from advocacy.charter.rules.words import Act, Force, Weight
from advocacy.errors import NotVisible
from advocacy.keyset import Window, latest_first
from advocacy.people.rules import Language
from advocacy.quizzes.quiz import Quiz, from_plain

PAGE = 25


@dataclass(frozen=True)
class ReadText:
    """One language of one version that has gone live, as it is read."""

    id: int
    version_id: int
    document_id: int
    slug: str
    number: int
    force: Force
    authoritative: Language
    manifest: str
    live_at: datetime
    withdrawn_at: datetime | None
    binding_on: Mapping[str, str]
    language: Language
    languages: tuple[Language, ...]
    title: str
    statement: str
    change_note: str
    source: str
    html: str
    summary_html: str
    sha256: str
    html_sha256: str
    pass_mark: int
    attempts: int | None
    quiz_sha256: str | None
    questions: Mapping[str, Any]

    @property
    def quiz(self) -> Quiz:
        """The quiz to pass before acknowledging, in the order of its source; without questions: none."""
        return from_plain(self.questions)

    def binds_on(self, employer_id: int | None) -> date | None:
        """From which day it binds this employer; None when it does not, or informs only."""
        day = self.binding_on.get(str(employer_id))
        return date.fromisoformat(day) if day and self.force is Force.BINDING else None


@dataclass(frozen=True)
class VersionLine:
    """A version in the list of versions."""

    number: int
    title: str
    change_note: str
    weight: Weight
    live_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class ActLine:
    """Something a person did with a text; the last two are of the quiz it rests on, if there was one."""

    id: int
    event_id: int
    act: Act
    at: datetime
    slug: str
    number: int
    title: str
    statement: str
    language: Language
    sha256: str
    opened_at: datetime
    reached_end: bool
    passed_at: datetime | None
    passing_event_id: int | None


@dataclass(frozen=True)
class QuestionLine:
    """A question that a person asked, and the answer, if there is one."""

    id: int
    slug: str
    title: str
    clause: str
    question: str
    asked_at: datetime
    answer: str | None
    answered_at: datetime | None


def text_in_force(session: Session, version_id: int, preferred: str) -> ReadText:
    """The text of this version in the `preferred` language, else in its authoritative one. One query."""
    return _chosen(session.execute(_texts().where(Version.id == version_id)).all(), preferred)


def text_of_number(session: Session, slug: str, number: int, preferred: str, *, at: datetime) -> ReadText:
    """The text of a version that has gone live by `at`. One query; raises NotVisible when there is none."""
    conditions = (Document.slug == slug, Version.number == number, Version.live_at <= at)
    return _chosen(session.execute(_texts().where(*conditions)).all(), preferred)


def versions_of(
    session: Session, slug: str, preferred: str, *, at: datetime, before: int | None = None
) -> Window[VersionLine]:
    """A page of the versions gone live by `at`, latest first, from below `before`. One query."""
    wanted = aliased(Text)
    statement = (
        select(
            Version.number,
            wanted.title,
            wanted.change_note,
            Version.weight,
            Version.live_at,
            Withdrawal.at.label("withdrawn_at"),
        )
        .join(Document, Document.id == Version.document_id)
        .join(wanted, and_(wanted.version_id == Version.id, wanted.language == preferred))
        .outerjoin(Withdrawal, and_(Withdrawal.version_id == Version.id, Withdrawal.at <= at))
        .where(Document.slug == slug, Version.live_at <= at)
    )
    found = latest_first(session, statement, Version.number, size=PAGE, older_than=before)
    return found.map(lambda row: VersionLine(*row))


def my_last_source(
    session: Session, person_id: int, document_id: int, *, below: int, language: Language
) -> tuple[int, datetime, Act, str] | None:
    """(number, at, act, Markdown in `language`) of the latest version below `below` the person acted on."""
    row = session.execute(
        select(Version.number, Acknowledgement.at, Acknowledgement.act, Text.source)
        .join(Version, Version.id == Acknowledgement.version_id)
        .join(Text, and_(Text.version_id == Version.id, Text.language == language))
        .where(
            Acknowledgement.person_id == person_id,
            Version.document_id == document_id,
            Version.number < below,
        )
        .order_by(Version.number.desc(), Acknowledgement.at.desc())
        .limit(1)
    ).one_or_none()
    return (row.number, row.at, row.act, row.source) if row else None


def act(session: Session, acknowledgement_id: int, *, visible_to: int | None) -> ActLine:
    """One act of the person `visible_to`. One query; raises NotVisible when it is not theirs."""
    rows = session.execute(
        _acts().where(Acknowledgement.id == acknowledgement_id, Acknowledgement.person_id == visible_to)
    ).all()
    if not rows:
        raise NotVisible
    return ActLine(*rows[0])


def acts_of(
    session: Session, person_id: int, *, before: int | None = None, most: int = PAGE
) -> Window[ActLine]:
    """What the person did, latest first, from below the id `before`: at most `most`. One query."""
    statement = _acts().where(Acknowledgement.person_id == person_id)
    found = latest_first(session, statement, Acknowledgement.id, size=most, older_than=before)
    return found.map(lambda row: ActLine(*row))


def questions_of(
    session: Session, person_id: int, *, slug: str | None = None, most: int = PAGE
) -> list[QuestionLine]:
    """The latest questions of the person (about one document), with their answers. One query."""
    statement = (
        select(
            Question.id,
            Document.slug,
            Text.title,
            Question.clause,
            Question.question,
            Question.asked_at,
            Question.answer,
            Question.answered_at,
        )
        .join(Version, Version.id == Question.version_id)
        .join(Document, Document.id == Version.document_id)
        .join(Text, and_(Text.version_id == Version.id, Text.language == Question.language))
        .where(Question.person_id == person_id)
        .order_by(Question.id.desc())
        .limit(most)
    )
    if slug is not None:
        statement = statement.where(Document.slug == slug)
    return [QuestionLine(*row) for row in session.execute(statement)]


def _texts() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Text.id,
            Version.id.label("version_id"),
            Version.document_id,
            Document.slug,
            Version.number,
            Version.force,
            Version.authoritative,
            Version.manifest,
            Version.live_at,
            Withdrawal.at.label("withdrawn_at"),
            Version.binding_on,
            Text.language,
            Text.title,
            Text.statement,
            Text.change_note,
            Text.source,
            Text.html,
            Text.summary_html,
            Text.sha256,
            Text.html_sha256,
            Version.pass_mark,
            Version.attempts,
            Version.quiz_sha256,
            Text.questions,
        )
        .join(Version, Version.id == Text.version_id)
        .join(Document, Document.id == Version.document_id)
        .outerjoin(Withdrawal, Withdrawal.version_id == Version.id)
        .order_by(Text.id)
    )


def _chosen(rows: Sequence[Any], preferred: str) -> ReadText:
    if not rows:
        raise NotVisible
    languages = tuple(language for language in Language if any(row.language is language for row in rows))
    wanted = [row for row in rows if row.language.value == preferred]
    official = [row for row in rows if row.language is row.authoritative]
    return ReadText(**{**(wanted or official or list(rows))[0]._mapping, "languages": languages})


def _acts() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Acknowledgement.id,
            Acknowledgement.event_id,
            Acknowledgement.act,
            Acknowledgement.at,
            Document.slug,
            Version.number,
            Text.title,
            Text.statement,
            Text.language,
            Acknowledgement.sha256,
            Acknowledgement.opened_at,
            Acknowledgement.reached_end,
            Passing.at.label("passed_at"),
            Passing.event_id.label("passing_event_id"),
        )
        .join(Text, Text.id == Acknowledgement.text_id)
        .join(Version, Version.id == Acknowledgement.version_id)
        .join(Document, Document.id == Version.document_id)
        .outerjoin(Passing, Passing.id == Acknowledgement.passing_id)
    )
