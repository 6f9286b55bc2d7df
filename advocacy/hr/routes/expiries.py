"""Whose training lapses soon, and having them reminded."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlencode

from flask import Response, flash, request, url_for

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.hr import actions
from advocacy.hr.queries import expiries as queries
from advocacy.hr.queries.expiries import Expiries
from advocacy.hr.routes.blueprint import bp
from advocacy.hr.rules import expiries as rules
from advocacy.hr.rules.expiries import WantedExpiries, read_expiries
from advocacy.hr.rules.trainings import Sum, level
from advocacy.htmx import go, page
from advocacy.languages import ngettext, title_in
from advocacy.moment import now, today
from advocacy.notices import reminders
from advocacy.wiring import wiring
from advocacy.work import unit_of_work

_INDENT = "\u2003"


@bp.get("/expiries")
@access(Can.SEE_HR)
def expiries() -> Response:
    """Whose training has lapsed or lapses within so many days, by module, department and person."""
    wanted = read_expiries(request.args)
    found = _found(wanted, Can.SEE_HR)
    people = queries.places_of(db.session(), found.people, today())
    counts = Counter(people[one.person_id].department_id for one in found.lines if one.person_id in people)
    sums = {key: Sum(number) for key, number in counts.items() if key is not None}
    return page(
        "hr/expiries.html",
        fragment="hr/_expiries.html",
        wanted=wanted,
        horizons=rules.HORIZONS,
        found=found,
        lines=rules.page_of(found.lines, wanted),
        modules=rules.by_module(found.lines, now()),
        level=level(found.nodes, sums, wanted.department_id),
        people=people,
        titles={one.id: title_in(one.title) or one.slug for one in found.known.values()},
        choices=[(one.slug, title_in(one.title) or one.slug) for one in found.known.values()],
        departments=[(node.id, f"{_INDENT * (node.path.count('/') - 1)}{node.name}") for node in found.nodes],
        may_remind=current_actor().can(Can.SEND_REMINDER),
        now=now(),
        today=today(),
    )


@bp.get("/expiries/reminders")
@access(Can.SEND_REMINDER)
def reminding() -> Response:
    """What a press on the button would do: how many mails, to whom none."""
    wanted = read_expiries(request.args)
    found = _found(wanted, Can.SEND_REMINDER)
    outlook = reminders.outlook(db.session(), found.owing, now(), wiring().settings.time_zone)
    return page("hr/reminding.html", wanted=wanted, found=found, outlook=outlook)


@bp.post("/expiries/reminders")
@access(Can.SEND_REMINDER)
def ask_reminders() -> Response:
    """Have these people reminded."""
    wanted = read_expiries(request.form)
    people = len(_found(wanted, Can.SEND_REMINDER).owing)
    since = reminders.since_morning(now(), wiring().settings.time_zone)
    with unit_of_work() as work:
        actions.ask_for_reminders(work, wanted, people=people, since=since)
    said = ngettext(
        "%(num)s person is being reminded. The log of notices tells what left.",
        "%(num)s people are being reminded. The log of notices tells what left.",
        people,
    )
    flash(said, "ok")
    return go(f"{url_for('.expiries')}?{urlencode(wanted.arguments())}")


def _found(wanted: WantedExpiries, permission: Can) -> Expiries:
    return queries.expiries(
        db.session(), wanted, at=now(), day=today(), visible_to=current_actor(), permission=permission
    )
