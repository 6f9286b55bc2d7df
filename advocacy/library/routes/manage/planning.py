"""The plan behind the calendar: slots of every week, and the company's own days."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.reader import reader
from advocacy.htmx import go
from advocacy.languages import zone
from advocacy.library.actions import planning as actions
from advocacy.library.forms.calendar import EventForm, SlotForm
from advocacy.library.queries.calendar_frame import Frame, frame
from advocacy.library.routes.manage.blueprint import bp, page
from advocacy.library.rules.calendar import LATEST
from advocacy.library.rules.slots import WEEKDAYS
from advocacy.work import unit_of_work


@bp.get("/calendar/plan")
@access(Can.SEE_CONTENT)
def calendar_plan() -> Response:
    """Slots and events, and forms for more."""
    return _page()


@bp.post("/calendar/slots")
@access(Can.WRITE_CONTENT)
def add_slot() -> Response:
    """Add a place in every week."""
    form = _slot_form(typed=True)
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.add_slot(work, **form.values())
        if not form.errors:
            flash(_("The slot is there from now on, every week."), "ok")
            return go(url_for(".calendar_plan", _anchor="slots"))
    return _page(slot_form=form)


@bp.post("/calendar/slots/<int:slot_id>/end")
@access(Can.WRITE_CONTENT)
def end_slot(slot_id: int) -> Response:
    """No longer fill this place."""
    with unit_of_work() as work:
        actions.end_slot(work, slot_id)
    flash(_("The slot is ended."), "ok")
    return go(url_for(".calendar_plan", _anchor="slots"))


@bp.post("/calendar/events")
@access(Can.WRITE_CONTENT)
def add_event() -> Response:
    """Add days that matter to the company."""
    form = EventForm()
    if form.validate_on_submit() and form.starts_on.data:
        with form.refusing(), unit_of_work() as work:
            actions.add_event(
                work,
                name_fr=form.name_fr.data or "",
                name_en=form.name_en.data or "",
                starts_on=form.starts_on.data,
                ends_on=form.ends_on.data or form.starts_on.data,
            )
        if not form.errors:
            flash(_("The event stands in the calendar."), "ok")
            return go(url_for(".calendar_plan", _anchor="events"))
    return _page(event_form=form)


@bp.post("/calendar/events/<int:company_event_id>/removal")
@access(Can.WRITE_CONTENT)
def remove_event(company_event_id: int) -> Response:
    """Take an event out."""
    with unit_of_work() as work:
        actions.remove_event(work, company_event_id)
    flash(_("The event is removed."), "ok")
    return go(url_for(".calendar_plan", _anchor="events"))


def _page(**forms: Any) -> Response:
    who, found = reader(), _frame()
    shown = {"slot_form": _slot_form(), "event_form": EventForm(formdata=None), **forms}
    return page(
        "calendar_plan.html",
        slots=sorted(
            (one for one in found.slots if one.until is None),
            key=lambda one: (one.weekday, one.minute, one.network),
        ),
        weekdays=WEEKDAYS,
        events=found.events,
        topic=lambda topic_id: found.topic(topic_id, who.language.value),
        language=who.language.value,
        **shown,
        status=max(form.status for form in shown.values()),
    )


def _frame() -> Frame:
    who = reader()
    return frame(who.session, first=who.today, last=LATEST, since=who.now)


def _slot_form(*, typed: bool = False) -> SlotForm:
    form = SlotForm() if typed else SlotForm(formdata=None, data={"zone": zone()})
    language, found = reader().language.value, _frame()
    form.offer([(number, found.topic(number, language)) for number, _fr, _en in found.topics])
    return form
