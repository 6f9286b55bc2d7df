"""One post: its page with the share box, its files, and its recall."""

from __future__ import annotations

from pathlib import Path

from flask import Response, abort, request, send_file, url_for

from advocacy.access import Can, access
from advocacy.db import db
from advocacy.errors import NotVisible
from advocacy.htmx import go
from advocacy.library.rules.media import ENDINGS
from advocacy.library.shelf import path_of
from advocacy.moment import now
from advocacy.relay.queries.media import live_file
from advocacy.relay.queries.recalled import recall_told
from advocacy.relay.routes.blueprint import bp, mine, page
from advocacy.relay.routes.showing import post_page
from advocacy.relay.thumbnails import TYPE, thumbnail
from advocacy.wiring import wiring


@bp.get("/<int:post_id>")
@access(Can.READ_LIBRARY)
def show(post_id: int) -> Response:
    """One post; `?network=`, `?language=` and `?wording=` choose what stands in the share box."""
    try:
        return post_page(post_id)
    except NotVisible:
        recall_told(db.session(), post_id, at=now(), language=mine())
        return go(url_for(".recall", recalled_id=post_id))


@bp.get("/<int:recalled_id>/recall")
@access(Can.READ_LIBRARY)
def recall(recalled_id: int) -> Response:
    """Why a post was recalled, and what may be said instead."""
    found = recall_told(db.session(), recalled_id, at=now(), language=mine())
    return page("relay/recall.html", recall=found)


@bp.get("/<int:post_id>/media/<int:position>/file")
@access(Can.READ_LIBRARY)
def media(post_id: int, position: int) -> Response:
    """A picture, video or document of a post; with `?download=1`, and but for pictures always, to be kept."""
    found = live_file(db.session(), post_id, position, at=now())
    path = path_of(wiring().settings.data_dir, found.sha256)
    name = f"{post_id}-{position}.{ENDINGS[found.type]}"
    return _sent(path if path.is_file() else None, found.type, name=name)


@bp.get("/<int:post_id>/media/<int:position>/small/file")
@access(Can.READ_LIBRARY)
def small(post_id: int, position: int) -> Response:
    """A picture of a post as the feed shows it."""
    found = live_file(db.session(), post_id, position, at=now())
    if not found.is_picture:
        raise NotVisible
    return _sent(thumbnail(wiring().settings.data_dir, found.sha256), TYPE)


def _sent(path: Path | None, type_: str, *, name: str | None = None) -> Response:
    """The file, which its reader's browser may keep for an hour; 404 when it is gone."""
    if path is None:
        abort(404)
    answer = send_file(
        path,
        mimetype=type_,
        # Only pictures, which were drawn anew, are shown as they are: what came from outside is saved.
        as_attachment=not type_.startswith("image/") or "download" in request.args,
        download_name=name,
        conditional=True,
    )
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer
