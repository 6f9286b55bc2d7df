"""Coverage as its page shows it: labels and numbers for pictures and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from advocacy.roster.reasons import LANGUAGES
from advocacy.roster.rules.coverage import Hole, Line, hours_shown
from advocacy.roster.rules.hours import WEEKDAYS, clock

LONGEST_LABEL = 34
"""Letters of a row's name that have room beside a picture."""


@dataclass(frozen=True)
class Heat:
    """One picture: rows of (label, numbers) under the hours of the day."""

    id: str
    title: str
    first: str
    rows: list[tuple[str, list[int]]]
    columns: list[str]


@dataclass(frozen=True)
class LineRow:
    """One topic in one language, with the way to its own picture."""

    topic: str
    language: str
    people: int
    hours_open: int
    slug: str
    code: str


@dataclass(frozen=True)
class HoleRow:
    """A hole in words."""

    topic: str
    language: str
    days: str
    hours: str


def heats(found: Sequence[Line], names: Mapping[int, str], *, one_topic: bool) -> list[Heat]:
    """One picture of all topics and languages or, of one topic, a picture of the week for each language."""
    hours = hours_shown(found)
    columns = [str(hour) for hour in hours]
    if not one_topic:
        rows = [(_label(line, names), line.fewest(hours)) for line in found]
        title = _("The fewest people of Monday to Friday, by topic, language and hour")
        return [Heat("all-topics", title, _("Topic and language"), rows, columns)] if rows else []
    return [
        Heat(
            f"week-{line.language.value}",
            _("Who may answer: %(topic)s", topic=f"{names[line.topic_id]} · {LANGUAGES[line.language]}"),
            _("Day"),
            [(_(name), line.day(weekday, hours)) for weekday, name in enumerate(WEEKDAYS)],
            columns,
        )
        for line in found
    ]


def line_rows(found: Sequence[Line], names: Mapping[int, str], slugs: Mapping[int, str]) -> list[LineRow]:
    """The table beside the pictures: people and hours without anybody."""
    return [
        LineRow(
            names[line.topic_id],
            str(LANGUAGES[line.language]),
            line.people,
            len(line.holes),
            slugs[line.topic_id],
            line.language.value,
        )
        for line in found
    ]


def hole_rows(found: Sequence[Hole], names: Mapping[int, str]) -> list[HoleRow]:
    """Holes in words."""
    return [
        HoleRow(
            names[hole.topic_id],
            str(LANGUAGES[hole.language]),
            _days(hole),
            f"{clock(hole.starts * 60)}–{clock(hole.ends * 60)}",
        )
        for hole in found
    ]


def _days(hole: Hole) -> str:
    first, last = _(WEEKDAYS[hole.first_day]), _(WEEKDAYS[hole.last_day])
    return first if first == last else _("%(first)s to %(last)s", first=first, last=last)


def _label(line: Line, names: Mapping[int, str]) -> str:
    name = names[line.topic_id]
    short = name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1].rstrip()}…"
    return f"{short} · {line.language.value}"
