"""What is known when a spreadsheet of completions is looked at: people in sight, modules, what was done."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advocacy.clock import day_in
from advocacy.folding import fold
from advocacy.people.models import Employment, Person
from advocacy.people.queries.directory import visible
from advocacy.people.rules import Kind
from advocacy.roles import Actor, Can
from advocacy.training.models import Completion, Module, ModuleText, ModuleVersion, Revocation
from advocacy.training.rules.imports.decided import Key, Someone
from advocacy.uploads.chunks import chunks

PEOPLE_AT_ONCE = 5_000
"""Ids in one statement: far below what either database takes."""


def people_by_number(session: Session, *, visible_to: Actor, day: date) -> Mapping[str, Someone]:
    """Everyone of whom `visible_to` may import completions, by employee number. One query."""
    statement = (
        select(
            Person.id, Person.number, Person.given_name, Person.family_name, func.min(Employment.valid_from)
        )
        .outerjoin(Employment, (Employment.person_id == Person.id) & Employment.retired_at.is_(None))
        .where(
            Person.number.is_not(None),
            Person.erased_at.is_(None),
            Person.kind != Kind.SERVICE,
            visible(visible_to, Can.IMPORT_COMPLETIONS, day),
        )
        .group_by(Person.id)
    )
    return {
        str(number): Someone(person_id, f"{given} {family}".strip(), hired)
        for person_id, number, given, family, hired in session.execute(statement)
    }


def modules_by_name(session: Session, *, at: datetime) -> Mapping[str, list[tuple[int, str]]]:
    """The published modules (id, short name) by folded title, as of any version, and by short name.

    A short name is one module's alone, even where it is another's title. One query.
    """
    statement = (
        select(Module.id, Module.slug, ModuleText.title)
        .join(ModuleVersion, ModuleVersion.module_id == Module.id)
        .join(ModuleText, ModuleText.version_id == ModuleVersion.id)
        .where(ModuleVersion.published_at <= at)
    )
    found: dict[str, list[tuple[int, str]]] = {}
    slugs: dict[str, tuple[int, str]] = {}
    for module_id, slug, title in session.execute(statement):
        slugs[fold(slug)] = (module_id, slug)
        named = found.setdefault(fold(title), [])
        if (module_id, slug) not in named:
            named.append((module_id, slug))
    return found | {name: [one] for name, one in slugs.items()}


def days_done(
    session: Session, people: Collection[int], modules: Collection[int], zone: str
) -> Mapping[Key, Mapping[date, bool]]:
    """The local days on which these people completed these modules, and whether that was revoked."""
    found: dict[Key, dict[date, bool]] = {}
    for some in chunks(sorted(people), PEOPLE_AT_ONCE):
        statement = (
            select(
                Completion.person_id,
                Completion.module_id,
                Completion.completed_at,
                Revocation.completion_id.is_not(None),
            )
            .outerjoin(Revocation, Revocation.completion_id == Completion.id)
            .where(Completion.person_id.in_(some), Completion.module_id.in_(modules))
        )
        for person_id, module_id, at, revoked in session.execute(statement):
            days = found.setdefault((person_id, module_id), {})
            day = day_in(at, zone)
            days[day] = bool(revoked) and days.get(day, True)
    return found
