"""The published versions of documents as the rules know them, and where to find their texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from advocacy.charter.models import Audience, Document, Text, Version, Withdrawal
from advocacy.charter.rules.audience import AudienceLine
from advocacy.charter.rules.versions import Asked, DatedLine, VersionFacts, asked, in_force
from advocacy.charter.rules.words import Weight
from advocacy.clock import day_in
from advocacy.db import UtcDateTime
from advocacy.people.rules import Language


def facts_of_document(session: Session, document_id: int, *, zone: str) -> tuple[VersionFacts, ...]:
    """Every published version of one document, scheduled and withdrawn ones too, by number. One query."""
    rows = session.execute(_facts().where(Version.document_id == document_id)).all()
    return tuple(_read(rows, zone))


def facts_live_by(session: Session, *, at: datetime, zone: str) -> tuple[VersionFacts, ...]:
    """Every version of every document that went live by `at`, withdrawn ones too, by document and number.

    One query, for pages on which any version can be chosen.
    """
    return tuple(_read(session.execute(_facts().where(Version.live_at <= at)).all(), zone))


def asked_now(session: Session, *, at: datetime, zone: str) -> tuple[Asked, ...]:
    """What each document asks of people at `at`: its version in force, if it has one. One query.

    Versions older than the debt are not read, so that a long history costs nothing. `zone` is the
    installation's: versions go live on its days.
    """
    rows = session.execute(_asked_at(), {"at": at}).all()
    facts = list(_read(rows, zone))
    found = []
    for _document, group in groupby(facts, key=lambda version: version.document_id):
        versions = tuple(group)
        current = in_force(versions, at)
        if current is not None:
            found.append(asked(current, versions, at))
    return tuple(found)


def asked_of_version(session: Session, version_id: int, *, at: datetime, zone: str) -> Asked | None:
    """The same for one given version, in force or not; None when there is no such version. One query."""
    document = select(Version.document_id).where(Version.id == version_id).scalar_subquery()
    rows = session.execute(_facts().where(Version.document_id == document)).all()
    versions = tuple(_read(rows, zone))
    chosen = next((version for version in versions if version.id == version_id), None)
    return asked(chosen, versions, at) if chosen else None


@cache
def _asked_at() -> Select[*tuple[Any, ...]]:
    """Built once: every signed-in page asks it."""
    at = bindparam("at", type_=UtcDateTime())
    return _facts().where(Version.live_at <= at, _since_the_debt(at))


def _since_the_debt(at: ColumnElement[datetime]) -> ColumnElement[bool]:
    """Versions from the greatest live material one of their document on; all, when there is none."""
    other, gone = aliased(Version), aliased(Withdrawal)
    newest = (
        select(func.max(other.number))
        .outerjoin(gone, and_(gone.version_id == other.id, gone.at <= at))
        .where(
            other.document_id == Version.document_id,
            other.live_at <= at,
            other.weight == Weight.MATERIAL,
            gone.version_id.is_(None),
        )
        .correlate(Version)
        .scalar_subquery()
    )
    return or_(Version.number >= newest, newest.is_(None))


def _facts() -> Select[*tuple[Any, ...]]:
    """One row per version and line of its audience."""
    titles = [
        select(Text.title)
        .where(Text.version_id == Version.id, Text.language == language)
        .correlate(Version)
        .scalar_subquery()
        .label(f"title_{language.value}")
        for language in Language
    ]
    return (
        select(
            Version.id,
            Version.document_id,
            Version.number,
            Version.force,
            Version.weight,
            Version.live_at,
            Version.due_on,
            Version.days_to_acknowledge,
            Version.recorded_at,
            Version.binding_on,
            Document.slug,
            Withdrawal.at.label("withdrawn_at"),
            *titles,
            Audience.id.label("line_id"),
            Audience.employer_id,
            Audience.site_id,
            Audience.department_id,
            Audience.role,
            Audience.valid_from,
            Audience.valid_to,
        )
        .join(Document, Document.id == Version.document_id)
        .outerjoin(Withdrawal, Withdrawal.version_id == Version.id)
        .outerjoin(Audience, and_(Audience.version_id == Version.id, Audience.retired_at.is_(None)))
        .order_by(Version.document_id, Version.number, Audience.id)
    )


def _read(rows: Sequence[Any], zone: str) -> Iterable[VersionFacts]:
    for _id, group in groupby(rows, key=lambda row: row.id):
        lines = list(group)
        row = lines[0]
        yield VersionFacts(
            id=row.id,
            document_id=row.document_id,
            number=row.number,
            force=row.force,
            weight=row.weight,
            live_at=row.live_at,
            live_on=day_in(row.live_at, zone),
            due_on=row.due_on,
            days_to_acknowledge=row.days_to_acknowledge,
            recorded_at=row.recorded_at,
            withdrawn_at=row.withdrawn_at,
            withdrawn_on=day_in(row.withdrawn_at, zone) if row.withdrawn_at else None,
            binding_on={int(key): date.fromisoformat(day) for key, day in (row.binding_on or {}).items()},
            audience=tuple(_line(line) for line in lines if line.line_id is not None),
            slug=row.slug,
            title={language.value: getattr(row, f"title_{language.value}") or "" for language in Language},
        )


def _line(row: Any) -> DatedLine:
    line = AudienceLine(row.employer_id, row.site_id, row.department_id, row.role)
    return DatedLine(line, row.valid_from, row.valid_to)
