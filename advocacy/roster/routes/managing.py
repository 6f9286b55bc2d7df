"""Looking after members: topics, suspension, the end; wishes; the sentence that is committed to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.errors import Refused
from advocacy.htmx import go, page
from advocacy.languages import language, say
from advocacy.moment import now, today
from advocacy.people.queries import directory as people
from advocacy.people.rules import Language
from advocacy.roster.actions import commitments as publishing
from advocacy.roster.actions import enrolling, profile, standing, withdrawing
from advocacy.roster.forms.managing import CommitmentForm, GivingForm, SuspensionForm
from advocacy.roster.queries import commitments, directory
from advocacy.roster.queries import mine as queries
from advocacy.roster.routes.blueprint import bp
from advocacy.roster.routes.edges import edge
from advocacy.wiring import wiring
from advocacy.work import Work, unit_of_work


@bp.get("/members/<int:person_id>")
@access(Can.MANAGE_ROSTER)
def member(person_id: int) -> Response:
    """One member, with what HR can do."""
    return _member_page(person_id)


@bp.post("/members/<int:person_id>/topics")
@access(Can.MANAGE_ROSTER)
def give_topic(person_id: int) -> Response:
    """Give a topic."""
    form = GivingForm().offer(())
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            profile.give_topic(work, person_id, form.topic.data)
    if form.errors:
        return _member_page(person_id, giving=form)
    flash(_("Given."), "ok")
    return go(url_for(".member", person_id=person_id))


@bp.post("/members/<int:person_id>/topics/<topic_slug>/end")
@access(Can.MANAGE_ROSTER)
def decline_topic(person_id: int, topic_slug: str) -> Response:
    """Take a topic back, or say no to a wish."""
    return _do(lambda work: profile.decline_topic(work, person_id, topic_slug), _("Kept."), person_id)


@bp.post("/members/<int:person_id>/suspension")
@access(Can.SUSPEND_MEMBER)
def suspend(person_id: int) -> Response:
    """Keep a member from answering."""
    form = SuspensionForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            standing.suspend(work, person_id, form.reason.data)
    if form.errors:
        return _member_page(person_id, suspension=form)
    flash(_("Suspended: from this second on no answer of theirs goes out."), "ok")
    return go(url_for(".member", person_id=person_id))


@bp.post("/members/<int:person_id>/suspension/end")
@access(Can.SUSPEND_MEMBER)
def lift(person_id: int) -> Response:
    """Let a member answer again."""
    return _do(lambda work: standing.lift(work, person_id), _("The suspension is lifted."), person_id)


@bp.post("/members/<int:person_id>/suspensions/<id:suspension_id>/reason/deletion")
@access(Can.SEE_SUSPENSION_REASON)
def delete_reason(person_id: int, suspension_id: int) -> Response:
    """Delete why a member was suspended."""
    done = _("The reason is deleted. That there was a suspension stays on record.")
    return _do(lambda work: standing.delete_reason(work, person_id, suspension_id), done, person_id)


@bp.post("/members/<int:person_id>/alias/withdrawal")
@access(Can.MANAGE_ROSTER)
def withdraw_alias(person_id: int) -> Response:
    """Take a public name from a member, who stays one."""
    seen, done = request.form.get("alias", ""), _("The alias is withdrawn. The member chooses another.")
    return _do(lambda work: withdrawing.withdraw_alias(work, person_id, seen), done, person_id)


@bp.post("/members/<int:person_id>/end")
@access(Can.MANAGE_ROSTER)
def end(person_id: int) -> Response:
    """End a member's enrolment."""
    return _do(lambda work: enrolling.end(work, person_id), _("The enrolment is ended."), person_id)


@bp.get("/wishes")
@access(Can.MANAGE_ROSTER)
def wishes() -> Response:
    """The topics that members ask for."""
    found = directory.wishes(
        db.session(),
        visible_to=current_actor(),
        at=now(),
        zone=wiring().settings.time_zone,
        older_than=edge(request.args, "older"),
        newer_than=edge(request.args, "newer"),
    )
    newer, older = found.edges(lambda row: int(row.id))
    return page("roster/wishes.html", rows=found.rows, newer=newer, older=older, language=language())


@bp.get("/commitment")
@access(Can.MANAGE_ROSTER)
def commitment() -> Response:
    """The sentence in force, its earlier versions, and a form for the next one."""
    return _commitment_page(None)


@bp.post("/commitment")
@access(Can.MANAGE_ROSTER)
def publish_commitment() -> Response:
    """Publish the next version."""
    form = CommitmentForm()
    if form.validate_on_submit():
        texts = [(Language.FRENCH, form.fr.data), (Language.ENGLISH, form.en.data)]
        with form.refusing(), unit_of_work() as work:
            publishing.publish(work, texts)
    if form.errors:
        return _commitment_page(form)
    flash(_("Published. Who joins from now on commits to this version."), "ok")
    return go(url_for(".commitment"))


def _commitment_page(form: CommitmentForm | None) -> Response:
    found = commitments.sentences(db.session())
    now_ = found[0] if found else commitments.in_force(db.session())
    shown = form or CommitmentForm(formdata=None, data={one.value: now_.text(one) for one in Language})
    return page(
        "roster/commitment.html",
        status=shown.status,
        form=shown,
        sentence=now_,
        sentences=found,
        may_publish=current_actor().scope(Can.MANAGE_ROSTER) is None,
        language=language(),
    )


def _member_page(
    person_id: int, *, giving: GivingForm | None = None, suspension: SuspensionForm | None = None
) -> Response:
    session, actor = db.session(), current_actor()
    person = people.person(session, person_id, visible_to=actor, day=today(), permission=Can.MANAGE_ROSTER)
    mine = queries.membership(
        session, person_id, at=now(), zone=wiring().settings.time_zone, with_accounts=False
    )
    typed = giving or suspension
    give_form = giving or GivingForm(formdata=None)
    give_form.offer([(one.slug, one.name(language())) for one in (*mine.asked, *mine.others)])
    return page(
        "roster/member.html",
        status=typed.status if typed else 200,
        form=typed,
        person=person,
        mine=mine,
        facts=mine.facts,
        give_form=give_form,
        suspension_form=suspension or SuspensionForm(formdata=None),
        past=queries.past(session, person_id, with_reason=actor.can(Can.SEE_SUSPENSION_REASON)),
        may_suspend=actor.can(Can.SUSPEND_MEMBER) and actor.id != person_id,
        may_read=actor.can(Can.SEE_SUSPENSION_REASON),
        may_look_back=actor.can(Can.SEE_COVERAGE),
        language=language(),
    )


def _do(act: Callable[[Work], Any], done: str, person_id: int) -> Response:
    try:
        with unit_of_work() as work:
            act(work)
    except Refused as refused:
        flash(say(refused), "danger")
    else:
        flash(done, "ok")
    return go(url_for("roster.member", person_id=person_id))
