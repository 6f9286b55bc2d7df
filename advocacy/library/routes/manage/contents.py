"""The list of contents, and beginning one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.reader import reader
from advocacy.htmx import go
from advocacy.library import spoken
from advocacy.library.actions import starting
from advocacy.library.forms.starting import StartForm
from advocacy.library.queries import contents as queries
from advocacy.library.queries.choices import choices
from advocacy.library.queries.contents import Filter
from advocacy.library.queries.rights import rights_of
from advocacy.library.queries.templates import templates
from advocacy.library.routes.manage.blueprint import bp, page
from advocacy.library.routes.manage.places import place_text, place_typed
from advocacy.library.rules.states import STATE_KINDS, State
from advocacy.networks.words import RELAYED, Network
from advocacy.numbers import whole_number
from advocacy.people.rules import Language
from advocacy.work import unit_of_work


@bp.get("/")
@bp.get("/contents")
@access(Can.SEE_CONTENT)
def contents() -> Response:
    """All contents, those edited last first, by state, network, language, objective and topic."""
    who, asked = reader(), _asked(request.args)
    found = queries.contents(
        who.session,
        visible_to=who.actor,
        language=who.language,
        now=who.now,
        chosen=_filter(asked, who.actor.id),
        after=place_typed(request.args.get("after")),
        before=place_typed(request.args.get("before")),
    )
    offered = choices(who.session)
    newer, older = found.edges(lambda line: line.key)
    return page(
        "contents.html",
        fragment="library/manage/_contents.html",
        rows=found.rows,
        asked=asked,
        state_kinds=STATE_KINDS,
        state_options=[(one.value, spoken.state(one)) for one in State],
        network_options=[(one.value, spoken.network(one)) for one in RELAYED],
        language_options=[(one.value, name) for one, name in spoken.LANGUAGES.items()],
        objective_options=[(one.id, one.name(who.language)) for one in offered.objectives],
        topic_options=[(one.id, one.name(who.language)) for one in offered.topics],
        newer=url_for(".contents", before=place_text(newer), **asked) if newer else None,
        older=url_for(".contents", after=place_text(older), **asked) if older else None,
    )


@bp.get("/contents/new")
@access(Can.WRITE_CONTENT)
def new_content() -> Response:
    """What a content begins from: an empty page, a link, a template."""
    form = StartForm(formdata=None)
    form.language.data = reader().language.value
    return _start_page(form)


@bp.post("/contents")
@access(Can.WRITE_CONTENT)
def start_content() -> Response:
    """Begin a content and go on writing it."""
    form = StartForm()
    _offer(form)
    if form.validate_on_submit():
        template_id = whole_number(form.template.data)
        content_id = 0
        with form.refusing(), unit_of_work() as work:
            if template_id is None:
                content_id = starting.create_content(work, **form.values()).id
            else:
                content_id = starting.create_from_template(work, template_id, **form.values()).id
        if not form.errors:
            flash(_("Begun. Nobody but those who write and review sees it."), "ok")
            return go(url_for(".content", content_id=content_id))
    return _start_page(form)


def _start_page(form: StartForm) -> Response:
    _offer(form)
    return page("new_content.html", form=form, status=form.status)


def _offer(form: StartForm) -> None:
    who = reader()
    mine = rights_of(who.session, who.actor.id)
    topics = [
        (one.id, one.name(who.language))
        for one in choices(who.session).topics
        if one.is_open and (not mine or one.id in mine)
    ]
    form.offer(topics, ((one.id, one.name) for one in templates(who.session)))


def _asked(values: Mapping[str, str]) -> dict[str, Any]:
    """The filters in the address, without those that cannot be read."""
    words = {"state": State, "network": Network, "language": Language}
    found: dict[str, Any] = {
        name: values[name] for name, kind in words.items() if values.get(name) in set(kind)
    }
    numbers = {name: whole_number(values.get(name)) for name in ("objective", "topic", "mine")}
    return {**found, **{name: number for name, number in numbers.items() if number}}


def _filter(asked: Mapping[str, Any], actor_id: int | None) -> Filter:
    return Filter(
        state=State(asked["state"]) if "state" in asked else None,
        network=Network(asked["network"]) if "network" in asked else None,
        language=Language(asked["language"]) if "language" in asked else None,
        objective_id=asked.get("objective"),
        topic_id=asked.get("topic"),
        author_id=actor_id if "mine" in asked else None,
    )
