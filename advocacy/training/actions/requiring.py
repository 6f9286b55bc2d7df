"""Requiring a training of an audience, and ending that: a requirement is never edited, another follows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from advocacy.access import Can
from advocacy.errors import NotVisible, Refused
from advocacy.people.models import Department
from advocacy.topics.models import Topic
from advocacy.training.events.requirements import TrainingRequired, TrainingRequirementEnded
from advocacy.training.models import Module, ModuleVersion, Requirement, RequirementLine
from advocacy.training.queries.required import Required, read_requirements
from advocacy.training.rules import requiring as rules
from advocacy.training.rules.requiring import Line
from advocacy.training.rules.states import Terms
from advocacy.work import Work


def require(work: Work, module_id: int, terms: Terms, lines: Sequence[Line], begins_on: date) -> int:
    """Require the module of the people in `lines` (none: everyone) from `begins_on`; the requirement's id.

    The same asked twice is set once. Raises NotVisible for an unknown module, Refused for what may not be.
    """
    work.actor.require(Can.SET_REQUIREMENT)
    module = work.lock(Module, module_id)
    if module is None:
        raise NotVisible
    given = tuple(dict.fromkeys(lines))
    rules.check_terms(terms)
    rules.check_beginning(begins_on, work.today)
    rules.check_module(published=_is_published(work, module), retired=module.retired_at is not None)
    rules.check_lines(given, work.actor.scope(Can.SET_REQUIREMENT))
    _check_known(work.session, given)
    for known in _known(work.session, module_id):
        if (known.terms, known.begins_on, known.ends_on) == (terms, begins_on, None) and set(
            known.lines
        ) == set(given):
            return known.id
    row = _write(work, module_id, terms, given, begins_on, None)
    work.record(
        TrainingRequired(
            requirement=row.id,
            module=module.slug,
            begins_on=begins_on,
            validity=terms.rule.validity,
            months=terms.rule.months,
            month=terms.rule.month,
            grace_days=terms.grace_days,
            days=terms.days,
            lines=tuple(line.plain() for line in given),
        )
    )
    return row.id


def end(work: Work, requirement_id: int, ends_on: date) -> None:
    """Let a requirement bind nobody any more from `ends_on` on; one that has not begun by then never was.

    The row is retired and, unless it never was, another with its end takes its place. Raises NotVisible for
    one that is not there (any more), Refused for what may not be.
    """
    work.actor.require(Can.SET_REQUIREMENT)
    row = work.lock(Requirement, requirement_id)
    if row is None or row.retired_at is not None:
        raise NotVisible
    rules.check_ending(ends_on=ends_on, today=work.today, begins_on=row.begins_on, ended_on=row.ends_on)
    found = _read(work.session, row.id)
    if not rules.is_within(found.lines, work.actor.scope(Can.SET_REQUIREMENT)):
        raise Refused("This requirement binds others than the departments you look after. Ask HR at large.")
    row.retired_at = work.now
    if ends_on > row.begins_on:
        _write(work, row.module_id, found.terms, found.lines, row.begins_on, ends_on)
    module = work.session.get_one(Module, row.module_id)
    work.record(TrainingRequirementEnded(requirement=row.id, module=module.slug, ends_on=ends_on))


def _write(
    work: Work, module_id: int, terms: Terms, lines: Sequence[Line], begins_on: date, ends_on: date | None
) -> Requirement:
    row = Requirement(
        module_id=module_id,
        validity=terms.rule.validity,
        months=terms.rule.months,
        month=terms.rule.month,
        grace_days=terms.grace_days,
        days=terms.days,
        begins_on=begins_on,
        ends_on=ends_on,
        recorded_at=work.now,
        by_id=work.actor.id,
    )
    work.session.add(row)
    work.session.flush()
    work.session.add_all(
        RequirementLine(
            requirement_id=row.id, department_id=line.department_id, role=line.role, topic_id=line.topic_id
        )
        for line in lines
    )
    work.session.flush()
    return row


def _is_published(work: Work, module: Module) -> bool:
    published = exists().where(ModuleVersion.module_id == module.id, ModuleVersion.published_at <= work.now)
    return bool(work.session.scalar(select(published)))


def _known(session: Session, module_id: int) -> Sequence[Required]:
    return read_requirements(
        session.execute(
            select(Requirement, RequirementLine)
            .outerjoin(RequirementLine, RequirementLine.requirement_id == Requirement.id)
            .where(Requirement.module_id == module_id, Requirement.retired_at.is_(None))
            .order_by(Requirement.id)
        )
    )


def _read(session: Session, requirement_id: int) -> Required:
    return read_requirements(
        session.execute(
            select(Requirement, RequirementLine)
            .outerjoin(RequirementLine, RequirementLine.requirement_id == Requirement.id)
            .where(Requirement.id == requirement_id)
        )
    )[0]


def _check_known(session: Session, lines: Sequence[Line]) -> None:
    """Refuse departments and topics that are not there any more: a page stood open meanwhile."""
    departments = {line.department_id for line in lines if line.department_id is not None}
    topics = {line.topic_id for line in lines if line.topic_id is not None}
    found = set(
        session.scalars(select(Department.id).where(Department.id.in_(departments), ~Department.closed))
    )
    if found != departments:
        raise Refused("One of these departments is closed. Choose again.")
    held = set(session.scalars(select(Topic.id).where(Topic.id.in_(topics), Topic.closed_at.is_(None))))
    if held != topics:
        raise Refused("One of these topics is closed. Choose again.")
