"""One's own answers: the list, recording one, the page of one."""

from __future__ import annotations

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access, current_actor
from advocacy.answers import actions as acts
from advocacy.answers.forms import AnswerForm
from advocacy.answers.queries import log
from advocacy.answers.routes.blueprint import bp
from advocacy.answers.routes.showing import NETWORK_WORDS, show_answer
from advocacy.answers.rules import moment_of
from advocacy.db import db
from advocacy.htmx import go, page
from advocacy.languages import language, zone, zone_info
from advocacy.moment import now, today
from advocacy.networks.words import Network
from advocacy.numbers import LARGEST_ID, whole_number
from advocacy.people.rules import Language
from advocacy.roster.reasons import to_the_person
from advocacy.topics.queries import held_at, topics
from advocacy.work import unit_of_work


@bp.get("/")
@access(Can.RECORD_ANSWER)
def index() -> Response:
    """The answers I gave, the latest first."""
    session, me, day = db.session(), current_actor().id or 0, today()
    found = log.answers_of(
        session,
        me,
        after=whole_number(request.args.get("after"), most=LARGEST_ID),
        before=whole_number(request.args.get("before"), most=LARGEST_ID),
    )
    before, after = found.edges(lambda line: line.id)
    return page(
        "answers/index.html",
        rows=found.rows,
        before=before,
        after=after,
        last_at=log.last_answered(session, me),
        month=day.replace(day=1),
        minutes=log.minutes_since(session, me, day.replace(day=1)),
        networks=NETWORK_WORDS,
        language=language(),
    )


@bp.get("/new")
@access(Can.RECORD_ANSWER)
def new() -> Response:
    """The form for an answer just given, or for one that corrects another (`?corrects=`)."""
    here = now().astimezone(zone_info())
    typed = {"day": here.date(), "clock": here.time(), "language": language()}
    return _form_page(AnswerForm(formdata=None, data={**typed, "corrects": request.args.get("corrects", "")}))


@bp.post("/")
@access(Can.RECORD_ANSWER)
def record() -> Response:
    """Record an answer."""
    form = _offered(AnswerForm())
    done = None
    if form.validate_on_submit():
        with form.refusing():
            given = _given(form)
            with unit_of_work() as work:
                done = acts.record_answer(work, given)
    if done is None:
        return _form_page(form)
    _tell(done)
    return go(url_for(".show", answer_id=done.answer_id))


@bp.get("/<id:answer_id>")
@access(Can.SEE_ANSWER)
def show(answer_id: int) -> Response:
    """One answer: mine, one that corrects mine, or one of whom I look after."""
    return show_answer(answer_id)


def _given(form: AnswerForm) -> acts.Given:
    """What the form says. Raises Refused for a time that does not exist, or has not come."""
    return acts.Given(
        network=Network(form.network.data),
        link=form.link.data or "",
        topic=form.topic.data,
        language=Language(form.language.data),
        question=form.question.data or "",
        minutes=form.minutes.data or 0,
        answered_at=moment_of(form.day.data, form.clock.data, zone(), now=now()),
        corrects=whole_number(form.corrects.data, most=LARGEST_ID),
    )


def _tell(done: acts.Recorded) -> None:
    if done.eligibility is None:
        flash(_("You recorded this answer before: here it is. Nothing was added."), "info")
    elif done.eligibility.is_eligible:
        flash(_("The answer is recorded."), "ok")
    else:
        flash(_("The answer is recorded, and marked: you were not eligible at that time."), "warn")
        for reason in done.eligibility.reasons:
            flash(to_the_person(reason).sentence, "warn")


def _offered(form: AnswerForm) -> AnswerForm:
    """The form with the open topics, those that the actor holds first."""
    session, me = db.session(), current_actor().id or 0
    held = held_at(session, [me], now()).get(me, frozenset())
    found = sorted(topics(session), key=lambda one: one.id not in held)
    return form.offer([(one.slug, one.name(language())) for one in found])


def _form_page(form: AnswerForm) -> Response:
    corrects = whole_number(form.corrects.data, most=LARGEST_ID)
    corrected = None
    if corrects is not None:
        corrected = log.correctable(db.session(), corrects, visible_to=current_actor(), day=today())
    return page(
        "answers/new.html",
        status=form.status,
        form=form if form.topic.choices else _offered(form),
        corrected=corrected,
        zone=zone(),
        networks=NETWORK_WORDS,
        language=language(),
    )
