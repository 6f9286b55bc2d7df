"""Where somebody may be placed, and how employment begins and ends."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from advocacy.errors import Refused
from advocacy.people.rules.kinds import Kind
from advocacy.people.rules.spans import Span

EARLIEST, LATEST = date(1920, 1, 1), date(2100, 12, 31)
"""The days of a working life, the same as in an imported spreadsheet."""


def check_day(day: date) -> None:
    """Refuse a day outside any working life: nearly always a slip of the keyboard."""
    if not EARLIEST <= day <= LATEST:
        raise Refused(
            "The year must lie between %(first)s and %(last)s.", first=EARLIEST.year, last=LATEST.year
        )


def check_scope(departments: Collection[int] | None, department_id: int | None) -> None:
    """Refuse a department outside those the actor looks after (None: all)."""
    if departments is not None and department_id not in departments:
        raise Refused("You look after some departments only, and this is not one of them.")


def check_whole_company(departments: Collection[int] | None) -> None:
    """Refuse a change to the organisation by somebody whose role is limited to some departments."""
    if departments is not None:
        raise Refused("Your role is limited to some departments. Ask HR for the whole company to do this.")


def check_place(
    *, site_employer_id: int | None, employer_id: int, department_closed: bool, manager_loop: bool
) -> None:
    """Refuse a placement that contradicts itself."""
    if site_employer_id is not None and site_employer_id != employer_id:
        raise Refused("This site belongs to another employer.")
    if department_closed:
        raise Refused("This department is closed. Choose another.")
    if manager_loop:
        raise Refused(
            "This would be a loop of managers: that person is managed, directly or not, by this one."
        )


def check_employment(kind: Kind, first: date, last: date | None) -> None:
    """Refuse an employment that ends before it begins, or an external person without an end."""
    check_day(first)
    if last is not None:
        check_day(last)
        if last < first:
            raise Refused("The last day cannot lie before the first.")
    if kind is Kind.EXTERNAL and last is None:
        raise Refused("An external person needs a last day.")


def employment_on(known: Collection[Span], day: date) -> Span:
    """The employment that holds on `day`; Refused when there is none."""
    for span in known:
        if span.holds_on(day):
            return span
    raise Refused("This person is not employed on that day. Record the return first, or choose another day.")


def check_leaving(employment: Span, last_day: date) -> None:
    """Refuse a last day before the first."""
    check_day(last_day)
    if last_day < employment.valid_from:
        raise Refused(
            "The last day cannot lie before the first, %(first)s.", first=employment.valid_from.isoformat()
        )


def check_return(known: Collection[Span], span: Span) -> None:
    """Refuse a return while an employment holds or is agreed."""
    if any(span.overlaps(other) for other in known):
        raise Refused("This person is employed on these days already.")
