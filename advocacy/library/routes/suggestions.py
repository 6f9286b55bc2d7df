"""Suggesting content: a form, and what became of one's own ideas. `/library/suggestions/`."""

from __future__ import annotations

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.htmx import go, page
from advocacy.languages import language
from advocacy.library.actions.suggestions import Idea, suggest
from advocacy.library.forms.suggestions import SuggestionForm
from advocacy.library.queries import suggestions as queries
from advocacy.numbers import LARGEST_KEY, whole_number
from advocacy.people.rules import Language
from advocacy.topics.queries import topics
from advocacy.work import unit_of_work

bp = Blueprint("suggestions", __name__, url_prefix="/library/suggestions")


@bp.get("/")
@access(Can.SUGGEST_CONTENT)
def index() -> Response:
    """The form, and my ideas with their answers."""
    return _index(SuggestionForm(formdata=None, data={"language": language()}))


@bp.post("/")
@access(Can.SUGGEST_CONTENT)
def create() -> Response:
    """Keep an idea."""
    form = _offered(SuggestionForm())
    if form.validate_on_submit():
        idea = Idea(
            idea=form.idea.data or "",
            language=Language(form.language.data),
            link=form.link.data or "",
            topic_id=whole_number(form.topic.data, most=LARGEST_KEY),
        )
        with form.refusing(), unit_of_work() as work:
            suggest(work, idea)
        if not form.errors:
            flash(_("Thank you. An editor answers you, whatever becomes of it."), "ok")
            return go(url_for(".index"))
    return _index(form)


def _offered(form: SuggestionForm) -> SuggestionForm:
    return form.offer([(str(one.id), one.name(language())) for one in topics(db.session())])


def _index(form: SuggestionForm) -> Response:
    found = queries.mine(
        db.session(),
        current_actor().id or 0,
        after=whole_number(request.args.get("after"), most=LARGEST_KEY),
        before=whole_number(request.args.get("before"), most=LARGEST_KEY),
    )
    before, after = found.edges(lambda line: line.id)
    return page(
        "library/suggestions/index.html",
        status=form.status,
        form=form if form.topic.choices else _offered(form),
        rows=found.rows,
        newer=url_for(".index", before=before) if before else None,
        older=url_for(".index", after=after) if after else None,
        language=language(),
    )
