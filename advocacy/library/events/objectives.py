"""Facts of objectives: set, changed, reviewed, closed; figures noted by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_
from advocacy.library.rules.objectives import VERDICT_NAMES
from advocacy.library.rules.words import AIM_NAMES

Words = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class ObjectiveSet(Event):
    """An objective was set."""

    sentence: ClassVar[str] = N_("%(actor)s set the objective “%(called)s”.")
    words: ClassVar[Words] = {"aim": {aim.value: name for aim, name in AIM_NAMES.items()}}

    objective_id: int
    called: str
    aim: str


@dataclass(frozen=True)
class ObjectiveChanged(Event):
    """An objective wants something else, or until another day."""

    sentence: ClassVar[str] = N_("%(actor)s changed the objective “%(called)s”.")

    objective_id: int
    called: str


@dataclass(frozen=True)
class ObjectiveReviewed(Event):
    """An objective was reviewed: keep, change or stop, at this figure."""

    sentence: ClassVar[str] = N_("%(actor)s reviewed the objective “%(called)s”: %(verdict)s.")
    words: ClassVar[Words] = {"verdict": {one.value: name for one, name in VERDICT_NAMES.items()}}

    objective_id: int
    called: str
    verdict: str
    figure: int


@dataclass(frozen=True)
class ObjectiveFigureNoted(Event):
    """The figure of a day was noted by hand."""

    sentence: ClassVar[str] = N_("%(actor)s noted a figure of the objective “%(called)s”.")

    objective_id: int
    called: str
    day: date
    figure: int


@dataclass(frozen=True)
class ObjectiveClosed(Event):
    """An objective can be given to no content any more."""

    sentence: ClassVar[str] = N_("%(actor)s closed the objective “%(called)s”.")

    objective_id: int
    called: str
