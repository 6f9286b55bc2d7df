"""Facts of the insights: notes taken and removed, figures that left as a file. No words of notes in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_
from advocacy.insights.rules.exports import SHEET_NAMES, Format, Sheet


@dataclass(frozen=True)
class VerbatimNoted(Event):
    """Somebody noted what a person outside said to a content."""

    sentence: ClassVar[str] = N_("%(actor)s noted what somebody said to the content “%(content_id)s”.")

    content_id: int


@dataclass(frozen=True)
class VerbatimRemoved(Event):
    """What a person outside said to a content was removed again."""

    sentence: ClassVar[str] = N_("%(actor)s removed what somebody had said to the content “%(content_id)s”.")

    content_id: int


@dataclass(frozen=True)
class LessonNoted(Event):
    """Somebody noted what was learnt from an objective, or from one of its contents."""

    sentence: ClassVar[str] = N_("%(actor)s noted what was learnt from the objective “%(called)s”.")

    objective_id: int
    called: str
    content_id: int | None


@dataclass(frozen=True)
class LessonRemoved(Event):
    """What was learnt from an objective was removed again."""

    sentence: ClassVar[str] = N_("%(actor)s removed something learnt from the objective “%(called)s”.")

    objective_id: int
    called: str
    content_id: int | None


@dataclass(frozen=True)
class InsightsExported(Event):
    """Figures of the insights left as a file, with the same hidden as on the pages."""

    sentence: ClassVar[str] = N_("%(actor)s exported the insights (%(sheet)s, %(format)s).")
    words: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "sheet": {one.value: name for one, name in SHEET_NAMES.items()},
        "format": {one.value: one.name for one in Format},
    }

    sheet: Sheet
    format: Format
