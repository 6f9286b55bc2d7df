"""The editorial calendar by month and week, and moving a draft to another day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.reader import reader
from advocacy.clock import day_in
from advocacy.htmx import go
from advocacy.languages import format_date, zone
from advocacy.library import spoken
from advocacy.library.actions import planning as actions
from advocacy.library.calendar_page import Asked, CalendarPage, calendar_page
from advocacy.library.forms.calendar import MoveForm
from advocacy.library.queries.calendar_feeds import read_filters
from advocacy.library.queries.drafts import head
from advocacy.library.queries.openings import Shown
from advocacy.library.queries.titles import title_of
from advocacy.library.routes.manage.blueprint import bp, page
from advocacy.library.rules import calendar as rules
from advocacy.library.rules.calendar import Span
from advocacy.networks.words import RELAYED
from advocacy.numbers import whole_number
from advocacy.work import unit_of_work

EACH_IN_MONTH, EACH_IN_WEEK = 4, 40
"""So many contents of a day are shown, by month and by week."""


@bp.get("/calendar")
@access(Can.SEE_CONTENT)
def calendar() -> Response:
    """A month, in whole weeks."""
    shown, today = read_filters(request.args), day_in(reader().now, zone())
    first = rules.read_month(request.args.get("month", ""), today=today)
    span, month = rules.whole_weeks(rules.month(first)), rules.month(first)
    found = calendar_page(reader().session, _asked(span, shown, EACH_IN_MONTH), within=month)
    before, after = rules.month_before(first), rules.next_month(first)
    return page(
        "calendar.html",
        found=found,
        month=month,
        title=_capital(format_date(first, "MMMM y")),
        today=today,
        before=_month(before, shown),
        after=_month(after, shown),
        this=_month(today, shown),
        other=_week(today if month.first <= today <= month.last else first, shown),
        period=f"{first:%Y-%m}",
        **_filters(found, shown),
    )


@bp.get("/calendar/week")
@access(Can.SEE_CONTENT)
def calendar_week() -> Response:
    """A week, from Monday."""
    shown, today = read_filters(request.args), day_in(reader().now, zone())
    first = rules.read_week(request.args.get("week", ""), today=today)
    span = Span(first, first + timedelta(days=6))
    found = calendar_page(reader().session, _asked(span, shown, EACH_IN_WEEK))
    return page(
        "calendar_week.html",
        found=found,
        title=_("Week of %(day)s", day=format_date(first, "long")),
        today=today,
        before=_week(first - timedelta(days=7), shown),
        after=_week(first + timedelta(days=7), shown),
        this=_week(today, shown),
        other=_month(first, shown),
        period=first.isoformat(),
        **_filters(found, shown),
    )


@bp.get("/calendar/contents/<int:content_id>")
@access(Can.WRITE_CONTENT)
def move_content(content_id: int) -> Response:
    """Choose another day for a draft."""
    return _move_page(content_id)


@bp.post("/calendar/contents/<int:content_id>")
@access(Can.WRITE_CONTENT)
def moved_content(content_id: int) -> Response:
    """Let it open on that day."""
    form = MoveForm()
    if form.validate_on_submit() and form.day.data:
        edition = whole_number(form.edition.data) or 0
        with form.refusing(), unit_of_work() as work:
            actions.move(work, content_id, form.day.data, edition=edition)
        if not form.errors:
            flash(_("Moved."), "ok")
            return go(_week(form.day.data, Shown()))
    return _move_page(content_id, form)


def _move_page(content_id: int, form: MoveForm | None = None) -> Response:
    who = reader()
    found = head(who.session, content_id, visible_to=who.actor)
    where = found.zone or who.zone
    opens_on = day_in(found.opens_at, where) if found.opens_at else None
    shown = form or MoveForm(formdata=None, data={"day": opens_on, "edition": found.edition})
    return page(
        "move_content.html",
        head=found,
        title=title_of(who.session, content_id, who.language) or _("Without a title"),
        opens_on=opens_on,
        form=shown,
        back=_week(opens_on, Shown()) if opens_on else url_for(".calendar"),
        status=shown.status,
    )


def _capital(words: str) -> str:
    """A title begins with a capital; the month in it may have none, as in French."""
    return words[:1].upper() + words[1:]


def _asked(span: Span, shown: Shown, each: int) -> Asked:
    who = reader()
    return Asked(span, zone(), who.actor, who.language, who.now, shown, each)


def _month(day: date, shown: Shown) -> str:
    return url_for(".calendar", month=f"{day:%Y-%m}", **shown.values())


def _week(day: date, shown: Shown) -> str:
    return url_for(".calendar_week", week=day.isoformat(), **shown.values())


def _filters(found: CalendarPage, shown: Shown) -> dict[str, Any]:
    language = reader().language.value
    return {
        "asked": shown.values(),
        "networks": [(one.value, spoken.network(one)) for one in RELAYED],
        "objectives": [(one.id, one.name(language)) for one in found.objectives],
        "languages_said": [(one.value, name) for one, name in spoken.LANGUAGES.items()],
        "topics": [(number, found.frame.topic(number, language)) for number, _fr, _en in found.frame.topics],
        "language": language,
        "zone": zone(),
        "may_write": reader().actor.can(Can.WRITE_CONTENT),
    }
