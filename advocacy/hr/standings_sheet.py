"""Where people stand with their trainings as a sheet: its columns in the reader's language, and its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from advocacy.hr.queries.standings import StandingLine
from advocacy.languages import title_in
from advocacy.sheets.writing import Cell
from advocacy.training.terms import STATES


def columns() -> list[str]:
    """The names of the columns."""
    return [
        _("Number"),
        _("Family name"),
        _("Given name"),
        _("Department"),
        _("Training"),
        _("Short name of the training"),
        _("State"),
        _("Completed at"),
        _("Holds until"),
        _("To be done by"),
        _("Let off until"),
    ]


def cells(lines: Iterable[StandingLine], zone: str) -> Iterator[list[Cell]]:
    """The cells of each line, in the order of `columns`; instants in `zone`."""
    where = ZoneInfo(zone)
    states = {state: str(name) for state, (name, _kind) in STATES.items()}
    titles: dict[int, str] = {}
    for line in lines:
        who, one = line.person, line.standing
        # A few trainings, on very many lines: which language is read is asked once for each.
        title = titles.get(one.module_id)
        if title is None:
            title = titles[one.module_id] = title_in(one.title) or one.slug
        yield [
            who.number,
            who.family_name,
            who.given_name,
            who.department,
            title,
            one.slug,
            states[one.state],
            one.completed_at.astimezone(where) if one.completed_at else None,
            one.valid_until,
            one.last_day if one.standing.is_owed else None,
            one.waived_until,
        ]
