"""Looking after topics: the list, adding, renaming, closing."""

from __future__ import annotations

from flask import Blueprint, Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.errors import Refused
from advocacy.htmx import go, page
from advocacy.languages import language, say
from advocacy.moment import now
from advocacy.people.queries import organisation
from advocacy.topics import actions, queries
from advocacy.topics.forms import TopicForm
from advocacy.work import unit_of_work

bp = Blueprint("topics", __name__, url_prefix="/topics")

_INDENT = "\u2003"


@bp.get("/")
@access(Can.MANAGE_TOPIC)
def index() -> Response:
    """Every topic, with its owner and how many hold it."""
    session, scope = db.session(), current_actor().scope(Can.MANAGE_TOPIC)
    return page(
        "topics/index.html",
        topics=queries.topics(session, closed=True),
        holders=queries.numbers_of_holders(session, now()),
        mine=lambda topic: scope is None or topic.department_id in scope,
        language=language(),
    )


@bp.get("/new")
@access(Can.MANAGE_TOPIC)
def new() -> Response:
    """Enter a topic."""
    return page("topics/new.html", form=_form())


@bp.post("/")
@access(Can.MANAGE_TOPIC)
def add() -> Response:
    """Keep the topic."""
    form = _form()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.add(
                work,
                name_fr=form.name_fr.data,
                name_en=form.name_en.data,
                department_id=form.department.data,
            )
    if form.errors:
        return page("topics/new.html", form=form, status=form.status)
    flash(_("The topic is there. Give it to members of the roster, or wait until they ask for it."), "ok")
    return go(url_for(".index"))


@bp.get("/<topic_slug>")
@access(Can.MANAGE_TOPIC)
def edit(topic_slug: str) -> Response:
    """One topic, to change or close it."""
    return _page(topic_slug)


@bp.post("/<topic_slug>")
@access(Can.MANAGE_TOPIC)
def change(topic_slug: str) -> Response:
    """Keep other names or another owner."""
    form = _form()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.change(
                work,
                queries.topic(work.session, topic_slug).id,
                name_fr=form.name_fr.data,
                name_en=form.name_en.data,
                department_id=form.department.data,
            )
    if form.errors:
        return _page(topic_slug, form)
    flash(_("The topic is changed. Its address stays the same."), "ok")
    return go(url_for(".index"))


@bp.post("/<topic_slug>/closing")
@access(Can.MANAGE_TOPIC)
def close(topic_slug: str) -> Response:
    """Close it for good."""
    try:
        with unit_of_work() as work:
            actions.close(work, queries.topic(work.session, topic_slug).id)
    except Refused as refused:
        flash(say(refused), "danger")
    else:
        flash(_("The topic is closed. Old answers still name it."), "ok")
    return go(url_for(".index"))


def _page(slug: str, form: TopicForm | None = None) -> Response:
    topic = queries.topic(db.session(), slug)
    shown = form or _form(
        {"name_fr": topic.name_fr, "name_en": topic.name_en, "department": topic.department_id}
    )
    return page(
        "topics/edit.html",
        topic=topic,
        name=topic.name(language()),
        form=shown,
        holders=len(queries.holders(db.session(), topic.id, now())),
        status=shown.status,
    )


def _form(values: dict[str, object] | None = None) -> TopicForm:
    form = TopicForm() if values is None else TopicForm(formdata=None, data=values)
    rows = organisation.open_departments(
        db.session(), visible_to=current_actor(), permission=Can.MANAGE_TOPIC
    )
    form.offer([(row_id, f"{_INDENT * depth}{name}") for row_id, name, depth in rows])
    return form
