"""A published version: what it is, how far it has come, its folder, and taking it back."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter import spoken
from advocacy.charter.actions import publishing as actions
from advocacy.charter.actions.folders import export_folder
from advocacy.charter.archive import to_zip
from advocacy.charter.forms.publishing import WithdrawalForm
from advocacy.charter.previewing import previews
from advocacy.charter.queries import publications as queries
from advocacy.charter.queries.places import places
from advocacy.charter.queries.progress import progress
from advocacy.charter.reader import reader
from advocacy.charter.routes.manage.blueprint import bp, page
from advocacy.charter.routes.manage.drafts import as_file
from advocacy.htmx import go
from advocacy.work import unit_of_work


@bp.get("/versions/<int:version_id>")
@access(Can.SEE_CHARTER_DRAFTS)
def version(version_id: int) -> Response:
    """One published version."""
    return _page(version_id, WithdrawalForm(formdata=None))


@bp.get("/versions/<int:version_id>/folder")
@access(Can.SEE_CHARTER_DRAFTS)
def download_version(version_id: int) -> Response:
    """The version as a zip of its folder."""
    who = reader()
    found = queries.publication(who.session, version_id, visible_to=who.actor, now=who.now, zone=who.zone)
    name = f"{found.facts.slug}-{found.facts.number}"
    return as_file(to_zip(export_folder(found.parts), folder=name), f"{name}.zip")


@bp.post("/versions/<int:version_id>/withdrawal")
@access(Can.PUBLISH_CHARTER)
def withdraw(version_id: int) -> Response:
    """Take the version back: cancel a scheduled publication, or withdraw what is published."""
    form = WithdrawalForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.withdraw(work, version_id, form.reason.data)
        if not form.errors:
            flash(_("Taken back. Nobody is asked for this version any more."), "ok")
            return go(url_for(".version", version_id=version_id))
    return _page(version_id, form, status=form.status)


def _page(version_id: int, form: WithdrawalForm, *, status: int = 200) -> Response:
    who = reader()
    found = queries.publication(who.session, version_id, visible_to=who.actor, now=who.now, zone=who.zone)
    asked = [found.asked] if found.asked else []
    counts = progress(who.session, asked, day=who.today, at=who.now)
    return page(
        "version.html",
        version=found,
        counts=counts.get(version_id),
        places=places(who.session),
        fingerprints=_fingerprints(found),
        previews=previews(found.parts.texts) if found.parts.has_quiz else (),
        form=form,
        may_publish=who.actor.can(Can.PUBLISH_CHARTER),
        today=who.today,
        status=status,
    )


def _fingerprints(found: queries.Publication) -> list[tuple[str, str]]:
    """Each hash with what it is of."""
    lines = [(_("The version (manifest)"), found.manifest)]
    for text in found.texts:
        language = str(spoken.LANGUAGES[text.parts.language])
        lines.append((_("Text: %(language)s", language=language), text.sha256))
        lines.append((_("HTML shown: %(language)s", language=language), text.html_sha256))
    return lines
