"""Roles of one person."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.db import db
from advocacy.errors import Refused
from advocacy.htmx import go, page
from advocacy.languages import say
from advocacy.moment import today
from advocacy.people.actions import grants
from advocacy.people.forms.people import GrantForm
from advocacy.people.queries import history
from advocacy.people.routes.admin import bp
from advocacy.people.routes.admin.choices import departments
from advocacy.people.routes.admin.persons import found, seen
from advocacy.people.routes.admin.sections import role_name
from advocacy.roles import GRANTABLE, Role
from advocacy.work import unit_of_work


@bp.get("/people/<int:person_id>/roles")
@access(Can.GRANT_ROLE)
def roles(person_id: int) -> Response:
    """The roles of a person, and a form for another."""
    return _roles_page(person_id, _form())


@bp.post("/people/<int:person_id>/roles")
@access(Can.GRANT_ROLE)
def grant(person_id: int) -> Response:
    """Give a role. The person's sign-ins end, so that the new role holds from the next one on."""
    form = _form()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            someone = found(work, person_id)
            grants.grant(work, someone, Role(form.role.data), department_id=form.department.data)
    if form.errors:
        return _roles_page(person_id, form)
    flash(_("The role is given. The person is signed out everywhere and signs in anew."), "success")
    return go(url_for(".roles", person_id=person_id))


@bp.post("/people/<int:person_id>/roles/<int:grant_id>/revocation")
@access(Can.GRANT_ROLE)
def revoke(person_id: int, grant_id: int) -> Response:
    """Take a role away."""
    try:
        with unit_of_work() as work:
            grants.revoke(work, found(work, person_id), grant_id)
    except Refused as refused:
        form = _form()
        form.form_errors = [say(refused)]
        return _roles_page(person_id, form)
    flash(_("The role is taken away. The person is signed out everywhere."), "success")
    return go(url_for(".roles", person_id=person_id))


def _form() -> GrantForm:
    form = GrantForm()
    form.offer([(role.value, role_name(role)) for role in GRANTABLE], departments())
    return form


def _roles_page(person_id: int, form: GrantForm) -> Response:
    someone = seen(person_id)
    facts = [fact for fact in history.facts(db.session(), person_id) if fact.kind == "role"]
    return page("admin/roles.html", form=form, person=someone, roles=facts, today=today(), status=form.status)
