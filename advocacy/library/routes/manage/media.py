"""Files of content for those who write and review: pictures to be seen, videos and PDFs to be saved only."""

from __future__ import annotations

from flask import Response, send_file

from advocacy.access import Can, access
from advocacy.charter.reader import reader
from advocacy.errors import NotVisible
from advocacy.library.queries.media import file_named
from advocacy.library.routes.manage.blueprint import bp
from advocacy.library.rules.words import MediaKind
from advocacy.library.shelf import path_of
from advocacy.wiring import wiring


@bp.get("/media/<sha256>/file")
@access(Can.SEE_CONTENT)
def media(sha256: str) -> Response:
    """The file of this hash. Its type is what we found in it, and its name is ours."""
    found = file_named(reader().session, sha256)
    path = path_of(wiring().settings.data_dir, found.sha256)
    if not path.is_file():
        raise NotVisible
    answer = send_file(
        path,
        mimetype=found.type,
        as_attachment=found.kind is not MediaKind.IMAGE,
        download_name=found.name,
        conditional=False,
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
