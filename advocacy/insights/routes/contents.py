"""What one content brought, network by network and wording by wording, what was said and what was learnt."""

from __future__ import annotations

from flask import Response, request

from advocacy.access import Can, access
from advocacy.charter.reader import reader
from advocacy.insights.forms import LessonForm, VerbatimForm, empty
from advocacy.insights.queries import impact as queries
from advocacy.insights.queries import noted
from advocacy.insights.routes.blueprint import bp, page
from advocacy.numbers import whole_number


@bp.get("/contents/<int:post_id>")
@access(Can.SEE_INSIGHTS)
def content(post_id: int) -> Response:
    """One content."""
    return content_page(post_id, empty(VerbatimForm), empty(LessonForm))


def content_page(content_id: int, verbatim: VerbatimForm, lesson: LessonForm) -> Response:
    """The page of a content, with the forms as they were typed. Raises NotVisible."""
    who, asked = reader(), request.args
    subject = queries.subject(who.session, content_id, who.language)
    said = noted.verbatims(
        who.session,
        content_id,
        older_than=whole_number(asked.get("older")),
        newer_than=whole_number(asked.get("newer")),
    )
    return page(
        "content.html",
        subject=subject,
        objective=subject.objective(who.language.value),
        title=subject.title,
        impact=queries.impact(who.session, subject.objective_id, looked_into=content_id),
        wordings=queries.wordings(who.session, [content_id]),
        verbatims=said,
        verbatim_edges=said.edges(lambda line: line.id),
        lessons=noted.lessons(who.session, content_id=content_id),
        verbatim=verbatim,
        lesson=lesson,
        may_note=who.actor.can(Can.NOTE_INSIGHT),
        status=max(verbatim.status, lesson.status),
    )
