"""Templates: keeping a content as one, those there are, retiring one."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.reader import reader
from advocacy.htmx import go
from advocacy.library.actions import templates as actions
from advocacy.library.forms.starting import TemplateForm
from advocacy.library.queries import templates as queries
from advocacy.library.queries.drafts import head
from advocacy.library.routes.manage.blueprint import bp, page
from advocacy.work import unit_of_work


@bp.get("/templates")
@access(Can.WRITE_CONTENT)
def templates() -> Response:
    """What a content may begin from."""
    return page("templates.html", rows=queries.templates(reader().session))


@bp.get("/contents/<int:content_id>/template")
@access(Can.WRITE_CONTENT)
def template_of(content_id: int) -> Response:
    """Ask for the name of the template that this content becomes."""
    return _page(content_id, TemplateForm(formdata=None))


@bp.post("/contents/<int:content_id>/template")
@access(Can.WRITE_CONTENT)
def keep_template(content_id: int) -> Response:
    """Keep what is saved of a content as a template."""
    form = TemplateForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.keep_as_template(work, content_id, name=form.name.data or "")
        if not form.errors:
            flash(_("Kept. New content can begin from it."), "ok")
            return go(url_for(".templates"))
    return _page(content_id, form)


@bp.post("/templates/<int:template_id>/retirement")
@access(Can.WRITE_CONTENT)
def retire_template(template_id: int) -> Response:
    """Offer a template no longer."""
    with unit_of_work() as work:
        actions.retire(work, template_id)
    flash(_("Retired. What began from it stays as it is."), "ok")
    return go(url_for(".templates"))


def _page(content_id: int, form: TemplateForm) -> Response:
    who = reader()
    return page(
        "template_of.html",
        content=head(who.session, content_id, visible_to=who.actor),
        form=form,
        status=form.status,
    )
