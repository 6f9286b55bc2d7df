"""The dry run with its numbers, and publication of exactly what it showed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.actions import publishing as actions
from advocacy.charter.forms.publishing import NOW, PlanForm, PublicationForm
from advocacy.charter.queries import drafts as queries
from advocacy.charter.queries.dossiers import dossiers
from advocacy.charter.queries.drafts import DraftView
from advocacy.charter.queries.dry_run import dry_run as numbers
from advocacy.charter.reader import Reader, reader
from advocacy.charter.routes.manage.blueprint import bp, page, steps
from advocacy.charter.rules.mailing import mail_days
from advocacy.charter.rules.publishing import Plan, comes_twice, plan
from advocacy.charter.rules.texts import gaps
from advocacy.charter.rules.words import Force, Weight
from advocacy.htmx import go
from advocacy.languages import format_date, format_datetime
from advocacy.work import unit_of_work


@bp.get("/drafts/<int:draft_id>/dry-run")
@access(Can.SEE_CHARTER_DRAFTS)
def dry_run(draft_id: int) -> Response:
    """What publishing would mean at the time chosen: nothing is sent and nothing is changed."""
    who = reader()
    found = queries.draft(who.session, draft_id, visible_to=who.actor)
    form = PlanForm(formdata=request.args) if request.args else _usual(found, who)
    return _page(who, found, form, PublicationForm(formdata=None))


@bp.post("/drafts/<int:draft_id>/publication")
@access(Can.PUBLISH_CHARTER)
def publish(draft_id: int) -> Response:
    """Publish exactly what the dry run showed, now or at the time it said."""
    form = PublicationForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            version_id = actions.publish(
                work,
                draft_id,
                shown=form.manifest.data or "",
                live_at=form.instant(),
                due_on=form.deadline(),
                gaps_accepted=form.gaps_accepted.data,
            )
        if not form.errors:
            flash(_done(form), "ok")
            return go(url_for(".version", version_id=version_id))
    who = reader()
    found = queries.draft(who.session, draft_id, visible_to=who.actor)
    return _page(who, found, _usual(found, who), form, status=form.status)


def _done(form: PublicationForm) -> str:
    due, at = format_date(form.deadline(), "long"), form.instant()
    if at is None:
        return _("Published. It is to be acknowledged by %(due)s.", due=due)
    moment = format_datetime(at)
    return _("Scheduled. It comes into force on %(moment)s. Until then it can be cancelled.", moment=moment)


def _usual(draft: DraftView, who: Reader) -> PlanForm:
    due_on = who.today + timedelta(days=draft.days_to_acknowledge)
    return PlanForm(formdata=None, data={"when": NOW, "due_on": due_on})


def _page(
    who: Reader, draft: DraftView, form: PlanForm, confirming: PublicationForm, *, status: int = 200
) -> Response:
    planned = _planned(form, who)
    return page(
        "dry_run.html",
        draft=draft,
        form=form,
        confirming=confirming,
        steps=steps(draft, "dry_run"),
        gaps=gaps(draft.texts),
        zone_name=who.zone,
        may_publish=who.actor.can(Can.PUBLISH_CHARTER),
        status=status if status != 200 else form.status,
        **(_numbers(draft, planned, who) if planned else {"plan": None}),
    )


def _planned(form: PlanForm, who: Reader) -> Plan | None:
    """The plan that was typed; None with an error in the form when it makes no sense."""
    if form.lacks_day():
        form.day.errors = [_("Choose the day.")]
        return None
    if request.args and not form.validate():
        return None
    found: list[Plan] = []
    with form.refusing():
        found.append(plan(form.live_at(who.zone), form.due_on.data, now=who.now, zone=who.zone))
    return found[0] if found else None


def _numbers(draft: DraftView, planned: Plan, who: Reader) -> dict[str, Any]:
    weight = (draft.review.weight if draft.review else None) or Weight.MATERIAL
    binding = draft.force is Force.BINDING
    edited = draft.edited_at
    return {
        "plan": planned,
        "twice": planned.scheduled and comes_twice(planned.live_at, who.zone),
        "weight": weight,
        "run": numbers(who.session, draft, weight, planned, now=who.now, zone=who.zone),
        "mails": mail_days(planned.live_at, planned.due_on, who.zone),
        "dossiers": dossiers(who.session, draft.id, draft.audience, day=planned.live_on, edited_at=edited)
        if binding
        else (),
    }
