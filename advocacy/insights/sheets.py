"""The insights as sheets: their columns in the reader's language, and each line's cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from flask_babel import gettext as _

from advocacy.insights.queries.exporting import ImpactLine
from advocacy.insights.rules.participation import COMPANY, NO_DEPARTMENT, Month, Place
from advocacy.library import spoken
from advocacy.networks.words import NETWORK_WORDS
from advocacy.sheets.writing import Cell


def impact_columns() -> list[str]:
    """The names of the columns of impact."""
    return [
        _("Objective"),
        _("Aim"),
        _("Measured by"),
        _("Target figure"),
        _("Content"),
        _("Title"),
        _("Network"),
        _("Wording"),
        _("Shares opened"),
        _("Shares declared"),
        _("People who clicked"),
        _("Suspected bots"),
    ]


def impact_cells(lines: Iterable[ImpactLine]) -> Iterator[list[Cell]]:
    """The cells of each line, in the order of `impact_columns`."""
    own, hidden = _("Own words"), _hidden()
    networks = {value: _(name) for value, name in NETWORK_WORDS.items()}
    for line in lines:
        yield [
            line.objective,
            spoken.aim(line.aim),
            spoken.measure(line.measure),
            line.target,
            line.content_id,
            line.title,
            networks[line.network] if line.network else None,
            own if line.wording_id == 0 else line.words.text if line.words else None,
            hidden if line.told.opened is None else line.told.opened,
            hidden if line.told.declared is None else line.told.declared,
            line.told.clicked,
            line.told.bots,
        ]


def participation_columns() -> list[str]:
    """The names of the columns of participation."""
    return [_("Month"), _("Team"), _("People who passed something on"), _("People"), _("Share of the team")]


def participation_cells(months: Sequence[Month], names: Mapping[int, str]) -> Iterator[list[Cell]]:
    """Every line of every month, in the order of `participation_columns`."""
    hidden = _hidden()
    for month in months:
        for line in month.everything():
            told = line.attendance
            yield [
                month.first_day,
                place_name(line.place, names),
                told.took_part if told else hidden,
                told.people if told else hidden,
                hidden if line.rate is None else round(line.rate, 4),
            ]


def place_name(place: Place, names: Mapping[int, str]) -> str:
    """What a line is called."""
    if place == COMPANY:
        return _("The whole company")
    if place == NO_DEPARTMENT:
        return _("No department")
    name = names.get(place.department_id or 0, "–")
    return _("%(department)s itself", department=name) if place.alone else name


def _hidden() -> str:
    return _("hidden")
