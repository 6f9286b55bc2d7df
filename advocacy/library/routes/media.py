"""Files of content, given out: pictures to be seen or saved, videos and PDFs to be saved only."""

from __future__ import annotations

from flask import Blueprint, Response, request, send_file

from advocacy.access import Can, access
from advocacy.charter.reader import reader
from advocacy.errors import NotVisible
from advocacy.library.queries.media import file_named
from advocacy.library.rules.words import MediaKind
from advocacy.library.shelf import path_of
from advocacy.wiring import wiring

bp = Blueprint("library_media", __name__, url_prefix="/library/media")


@bp.get("/<sha256>/file")
@access(Can.READ_LIBRARY)
def file(sha256: str) -> Response:
    """The file of this hash. Its type is what we found, its name is ours; `?save` saves a picture."""
    who = reader()
    found = file_named(who.session, sha256, visible_to=who.actor)
    path = path_of(wiring().settings.data_dir, found.sha256)
    if not path.is_file():
        raise NotVisible
    answer = send_file(
        path,
        mimetype=found.type,
        as_attachment=found.kind is not MediaKind.IMAGE or "save" in request.args,
        download_name=found.name,
        conditional=False,
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
