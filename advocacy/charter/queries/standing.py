"""Where everyone stands with a version on a day: the one query behind register, reminders and gate.

How to call it:

    for asked in asked_now(session, at=now, zone=zone): …            # queries/versions.py: all in force
    asked = asked_of_version(session, version_id, at=now, zone=zone)  # or one given version
    statement = standing(asked, day=day, at=now)                      # a Select, one row per person
    rows = session.execute(statement).all()

- Today: `at` is the present instant, `day` its day in the installation's zone.
- As of a past day: `at=end_of(day, zone)` and the same `day`, for `asked_now` as well: versions, acts and
  withdrawals up to that evening; dated rows (employment, placement, absence) as they are known now.
- Before publishing (dry run): `rules.versions.asked(draft, versions, at)` with a VersionFacts of your own
  (an id that no row has, the draft's lines as DatedLine), and `day` its `live_on`.
- For some people only: `people=` ids or a select of ids. It is pushed down, so one person costs little.

To filter, sort or page: `rows = standing(...).subquery()`, then select from it and join Person. Columns:

| column | is |
| --- | --- |
| person_id, employer_id, site_id, department_id, manager_id | the person, and where they are or were placed |
| standing | a Standing |
| due_on | the last day of what is owed or overdue, absences counted; else NULL |
| since | the first day from which it is asked of this person; NULL when it is not |
| absent | whether they are absent on `day` (told of those whom it is asked of) |
| left_on | the first day without employment, for who has left; else NULL |
| act, acted_at, language, acted_version_id | the latest act that counts; else NULL |
| acknowledgement_id, event_id | its row and its event |

In it: everyone employed on `day` (never a service account), and those who were concerned before they left.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    CTE,
    ColumnElement,
    and_,
    case,
    false,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased

from advocacy.charter.models import Acknowledgement, Text
from advocacy.charter.queries.concerned import People, Rows, among, concerned_since
from advocacy.charter.queries.days import FAR, days_between, latest, plus_days
from advocacy.charter.queries.days import day as a_day
from advocacy.charter.rules.standing import Standing
from advocacy.charter.rules.versions import Asked
from advocacy.charter.rules.words import Act
from advocacy.db import by_value
from advocacy.people.models import Absence, Employment, Person, Placement
from advocacy.people.rules import Kind

_STANDING = by_value(Standing)


def end_of(day: date, zone: str) -> datetime:
    """The instant at which `day` ends in `zone`."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))


def standing(asked: Asked, *, day: date, at: datetime, people: People = None) -> Rows:
    """One row per person: where they stand with `asked` on `day`, acts up to `at` counted. See the module."""
    name = f"v{asked.version.id}"
    employed = _employed(day, people, name)
    concerned = concerned_since(asked, day, people, name=name)
    paused = _paused(asked, concerned, day, name)
    here, acted, text = aliased(Placement), aliased(Acknowledgement), aliased(Text)
    is_employed = employed.c.until > a_day(day)
    is_asked = and_(is_employed, concerned.c.person_id.is_not(None), concerned.c.until > a_day(day))
    is_owed = false() if asked.is_withdrawn else is_asked
    employer = func.coalesce(here.employer_id, employed.c.employer_id)
    due = _due_on(asked, concerned, paused, employer, day)
    stands = case(
        (~is_employed, literal(Standing.LEFT, _STANDING)),
        (acted.act == Act.ACKNOWLEDGED, literal(Standing.ACKNOWLEDGED, _STANDING)),
        (acted.act == Act.OBJECTED, literal(Standing.OBJECTED, _STANDING)),
        (or_(concerned.c.until.is_(None), ~is_owed), literal(Standing.EXEMPT, _STANDING)),
        (due < a_day(day), literal(Standing.OVERDUE, _STANDING)),
        else_=literal(Standing.OWED, _STANDING),
    )
    return (
        select(
            employed.c.person_id,
            employer.label("employer_id"),
            here.site_id,
            here.department_id,
            here.manager_id,
            type_coerce(stands, _STANDING).label("standing"),
            case((and_(is_owed, acted.act.is_(None)), due), else_=null()).label("due_on"),
            case((is_asked, concerned.c.since), else_=null()).label("since"),
            paused.c.back_again.is_not(None).label("absent"),
            case((~is_employed, employed.c.until), else_=null()).label("left_on"),
            acted.act,
            acted.at.label("acted_at"),
            text.language,
            acted.version_id.label("acted_version_id"),
            acted.id.label("acknowledgement_id"),
            acted.event_id,
        )
        .select_from(employed)
        .outerjoin(here, here.id == _last_placement(employed.c.person_id, day))
        .outerjoin(concerned, concerned.c.person_id == employed.c.person_id)
        .outerjoin(paused, paused.c.person_id == employed.c.person_id)
        .outerjoin(acted, acted.id == _last_act(asked, employed.c.person_id, at))
        .outerjoin(text, text.id == acted.text_id)
        .where(or_(is_employed, concerned.c.person_id.is_not(None)))
    )


def _employed(day: date, people: People, name: str) -> CTE:
    """Who was hired by `day`, with the first day without employment as known now (FAR for none)."""
    return (
        select(
            Employment.person_id,
            func.max(func.coalesce(Employment.valid_to, a_day(FAR))).label("until"),
            func.max(Employment.employer_id).label("employer_id"),
        )
        .join(Person, and_(Person.id == Employment.person_id, Person.kind != Kind.SERVICE))
        .where(
            Employment.retired_at.is_(None),
            Employment.valid_from <= day,
            *among(Employment.person_id, people),
        )
        .group_by(Employment.person_id)
        .cte(f"{name}_employed")
    )


def _last_placement(person_id: ColumnElement[int], day: date) -> ColumnElement[int]:
    """The placement that holds on `day` or, for who has left, the last one before it."""
    place = aliased(Placement)
    return (
        select(place.id)
        .where(place.person_id == person_id, place.retired_at.is_(None), place.valid_from <= day)
        .order_by(place.valid_from.desc(), place.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _allowed(asked: Asked, since: ColumnElement[date]) -> ColumnElement[int]:
    return case((since == a_day(asked.asked_from), asked.days), else_=asked.days_later)


def _paused(asked: Asked, concerned: CTE, day: date, name: str) -> CTE:
    """Rows (person_id, days, back_again): absent days that move the deadline, and the end of today's absence.

    As in rules/standing.py: overlapping absences count once, and an absence counts when it began no later
    than the deadline as moved by those before it.
    """
    since = concerned.c.since
    open_end = plus_days(latest(Absence.valid_from, a_day(day)), 1)
    runs = (
        select(
            Absence.person_id,
            since,
            latest(Absence.valid_from, since).label("first"),
            func.coalesce(Absence.valid_to, open_end).label("back"),
        )
        .join(concerned, concerned.c.person_id == Absence.person_id)
        .where(Absence.retired_at.is_(None), or_(Absence.valid_to.is_(None), Absence.valid_to > since))
        .subquery(f"{name}_away")
    )
    in_order: dict[str, Any] = {
        "partition_by": runs.c.person_id,
        "order_by": (runs.c.first, runs.c.back),
        "rows": (None, -1),
    }
    reached = func.max(runs.c.back).over(**in_order)
    begun = select(runs, latest(runs.c.first, func.coalesce(reached, runs.c.first)).label("begins"))
    cut = begun.subquery(f"{name}_cut")
    length = case((cut.c.back > cut.c.begins, days_between(cut.c.begins, cut.c.back)), else_=0)
    before = func.coalesce(
        func.sum(length).over(
            partition_by=cut.c.person_id, order_by=(cut.c.first, cut.c.back), rows=(None, -1)
        ),
        0,
    )
    summed = select(cut, length.label("length"), before.label("before")).subquery(f"{name}_summed")
    deadline = plus_days(summed.c.since, _allowed(asked, summed.c.since) + summed.c.before)
    is_away = and_(summed.c.first <= a_day(day), summed.c.back > a_day(day))
    return (
        select(
            summed.c.person_id,
            func.sum(case((summed.c.begins <= deadline, summed.c.length), else_=0)).label("days"),
            func.max(case((is_away, summed.c.back))).label("back_again"),
        )
        .group_by(summed.c.person_id)
        .cte(f"{name}_paused")
    )


def _due_on(
    asked: Asked, concerned: CTE, paused: CTE, employer: ColumnElement[int], day: date
) -> ColumnElement[date]:
    """The last day: as allowed, moved by absent days, not while absent, not before the version binds."""
    since = concerned.c.since
    due = plus_days(since, _allowed(asked, since) + func.coalesce(paused.c.days, 0))
    bounds: list[ColumnElement[Any]] = [due, func.coalesce(plus_days(paused.c.back_again, -1), since)]
    if asked.is_binding:
        eves = {key: begins - timedelta(days=1) for key, begins in asked.binding_days.items()}
        branches = [(employer == key, a_day(eve)) for key, eve in eves.items()]
        bounds.append(case(*branches, else_=a_day(day)) if branches else a_day(day))
    return latest(*bounds)


def _last_act(asked: Asked, person_id: ColumnElement[int], at: datetime) -> ColumnElement[int]:
    """The person's latest act, up to `at`, on a version that counts: looked up by index, person by person.

    `when` hides the column from SQLite, which would else walk the whole version by its index on `at`.
    """
    act = aliased(Acknowledgement)
    when = func.coalesce(act.at, act.at)
    return (
        select(act.id)
        .where(act.person_id == person_id, act.version_id.in_(asked.counting_ids), when <= at)
        .order_by(when.desc(), act.id.desc())
        .limit(1)
        .scalar_subquery()
    )
