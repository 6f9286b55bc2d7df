"""The revisions of a content, and one of them whole, compared with the one before."""

from __future__ import annotations

from flask import Response, request, url_for

from advocacy.access import Can, access
from advocacy.charter.reader import reader
from advocacy.errors import NotVisible
from advocacy.library.comparing import compared
from advocacy.library.queries import revisions as queries
from advocacy.library.queries.names import names
from advocacy.library.queries.reviewing import title_of
from advocacy.library.queries.revisions import RevisionView
from advocacy.library.queries.standing import visible_stand
from advocacy.library.routes.manage.blueprint import bp, page
from advocacy.numbers import LARGEST_KEY, whole_number


@bp.get("/contents/<int:content_id>/versions")
@access(Can.SEE_CONTENT)
def versions(content_id: int) -> Response:
    """Every revision, the latest first, with what was decided of it."""
    who = reader()
    now = visible_stand(who.session, content_id, visible_to=who.actor)
    title = title_of(who.session, content_id, who.language)
    found = queries.revisions(
        who.session,
        content_id,
        visible_to=who.actor,
        older_than=whole_number(request.args.get("before"), most=LARGEST_KEY),
        newer_than=whole_number(request.args.get("after"), most=LARGEST_KEY),
    )
    newer, older = found.edges(lambda line: line.number)
    return page(
        "versions.html",
        content_id=content_id,
        title=title,
        stand=now,
        rows=found.rows,
        newer=url_for(".versions", content_id=content_id, after=newer) if newer else None,
        older=url_for(".versions", content_id=content_id, before=older) if older else None,
    )


@bp.get("/contents/<int:content_id>/versions/<int:revision_number>")
@access(Can.SEE_CONTENT)
def version(content_id: int, revision_number: int) -> Response:
    """One revision, whole, and what it changed of the one before, or of the one chosen (`with`)."""
    who = reader()
    shown = queries.revision(who.session, content_id, revision_number, visible_to=who.actor)
    other = whole_number(request.args.get("with"), most=LARGEST_KEY) or revision_number - 1
    before = _other(content_id, other) if other != revision_number else None
    parts = [one.parts for one in (shown, before) if one]
    called = names(
        who.session,
        topics=[topic for one in parts for topic in one.topics],
        objectives=[one.objective_id for one in parts if one.objective_id is not None],
        language=who.language.value,
    )
    changes = compared(before.parts, shown.parts, called, reader=who.language.value) if before else None
    return page(
        "version.html", shown=shown, before=before, changes=changes, names=called, language=who.language
    )


def _other(content_id: int, number: int) -> RevisionView | None:
    who = reader()
    try:
        return queries.revision(who.session, content_id, number, visible_to=who.actor)
    except NotVisible:
        return None
