"""Modules as people take them: the version published last by an instant, whole, in every language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from markupsafe import Markup
from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from advocacy.charter.rules import Weight
from advocacy.errors import NotVisible
from advocacy.people.rules import Language
from advocacy.quizzes.quiz import Quiz, from_plain
from advocacy.training.models import Module, ModuleDraft, ModuleDraftText, ModuleText, ModuleVersion
from advocacy.training.rules import ModuleKind

_SECTION = re.compile(r'(?=<h2 id="clause-)')
_HEADING = re.compile(r'<h2 id="clause-(?P<id>[^"]*)"[^>]*>(?P<title>.*?)</h2>', re.DOTALL)


@dataclass(frozen=True)
class Section:
    """A section of a lesson. Its heading has the id `anchor` in the page; `html` begins with that heading."""

    id: str
    title: str
    html: Markup

    @property
    def anchor(self) -> str:
        """The id of its heading in the lesson's HTML."""
        return f"clause-{self.id}"


@dataclass(frozen=True)
class PublishedText:
    """One language of a version. `html` is safe; `quiz` has no questions when nothing is asked."""

    id: int
    language: Language
    title: str
    lead: str
    change_note: str
    html: Markup
    sha256: str
    questions: Mapping[str, Any] = field(repr=False)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The lesson's sections, in order."""
        return tuple(_sections(self.html))

    @cached_property
    def quiz(self) -> Quiz:
        """The quiz, in the order of the source."""
        return from_plain(self.questions)


@dataclass(frozen=True)
class PublishedVersion:
    """A version of a module. `attempts` is None for any number; `minutes` is what people are told."""

    id: int
    number: int
    weight: Weight
    published_at: datetime
    authoritative: Language
    pass_mark: int
    attempts: int | None
    minutes: int


@dataclass(frozen=True)
class PublishedModule:
    """A module with its version in force, and the texts of that by language."""

    id: int
    slug: str
    kind: ModuleKind
    retired_at: datetime | None
    retired: bool
    version: PublishedVersion
    texts: Mapping[Language, PublishedText]

    def text_in(self, language: str) -> PublishedText:
        """The text in this language, else in the one with authority."""
        return self.texts.get(Language(language)) or self.texts[self.version.authoritative]


@dataclass(frozen=True)
class VersionLine:
    """A published version, as those who count cycles need it."""

    id: int
    module_id: int
    number: int
    weight: Weight
    published_at: datetime


def modules(session: Session, *, at: datetime) -> list[PublishedModule]:
    """Every module with a version published by `at`, retired ones too, the oldest first. One query."""
    return list(_read(session.execute(_statement(at)).all(), at))


def module(session: Session, slug: str, *, at: datetime) -> PublishedModule:
    """One module as it stands at `at`. One query. Raises NotVisible when it has no published version."""
    found = list(_read(session.execute(_statement(at, Module.slug == slug)).all(), at))
    if not found:
        raise NotVisible
    return found[0]


def module_by_id(session: Session, module_id: int, *, at: datetime) -> PublishedModule:
    """The same by id."""
    found = list(_read(session.execute(_statement(at, Module.id == module_id)).all(), at))
    if not found:
        raise NotVisible
    return found[0]


def module_of_version(session: Session, version_id: int, *, at: datetime) -> PublishedModule:
    """The module with exactly this version, in force or not: what an attempt was begun on. One query."""
    given = select(*_COLUMNS).where(ModuleVersion.id == version_id)
    found = list(_read(session.execute(_joined(given)).all(), at))
    if not found:
        raise NotVisible
    return found[0]


def version_lines(session: Session, modules: Collection[int] | None, *, at: datetime) -> list[VersionLine]:
    """Every version published by `at` of these modules (None: of all), by module and number. One query."""
    statement = (
        select(
            ModuleVersion.id,
            ModuleVersion.module_id,
            ModuleVersion.number,
            ModuleVersion.weight,
            ModuleVersion.published_at,
        )
        .where(ModuleVersion.published_at <= at)
        .order_by(ModuleVersion.module_id, ModuleVersion.number)
    )
    if modules is not None:
        statement = statement.where(ModuleVersion.module_id.in_(modules))
    return [VersionLine(*row) for row in session.execute(statement)]


def version_on(session: Session, module_id: int, *, at: datetime) -> int | None:
    """The id of the version of a module in force at `at`; None before the first one. One query."""
    statement = select(ModuleVersion.id).where(
        ModuleVersion.module_id == module_id, ModuleVersion.published_at <= at
    )
    return session.scalar(statement.order_by(ModuleVersion.number.desc()).limit(1))


