"""Modules with their versions and open draft, as those who write them see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from advocacy.access import Actor, Can
from advocacy.charter.queries.open_drafts import DraftLine, open_drafts
from advocacy.charter.rules import Weight
from advocacy.errors import NotVisible
from advocacy.people.rules import Language
from advocacy.training.models import Module, ModuleText, ModuleVersion
from advocacy.training.queries.tables import TRAINING
from advocacy.training.rules import ModuleKind

MOST_MODULES = 200


@dataclass(frozen=True)
class VersionLine:
    """A published version in a list."""

    id: int
    number: int
    weight: Weight
    published_at: datetime
    minutes: int
    title: str


@dataclass(frozen=True)
class ModuleLine:
    """A module in the overview. `number` and `minutes` are those of the version in force, if there is one."""

    id: int
    slug: str
    title: str
    kind: ModuleKind
    retired_at: datetime | None
    number: int | None
    minutes: int | None
    open_draft: DraftLine | None


@dataclass(frozen=True)
class ModuleView:
    """A module: its open draft, and its versions, latest first."""

    id: int
    slug: str
    title: str
    kind: ModuleKind
    retired_at: datetime | None
    open_draft: DraftLine | None
    versions: tuple[VersionLine, ...]

    @property
    def in_force(self) -> VersionLine | None:
        """The version published last."""
        return next(iter(self.versions), None)


def modules(session: Session, *, visible_to: Actor, language: Language) -> tuple[ModuleLine, ...]:
    """The modules, the oldest first, at most 200. Two queries. Raises NotVisible for strangers to them."""
    _check(visible_to)
    newest = (
        select(func.max(ModuleVersion.number))
        .where(ModuleVersion.module_id == Module.id)
        .correlate(Module)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Module, ModuleVersion.number, ModuleVersion.minutes, ModuleText.title)
        .outerjoin(ModuleVersion, and_(ModuleVersion.module_id == Module.id, ModuleVersion.number == newest))
        .outerjoin(
            ModuleText, and_(ModuleText.version_id == ModuleVersion.id, ModuleText.language == language)
        )
        .order_by(Module.id)
        .limit(MOST_MODULES)
    ).all()
    drafts = open_drafts(session, TRAINING, [row.Module.id for row in rows], language)
    return tuple(_module_line(row, drafts.get(row.Module.id)) for row in rows)


def module(session: Session, slug: str, *, visible_to: Actor, language: Language) -> ModuleView:
    """One module, whole. Three queries. Raises NotVisible when there is none for this actor."""
    _check(visible_to)
    found = session.execute(
        select(Module.id, Module.slug, Module.kind, Module.retired_at).where(Module.slug == slug)
    ).one_or_none()
    if found is None:
        raise NotVisible
    draft = open_drafts(session, TRAINING, [found.id], language).get(found.id)
    versions = tuple(
        VersionLine(**row._mapping)
        for row in session.execute(
            select(
                ModuleVersion.id,
                ModuleVersion.number,
                ModuleVersion.weight,
                ModuleVersion.published_at,
                ModuleVersion.minutes,
                func.coalesce(ModuleText.title, "").label("title"),
            )
            .outerjoin(
                ModuleText, and_(ModuleText.version_id == ModuleVersion.id, ModuleText.language == language)
            )
            .where(ModuleVersion.module_id == found.id)
            .order_by(ModuleVersion.number.desc())
        )
    )
    title = (versions[0].title if versions else "") or (draft.title if draft else "") or found.slug
    return ModuleView(
        id=found.id,
        slug=found.slug,
        title=title,
        kind=found.kind,
        retired_at=found.retired_at,
        open_draft=draft,
        versions=versions,
    )


def slugs(session: Session) -> frozenset[str]:
    """The short names that are taken. One query."""
    return frozenset(session.scalars(select(Module.slug)))


def _check(actor: Actor) -> None:
    if not actor.can(Can.SEE_TRAINING_DRAFTS):
        raise NotVisible


def _module_line(row: Any, draft: DraftLine | None) -> ModuleLine:
    found: Module = row.Module
    return ModuleLine(
        id=found.id,
        slug=found.slug,
        title=row.title or (draft.title if draft else "") or found.slug,
        kind=found.kind,
        retired_at=found.retired_at,
        number=row.number,
        minutes=row.minutes,
        open_draft=draft,
    )
