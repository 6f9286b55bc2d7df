"""A published version: what it is, its folder, and starting the next one from it."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.archive import to_zip
from advocacy.charter.reader import reader
from advocacy.charter.routes.manage.drafts import as_file
from advocacy.htmx import go
from advocacy.training import spoken
from advocacy.training.actions import drafts as writing
from advocacy.training.actions.folders import export_folder
from advocacy.training.previewing import previews
from advocacy.training.queries import versions as queries
from advocacy.training.queries.versions import WrittenVersion
from advocacy.training.routes.manage.blueprint import bp, page
from advocacy.work import unit_of_work


@bp.get("/versions/<int:module_version_id>")
@access(Can.SEE_TRAINING_DRAFTS)
def version(module_version_id: int) -> Response:
    """One published version."""
    found = _find(module_version_id)
    return page(
        "version.html",
        version=found,
        previews=previews(found.texts),
        fingerprints=_fingerprints(found),
        may_write=reader().actor.can(Can.WRITE_TRAINING),
    )


@bp.get("/versions/<int:module_version_id>/folder")
@access(Can.SEE_TRAINING_DRAFTS)
def download_version(module_version_id: int) -> Response:
    """The version as a zip of its folder."""
    found = _find(module_version_id)
    return as_file(to_zip(export_folder(found.parts), folder=found.slug), f"{found.slug}-{found.number}.zip")


@bp.post("/versions/<int:module_version_id>/drafts")
@access(Can.WRITE_TRAINING)
def start_from_version(module_version_id: int) -> Response:
    """Begin the next version from a published one, its settings included."""
    with unit_of_work() as work:
        old = queries.version(work.session, module_version_id, visible_to=work.actor)
        draft_id = writing.start(work, old.slug, writing.from_version(old))
    flash(_("This draft starts from version %(number)s. Write a new change note.", number=old.number), "ok")
    return go(url_for(".draft", module_draft_id=draft_id))


def _find(version_id: int) -> WrittenVersion:
    who = reader()
    return queries.version(who.session, version_id, visible_to=who.actor)


def _fingerprints(found: WrittenVersion) -> list[tuple[str, str]]:
    """Each hash with what it is of."""
    lines = [(_("The version (manifest)"), found.manifest)]
    for language, (text, html) in found.hashes.items():
        name = str(spoken.LANGUAGES[language])
        lines.append((_("Text: %(language)s", language=name), text))
        lines.append((_("HTML shown: %(language)s", language=name), html))
    return lines
