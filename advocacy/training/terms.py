"""The terms of requirements in words: how long something holds, who is bound, where somebody stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from advocacy.languages import format_date, language, ngettext
from advocacy.roles import Role
from advocacy.training.queries.requirements import NamedLine
from advocacy.training.rules import State, Validity
from advocacy.training.rules.validity import ValidityRule

VALIDITIES = {
    Validity.ROLLING: _l("For some months from the day it was done"),
    Validity.CALENDAR: _l("Up to the end of a month, every year"),
    Validity.ONCE: _l("For good: it is done once"),
}
ROLES = {
    Role.EMPLOYEE: _l("Employees"),
    Role.EXTERNAL: _l("External people"),
    Role.MANAGER: _l("Managers"),
    Role.CHARTER_OWNER: _l("Charter owners"),
    Role.APPROVER: _l("Approvers"),
    Role.HR: _l("HR"),
    Role.TRAINER: _l("Trainers"),
}
STATES: dict[State, tuple[Any, str]] = {
    State.NOT_STARTED: (_l("not started"), "info"),
    State.IN_PROGRESS: (_l("in progress"), "info"),
    State.COMPLIANT: (_l("done"), "ok"),
    State.EXPIRING_SOON: (_l("to be renewed soon"), "warn"),
    State.IN_GRACE: (_l("lapsed, in the days of grace"), "warn"),
    State.EXPIRED: (_l("lapsed"), "danger"),
    State.WAIVED: (_l("let off"), "neutral"),
}


def month_name(month: int) -> str:
    """What a month is called in the reader's language."""
    return format_date(date(2024, month, 1), "LLLL")


def validity(rule: ValidityRule) -> str:
    """How long a completion holds, in a few words."""
    if rule.validity is Validity.ROLLING:
        return ngettext("holds for %(num)s month", "holds for %(num)s months", rule.months or 0)
    if rule.validity is Validity.CALENDAR:
        return _("holds up to the end of %(month)s, every year", month=month_name(rule.month or 1))
    return _("holds for good")


def audience(lines: Iterable[NamedLine]) -> list[str]:
    """Who is bound: a name per department and role, and the topics together; everyone when there is none."""
    given = list(lines)
    topics = [line.topic.get(language(), "") for line in given if line.topic is not None]
    names = [_named(line) for line in given if line.topic is None]
    if topics:
        count = len(topics)
        names.append(
            ngettext("Topic: %(names)s", "Topics: %(names)s", count, names=", ".join(sorted(topics)))
        )
    return names or [_("Everyone")]


def _named(line: NamedLine) -> str:
    if line.department is not None:
        return line.department
    return str(ROLES[line.line.role]) if line.line.role else ""
