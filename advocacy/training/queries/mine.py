"""All trainings, as one person sees them: what is asked, what is done, and what else there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from advocacy.people.rules import Language
from advocacy.training.models import Completion, Cycle, Module, ModuleText, ModuleVersion, Revocation
from advocacy.training.queries.standing import PersonStanding, standings
from advocacy.training.rules import ModuleKind

MOST = 200
"""Modules on the page: an organisation has a few dozen."""


@dataclass(frozen=True)
class MyModule:
    """A module with where the person stands; `standing` is None when nothing requires it of them."""

    id: int
    slug: str
    kind: ModuleKind
    title: str
    lead: str
    minutes: int
    standing: PersonStanding | None
    completed_at: datetime | None
    is_begun: bool

    @property
    def is_owed(self) -> bool:
        """Whether it is asked of the person by now."""
        return self.standing is not None and self.standing.standing.is_owed


@dataclass(frozen=True)
class MyModules:
    """`owed`, the most urgent first; `done`: required or not, and nothing is asked; `others`, never done."""

    owed: tuple[MyModule, ...]
    done: tuple[MyModule, ...]
    others: tuple[MyModule, ...]


def my_modules(session: Session, person_id: int, language: str, *, at: datetime) -> MyModules:
    """Every module that can be taken, sorted for one person. Six queries at most."""
    mine = {one.module_id: one for one in standings(session, at=at, people=[person_id])}
    begun = _begun(session, person_id)
    found = []
    for row in _published(session, language, at):
        completed_at, opened = begun.get(row[0], (None, 0))
        found.append(MyModule(*row, mine.get(row[0]), completed_at, opened > 0))
    owed = sorted((one for one in found if one.is_owed), key=_urgency)
    rest = [one for one in found if not one.is_owed]
    done = [one for one in rest if one.completed_at is not None or one.standing is not None]
    return MyModules(tuple(owed), tuple(done), tuple(one for one in rest if one not in done))


def _urgency(one: MyModule) -> tuple[bool, int, str]:
    last = one.standing.last_day if one.standing else None
    return last is None, last.toordinal() if last else 0, one.title


def _published(
    session: Session, language: str, at: datetime
) -> list[tuple[int, str, ModuleKind, str, str, int]]:
    """Modules that can be taken, with title and lead in the language, else in the authoritative one."""
    other, its_own = aliased(ModuleVersion), aliased(ModuleText)
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
            Module.kind,
            func.coalesce(its_own.title, ModuleText.title),
            func.coalesce(its_own.lead, ModuleText.lead),
            ModuleVersion.minutes,
        )
        .join(ModuleVersion, ModuleVersion.module_id == Module.id)
        .join(
            ModuleText,
            (ModuleText.version_id == ModuleVersion.id)
            & (ModuleText.language == ModuleVersion.authoritative),
        )
        .outerjoin(
            its_own, (its_own.version_id == ModuleVersion.id) & (its_own.language == Language(language))
        )
        .where(ModuleVersion.number == newest, (Module.retired_at.is_(None)) | (Module.retired_at > at))
        .order_by(Module.id)
        .limit(MOST)
    )
    return [(row[0], row[1], row[2], row[3], row[4], row[5]) for row in session.execute(statement)]


def _begun(session: Session, person_id: int) -> dict[int, tuple[datetime | None, int]]:
    """By module: the latest completion that counts, and how many cycles are open (one, or none)."""
    counts = Revocation.completion_id.is_(None)
    statement = (
        select(
            Cycle.module_id,
            func.max(Completion.completed_at).filter(counts),
            func.count().filter(Completion.id.is_(None)),
        )
        .outerjoin(Completion, Completion.cycle_id == Cycle.id)
        .outerjoin(Revocation, Revocation.completion_id == Completion.id)
        .where(Cycle.person_id == person_id)
        .group_by(Cycle.module_id)
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(statement)}
