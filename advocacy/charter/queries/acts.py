"""A text as an act on it sees it: what is recorded of it, whether it still holds, what the person did before.

Asked inside every acknowledgement, on a day when everybody sends one: one query, built once, without the
words of the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, ScalarSelect, Select, and_, bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from advocacy.charter.models import Acknowledgement, Document, Reading, Text, Version, Withdrawal
from advocacy.charter.rules.reading import TextFacts
from advocacy.charter.rules.words import Act
from advocacy.db import UtcDateTime
from advocacy.errors import NotVisible
from advocacy.people.rules import Language


@dataclass(frozen=True)
class TextToActOn:
    """One language of one version, with what one person did about that version.

    `acts` has the row's id of each act; `end_reached` is whether the person reached the end of this text;
    `quiz_sha256` is None unless a quiz is to be passed first.
    """

    id: int
    version_id: int
    slug: str
    number: int
    manifest: str
    language: Language
    sha256: str
    html_sha256: str
    quiz_sha256: str | None
    facts: TextFacts
    end_reached: bool
    acts: Mapping[Act, int]


def text_to_act_on(session: Session, text_id: int, person_id: int, *, at: datetime) -> TextToActOn:
    """The text with this id, whatever became of its version. One query; raises NotVisible for none."""
    values = {"text_id": text_id, "person_id": person_id, "at": at}
    rows = session.connection().execute(_text(), values).all()
    if not rows:
        raise NotVisible
    row = rows[0]
    return TextToActOn(
        id=text_id,
        version_id=row.version_id,
        slug=row.slug,
        number=row.number,
        manifest=row.manifest,
        language=row.language,
        sha256=row.sha256,
        html_sha256=row.html_sha256,
        quiz_sha256=row.quiz_sha256,
        facts=TextFacts(is_in_force=row.in_force == row.version_id, is_withdrawn=row.is_withdrawn),
        end_reached=row.end_reached,
        acts={row.act: row.act_id for row in rows if row.act is not None},
    )


@cache
def _text() -> Select[*tuple[Any, ...]]:
    """One row, or one for each act."""
    at, person_id = bindparam("at", type_=UtcDateTime()), bindparam("person_id", type_=Integer())
    withdrawn = exists().where(Withdrawal.version_id == Version.id, Withdrawal.at <= at)
    reached = exists().where(Reading.person_id == person_id, Reading.text_id == Text.id)
    mine = and_(Acknowledgement.version_id == Version.id, Acknowledgement.person_id == person_id)
    return (
        select(
            Version.id.label("version_id"),
            Document.slug,
            Version.number,
            Version.manifest,
            Text.language,
            Text.sha256,
            Text.html_sha256,
            Version.quiz_sha256,
            withdrawn.label("is_withdrawn"),
            reached.label("end_reached"),
            _in_force(at).label("in_force"),
            Acknowledgement.act,
            Acknowledgement.id.label("act_id"),
        )
        .join(Version, Version.id == Text.version_id)
        .join(Document, Document.id == Version.document_id)
        .outerjoin(Acknowledgement, mine)
        .where(Text.id == bindparam("text_id"))
        .order_by(Acknowledgement.id)
    )


def _in_force(at: ColumnElement[datetime]) -> ScalarSelect[int]:
    """The id of the version in force of the same document, as rules.versions.in_force says."""
    newer, gone = aliased(Version), aliased(Withdrawal)
    return (
        select(newer.id)
        .outerjoin(gone, and_(gone.version_id == newer.id, gone.at <= at))
        .where(newer.document_id == Version.document_id, newer.live_at <= at, gone.version_id.is_(None))
        .order_by(newer.number.desc())
        .limit(1)
        .correlate(Version)
        .scalar_subquery()
    )
