"""What is known of modules beside their texts: slug, titles, and which versions came out when."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from advocacy.charter.rules import Weight
from advocacy.training.models import Module, ModuleText, ModuleVersion


@dataclass
class Outline:
    """A module: its title by language as of the newest version, and its material changes by number.

    The first version changes nothing: it is not among `material`.
    """

    id: int
    slug: str
    title: dict[str, str] = field(default_factory=dict)
    material: dict[int, datetime] = field(default_factory=dict)

    def outdated_at(self, number: int | None, completed_at: datetime) -> datetime | None:
        """When the first material version newer than version `number` came out; None when none has.

        A completion that names no version (`number` is None) is of the one in force when it was made.
        """
        later = [
            published_at
            for known, published_at in self.material.items()
            if (known > number if number is not None else published_at > completed_at)
        ]
        return min(later, default=None)


def outlines(session: Session, modules: Collection[int], *, at: datetime) -> Mapping[int, Outline]:
    """The modules with these ids, by id, with what came out by `at`. One query."""
    other = aliased(ModuleVersion)
    newest = (
        select(func.max(other.number))
        .where(other.module_id == Module.id, other.published_at <= at)
        .correlate(Module)
        .scalar_subquery()
    )
    statement = (
        select(
            Module.id,
            Module.slug,
            ModuleVersion.number,
            ModuleVersion.weight,
            ModuleVersion.published_at,
            ModuleText.language,
            ModuleText.title,
        )
        .outerjoin(
            ModuleVersion, and_(ModuleVersion.module_id == Module.id, ModuleVersion.published_at <= at)
        )
        .outerjoin(
            ModuleText, and_(ModuleText.version_id == ModuleVersion.id, ModuleVersion.number == newest)
        )
        .where(Module.id.in_(modules))
        .order_by(Module.id, ModuleVersion.number, ModuleText.id)
    )
    found: dict[int, Outline] = {}
    for row in session.execute(statement):
        outline = found.setdefault(row.id, Outline(row.id, row.slug))
        if row.language is not None:
            outline.title[row.language.value] = row.title
        if row.weight is Weight.MATERIAL and row.number > 1:
            outline.material[row.number] = row.published_at
    for outline in found.values():
        outline.title = outline.title or {"en": outline.slug, "fr": outline.slug}
    return found
