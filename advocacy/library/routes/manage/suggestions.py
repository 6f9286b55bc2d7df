"""What colleagues suggest: the editors' queue, and answering one."""

from __future__ import annotations

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.reader import reader
from advocacy.htmx import go
from advocacy.library.actions import suggestions as actions
from advocacy.library.forms.suggestions import DeclineForm, UseForm
from advocacy.library.queries import suggestions as queries
from advocacy.library.queries.rights import rights_of
from advocacy.library.queries.suggestions import SuggestionLine
from advocacy.library.routes.manage.blueprint import bp, page
from advocacy.numbers import LARGEST_KEY, whole_number
from advocacy.topics.queries import topics
from advocacy.work import unit_of_work

LONGEST_TITLE = 80


@bp.get("/suggestions")
@access(Can.ANSWER_SUGGESTION)
def suggestions() -> Response:
    """What waits for an answer, or what was answered."""
    who, answered = reader(), request.args.get("show") == "answered"
    found = queries.suggestions(
        who.session,
        visible_to=who.actor,
        answered=answered,
        after=whole_number(request.args.get("after"), most=LARGEST_KEY),
        before=whole_number(request.args.get("before"), most=LARGEST_KEY),
    )
    before, after = found.edges(lambda line: line.id)
    show = "answered" if answered else None
    return page(
        "suggestions.html",
        rows=found.rows,
        answered=answered,
        language=who.language,
        newer=url_for(".suggestions", show=show, before=before) if before else None,
        older=url_for(".suggestions", show=show, after=after) if after else None,
    )


@bp.get("/suggestions/<int:suggestion_id>")
@access(Can.ANSWER_SUGGESTION)
def suggestion(suggestion_id: int) -> Response:
    """One suggestion, and the two ways to answer it."""
    return _suggestion(suggestion_id)


@bp.post("/suggestions/<int:suggestion_id>/draft")
@access(Can.ANSWER_SUGGESTION)
def use_suggestion(suggestion_id: int) -> Response:
    """Make a draft of it, credited to whoever had the idea."""
    form, content_id = _offered(UseForm()), None
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            content_id = actions.use(
                work,
                suggestion_id,
                title=form.title.data or "",
                topic_id=whole_number(form.topic.data, most=LARGEST_KEY),
                answer=form.answer.data or "",
            )
    if content_id is None:
        return _suggestion(suggestion_id, using=form)
    flash(_("The draft is made, and your colleague is told. The idea is credited."), "ok")
    return go(url_for(".content", content_id=content_id))


@bp.post("/suggestions/<int:suggestion_id>/refusal")
@access(Can.ANSWER_SUGGESTION)
def decline_suggestion(suggestion_id: int) -> Response:
    """Say why it is not used."""
    form = DeclineForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.decline(work, suggestion_id, answer=form.reason.data or "")
        if not form.errors:
            flash(_("Your colleague is told."), "ok")
            return go(url_for(".suggestions"))
    return _suggestion(suggestion_id, declining=form)


def _offered(form: UseForm) -> UseForm:
    who = reader()
    limits = rights_of(who.session, who.actor.id)
    offered = [one for one in topics(who.session) if not limits or one.id in limits]
    return form.offer([(str(one.id), one.name(who.language)) for one in offered])


def _suggestion(
    suggestion_id: int, using: UseForm | None = None, declining: DeclineForm | None = None
) -> Response:
    who = reader()
    found = queries.one_suggestion(who.session, suggestion_id, visible_to=who.actor)
    return page(
        "suggestion.html",
        status=(using or declining or DeclineForm(formdata=None)).status,
        found=found,
        using=using or _offered(UseForm(formdata=None, data=_begun(found))),
        declining=declining or DeclineForm(formdata=None),
        form=using or declining,
        language=who.language,
    )


def _begun(found: SuggestionLine) -> dict[str, str]:
    """The draft's title and topic as the idea gives them."""
    first = found.idea.splitlines()[0]
    title = first if len(first) <= LONGEST_TITLE else first[: LONGEST_TITLE - 1].rstrip() + "…"
    return {"title": title, "topic": str(found.topic_id or "")}
