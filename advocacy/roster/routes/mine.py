"""My member profile: alias, languages, hours, topics, pause."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.errors import Refused
from advocacy.htmx import go
from advocacy.languages import say
from advocacy.people.rules import Language
from advocacy.roster.actions import profile, standing
from advocacy.roster.forms.mine import AliasForm, AnsweringMemberForm, HoursForm, PauseForm, WishForm
from advocacy.roster.routes.blueprint import bp
from advocacy.roster.routes.showing import Forms, show_mine
from advocacy.work import unit_of_work


@bp.get("/mine")
@access(Can.JOIN_ROSTER)
def mine() -> Response:
    """Everything of the actor's own on the roster."""
    return show_mine(Forms())


@bp.post("/mine/alias")
@access(Can.JOIN_ROSTER)
def choose_alias() -> Response:
    """Appear under another alias."""
    form = AliasForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            profile.choose_alias(work, form.alias.data)
    return _answer(form, Forms(alias=form), _("Your alias is kept. Customers can check it from now on."))


@bp.post("/mine/answering")
@access(Can.JOIN_ROSTER)
def change_answering() -> Response:
    """Change languages and capacity."""
    form = AnsweringMemberForm()
    if form.validate_on_submit():
        languages = [Language(one) for one in form.languages.data]
        with form.refusing(), unit_of_work() as work:
            profile.change_answering(work, languages=languages, capacity=form.capacity.data)
    return _answer(form, Forms(answering=form), _("Kept."))


@bp.post("/mine/hours")
@access(Can.JOIN_ROSTER)
def change_hours() -> Response:
    """Change the hours of the week."""
    form = HoursForm().offer()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            profile.change_hours(work, [day.data or "" for day in form.days], form.zone.data)
    return _answer(form, Forms(hours=form), _("Your hours are kept."))


@bp.post("/mine/pause")
@access(Can.JOIN_ROSTER)
def pause() -> Response:
    """Rest for a while."""
    form = PauseForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            standing.pause(work, form.back_on.data)
    return _answer(form, Forms(pause=form), _("You are pausing. Nobody is told why, and nothing follows."))


@bp.post("/mine/pause/end")
@access(Can.JOIN_ROSTER)
def resume() -> Response:
    """Be back."""
    try:
        with unit_of_work() as work:
            standing.resume(work)
    except Refused as refused:
        flash(say(refused), "danger")
    else:
        flash(_("Welcome back."), "ok")
    return go(url_for(".mine"))


@bp.post("/mine/topics")
@access(Can.JOIN_ROSTER)
def ask_for_topic() -> Response:
    """Ask HR for a topic."""
    form = WishForm().offer(())
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            profile.ask_for_topic(work, form.topic.data)
    return _answer(form, Forms(wish=form), _("HR sees what you ask for, and gives it or says no."))


@bp.post("/mine/topics/<topic_slug>/end")
@access(Can.JOIN_ROSTER)
def ask_no_more(topic_slug: str) -> Response:
    """Give a topic up, or ask for it no more."""
    try:
        with unit_of_work() as work:
            profile.ask_no_more(work, topic_slug)
    except Refused as refused:
        flash(say(refused), "danger")
    return go(url_for(".mine"))


def _answer(form: Any, forms: Forms, done: str) -> Response:
    if form.errors:
        return show_mine(forms)
    flash(done, "ok")
    return go(url_for("roster.mine"))
