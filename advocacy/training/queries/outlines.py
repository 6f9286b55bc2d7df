"""What is known of modules beside their texts: slug, titles, and which versions came out when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from advocacy.charter.rules import Weight
from advocacy.training.models import Module, ModuleText, ModuleVersion

_SUPPOSED = 2**31 - 1
"""The number of a version that is not there: after all others."""


@dataclass
class Outline:
    """A module: its title by language as of the newest version, and its material changes by number.

    The first version changes nothing: it is not among `material`.
    """

    id: int
    slug: str
    retired_at: datetime | None = None
    is_published: bool = False
    title: dict[str, str] = field(default_factory=dict)
    material: dict[int, datetime] = field(default_factory=dict)

    def outdated_at(self, number: int | None, completed_at: datetime) -> datetime | None:
        """When the first material version newer than version `number` came out; None when none has.

        A completion that names no version (`number` is None) is of the one in force when it was made.
        """
        if not self.material:
            return None
        later = [
            published_at
            for known, published_at in self.material.items()
            if (known > number if number is not None else published_at > completed_at)
        ]
        return min(later, default=None)

    def suppose_material(self, at: datetime) -> None:
        """Suppose that one more material version came out at `at`."""
        self.material[_SUPPOSED] = at


def requirable(known: Mapping[int, Outline], at: datetime) -> list[Outline]:
    """Those of `known` that can be required or waived at `at`: published and not retired."""
    return [
        one for one in known.values() if one.is_published and not (one.retired_at and one.retired_at <= at)
    ]


def outlines(session: Session, modules: Collection[int] | None, *, at: datetime) -> Mapping[int, Outline]:
    """The modules with these ids (None: all), by id, with what came out by `at`. One query."""
    statement = with_outlines(select(Module.id), at)
    if modules is not None:
        statement = statement.where(Module.id.in_(modules))
    return read_outlines(session.execute(statement))


def with_outlines(statement: Select[*tuple[Any, ...]], at: datetime) -> Select[*tuple[Any, ...]]:
    """`statement`, which selects from Module among others, with the columns of an outline as of `at`.

    There is a row for each version, and for each language of the newest one.
    """
    other = aliased(ModuleVersion)
    newest = (
        select(func.max(other.number))
        .where(other.module_id == Module.id, other.published_at <= at)
        .correlate(Module)
        .scalar_subquery()
    )
    return (
        statement.add_columns(
            Module.id.label("module_id"),
            Module.slug,
            Module.retired_at.label("module_retired_at"),
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
        .order_by(Module.id, ModuleVersion.number, ModuleText.id)
    )


def read_outlines(rows: Iterable[Any]) -> Mapping[int, Outline]:
    """Outlines out of rows with the columns of `with_outlines`, by module."""
    found: dict[int, Outline] = {}
    for row in rows:
        outline = found.setdefault(row.module_id, Outline(row.module_id, row.slug, row.module_retired_at))
        outline.is_published = outline.is_published or row.number is not None
        if row.language is not None:
            outline.title[row.language.value] = row.title
        if row.weight is Weight.MATERIAL and row.number > 1:
            outline.material[row.number] = row.published_at
    for outline in found.values():
        outline.title = outline.title or {"en": outline.slug, "fr": outline.slug}
    return found
