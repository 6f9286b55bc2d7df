"""Settings of a draft: force, language with authority, term for joiners, the audience with its count."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy import htmx
from advocacy.access import Can, access
from advocacy.charter import spoken
from advocacy.charter.actions import drafts as actions
from advocacy.charter.forms.writing import SettingsForm, lines_typed
from advocacy.charter.queries import drafts as queries
from advocacy.charter.queries.audience import count
from advocacy.charter.queries.drafts import DraftView
from advocacy.charter.queries.places import places
from advocacy.charter.reader import reader
from advocacy.charter.routes.manage.blueprint import bp, steps
from advocacy.charter.rules.audience import AudienceLine
from advocacy.htmx import go
from advocacy.work import unit_of_work

EMPTY_LINES = 2


@bp.get("/drafts/<int:draft_id>/settings")
@access(Can.SEE_CHARTER_DRAFTS)
def settings(draft_id: int) -> Response:
    """The settings, and who would be concerned today."""
    found = _find(draft_id)
    form = SettingsForm(
        formdata=None,
        data={
            "edition": str(found.edition),
            "force": found.force.value,
            "authoritative": found.authoritative.value,
            "days_to_acknowledge": found.days_to_acknowledge,
        },
    )
    return _page(found, form, found.audience)


@bp.post("/drafts/<int:draft_id>/settings")
@access(Can.WRITE_CHARTER)
def save_settings(draft_id: int) -> Response:
    """Keep the settings and the audience."""
    form, lines = SettingsForm(), lines_typed(request.form)
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.save_settings(
                work,
                draft_id,
                edition=form.opened_at(),
                force=form.chosen_force(),
                authoritative=form.chosen_language(),
                days_to_acknowledge=form.days_to_acknowledge.data,
                audience=lines,
            )
        if not form.errors:
            flash(_("Saved."), "ok")
            return go(url_for(".settings", draft_id=draft_id))
    return _page(_find(draft_id), form, lines, status=form.status)


@bp.post("/drafts/<int:draft_id>/audience")
@access(Can.WRITE_CHARTER)
def count_audience(draft_id: int) -> Response:
    """Who would be concerned by the lines as they are chosen now; nothing is saved."""
    return _page(_find(draft_id), SettingsForm(), lines_typed(request.form), fragment=True)


def _find(draft_id: int) -> DraftView:
    who = reader()
    return queries.draft(who.session, draft_id, visible_to=who.actor)


def _page(
    found: DraftView,
    form: SettingsForm,
    lines: Sequence[AudienceLine],
    *,
    fragment: bool = False,
    status: int = 200,
) -> Response:
    who = reader()
    if status == 409:
        form.edition.data = str(found.edition)
    meant = [line for line in lines if not line.is_empty]
    return htmx.page(
        "charter/manage/settings.html",
        fragment="charter/manage/_audience_count.html" if fragment else None,
        spoken=spoken,
        draft=found,
        form=form,
        steps=steps(found, "settings"),
        lines=[*meant, *[AudienceLine()] * EMPTY_LINES],
        places=places(who.session),
        role_choices=[(role.value, label) for role, label in spoken.ROLES.items()],
        everyone=not meant,
        people=count(who.session, meant, who.today),
        status=status,
    )
