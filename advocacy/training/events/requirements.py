"""Facts of requirements and waivers. Why somebody is let off is not in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_
from advocacy.training.rules import Validity

VALIDITIES = {
    str(Validity.ONCE): N_("done once"),
    str(Validity.ROLLING): N_("renewed every so many months"),
    str(Validity.CALENDAR): N_("renewed every year by the calendar"),
}
"""How each kind of validity is told in the journal."""


@dataclass(frozen=True)
class TrainingRequired(Event):
    """A module is required of an audience from a day on; `lines` names departments, roles, topics by id.

    No line is everyone.
    """

    sentence: ClassVar[str] = N_(
        "%(actor)s required the training “%(module)s” from %(begins_on)s, %(validity)s."
    )
    words: ClassVar[Mapping[str, Mapping[str, str]]] = {"validity": VALIDITIES}

    requirement: int
    module: str
    begins_on: date
    validity: Validity
    months: int | None
    month: int | None
    grace_days: int
    days: int
    lines: tuple[Mapping[str, int | str | None], ...]


@dataclass(frozen=True)
class TrainingRequirementEnded(Event):
    """A requirement binds nobody any more from `ends_on` on; `requirement` is the id it was set with."""

    sentence: ClassVar[str] = N_("%(actor)s ended a requirement of the training “%(module)s” on %(ends_on)s.")

    requirement: int
    module: str
    ends_on: date


@dataclass(frozen=True)
class TrainingWaived(Event):
    """Somebody was let off a module from `valid_from` up to the day before `until`."""

    provable: ClassVar[bool] = True
    sentence: ClassVar[str] = N_(
        "%(actor)s let %(subject)s off the training “%(module)s” from %(valid_from)s; "
        "it is owed again from %(until)s."
    )

    module: str
    valid_from: date
    until: date


@dataclass(frozen=True)
class TrainingWaiverEnded(Event):
    """A waiver was ended early: the module is owed again from `until` (its first day: never waived)."""

    provable: ClassVar[bool] = True
    sentence: ClassVar[str] = N_(
        "%(actor)s ended the waiver of %(subject)s for the training “%(module)s”: "
        "it is owed again from %(until)s."
    )

    module: str
    until: date


@dataclass(frozen=True)
class TrainingWaiverReasonDeleted(Event):
    """Why somebody had been let off was deleted."""

    sentence: ClassVar[str] = N_(
        "%(actor)s deleted why %(subject)s had been let off the training “%(module)s”."
    )

    module: str