def titles(session: Session, ids: Collection[int]) -> Mapping[int, Mapping[str, str]]:
    """By module, its title by language: as published last, else as drafted, else its short name.

    Two queries.
    """
    newest = select(func.max(ModuleVersion.number)).where(ModuleVersion.module_id == Module.id)
    published = (
        select(Module.id, Module.slug, ModuleText.language, ModuleText.title)
        .outerjoin(
            ModuleVersion,
            and_(
                ModuleVersion.module_id == Module.id,
                ModuleVersion.number == newest.correlate(Module).scalar_subquery(),
            ),
        )
        .outerjoin(ModuleText, ModuleText.version_id == ModuleVersion.id)
        .where(Module.id.in_(ids))
    )
    drafted = (
        select(ModuleDraft.module_id, ModuleDraftText.language, ModuleDraftText.title)
        .join(ModuleDraftText, ModuleDraftText.draft_id == ModuleDraft.id)
        .where(
            ModuleDraft.module_id.in_(ids), ModuleDraft.discarded_at.is_(None), ModuleDraftText.title != ""
        )
    )
    found: dict[int, dict[str, str]] = {}
    named = [*session.execute(drafted).all()]
    for row in session.execute(published):
        of_module = found.setdefault(row.id, {language.value: row.slug for language in Language})
        of_module |= {line.language.value: line.title for line in named if line.module_id == row.id}
        named = [line for line in named if line.module_id != row.id]
        if row.language is not None:
            of_module[row.language.value] = row.title
    return found


_COLUMNS = (
    Module.id.label("module_id"),
    Module.slug,
    Module.kind,
    Module.retired_at,
    ModuleVersion.id.label("version_id"),
    ModuleVersion.number,
    ModuleVersion.weight,
    ModuleVersion.published_at,
    ModuleVersion.authoritative,
    ModuleVersion.pass_mark,
    ModuleVersion.attempts,
    ModuleVersion.minutes,
    ModuleText.id.label("text_id"),
    ModuleText.language,
    ModuleText.title,
    ModuleText.lead,
    ModuleText.change_note,
    ModuleText.html,
    ModuleText.sha256,
    ModuleText.questions,
)


def _statement(at: datetime, *conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    other = aliased(ModuleVersion)
    newest = (
        select(func.max(other.number))
        .where(other.module_id == Module.id, other.published_at <= at)
        .correlate(Module)
        .scalar_subquery()
    )
    return _joined(select(*_COLUMNS).where(ModuleVersion.number == newest, *conditions))


def _joined(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        statement.select_from(Module)
        .join(ModuleVersion, ModuleVersion.module_id == Module.id)
        .join(ModuleText, ModuleText.version_id == ModuleVersion.id)
        .order_by(Module.id, ModuleText.id)
    )


def _read(rows: Iterable[Any], at: datetime) -> Iterable[PublishedModule]:
    grouped: dict[int, list[Any]] = {}
    for row in rows:
        grouped.setdefault(row.module_id, []).append(row)
    for lines in grouped.values():
        row = lines[0]
        yield PublishedModule(
            id=row.module_id,
            slug=row.slug,
            kind=row.kind,
            retired_at=row.retired_at,
            retired=row.retired_at is not None and row.retired_at <= at,
            version=PublishedVersion(
                id=row.version_id,
                number=row.number,
                weight=row.weight,
                published_at=row.published_at,
                authoritative=row.authoritative,
                pass_mark=row.pass_mark,
                attempts=row.attempts,
                minutes=row.minutes,
            ),
            texts={line.language: _text(line) for line in lines},
        )


def _text(row: Any) -> PublishedText:
    return PublishedText(
        id=row.text_id,
        language=row.language,
        title=row.title,
        lead=row.lead,
        change_note=row.change_note,
        html=Markup(row.html),  # noqa: S704 - frozen by our own rendering, in a table that only grows
        sha256=row.sha256,
        questions=row.questions,
    )


def _sections(html: str) -> Iterable[Section]:
    for part in _SECTION.split(html):
        heading = _HEADING.match(part)
        if heading:
            title = Markup(heading["title"]).striptags()  # noqa: S704 - a part of the same HTML
            yield Section(heading["id"], title, Markup(part))  # noqa: S704 - a part of the same HTML
