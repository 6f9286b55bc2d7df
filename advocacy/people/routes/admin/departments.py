"""The tree of departments."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.errors import Refused
from advocacy.htmx import go, page
from advocacy.languages import say
from advocacy.moment import today
from advocacy.people.actions import departments as acts
from advocacy.people.forms.organisation import DepartmentForm, DepartmentMoveForm, DepartmentNameForm
from advocacy.people.models import Department
from advocacy.people.queries import organisation as queries
from advocacy.people.routes.admin import bp
from advocacy.people.routes.admin.choices import departments as choices
from advocacy.work import Work, unit_of_work


@bp.get("/departments")
@access(Can.MANAGE_ORGANISATION)
def departments() -> Response:
    """The tree as far as the actor looks after it, with how many work where."""
    tree = queries.tree(db.session(), today(), visible_to=current_actor())
    return page("admin/departments.html", tree=tree, may_change=_may_change())


@bp.get("/departments/new")
@access(Can.MANAGE_ORGANISATION)
def new_department() -> Response:
    """Enter a department."""
    return page("admin/new_department.html", form=_new())


@bp.post("/departments")
@access(Can.MANAGE_ORGANISATION)
def add_department() -> Response:
    """Keep the department."""
    form = _new()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            acts.add(work, form.name.data, form.parent.data)
    if form.errors:
        return page("admin/new_department.html", form=form, status=form.status)
    return go(url_for(".departments"))


@bp.get("/departments/<int:department_id>")
@access(Can.MANAGE_ORGANISATION)
def department(department_id: int) -> Response:
    """Rename, move, close or open one department."""
    return _department_page(department_id)


@bp.post("/departments/<int:department_id>/name")
@access(Can.MANAGE_ORGANISATION)
def rename_department(department_id: int) -> Response:
    """Keep the other name."""
    form = DepartmentNameForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            acts.rename(work, _department(work, department_id), form.name.data)
    if form.errors:
        return _department_page(department_id, name_form=form)
    return go(url_for(".departments"))


@bp.post("/departments/<int:department_id>/parent")
@access(Can.MANAGE_ORGANISATION)
def move_department(department_id: int) -> Response:
    """Hang it elsewhere."""
    form = DepartmentMoveForm()
    form.offer(choices())
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            acts.move(work, _department(work, department_id), form.parent.data)
    if form.errors:
        return _department_page(department_id, move_form=form)
    return go(url_for(".departments"))


@bp.post("/departments/<int:department_id>/closing")
@access(Can.MANAGE_ORGANISATION)
def close_department(department_id: int) -> Response:
    """Close it."""
    return _do(department_id, acts.close, _("The department is closed."))


@bp.post("/departments/<int:department_id>/reopening")
@access(Can.MANAGE_ORGANISATION)
def reopen_department(department_id: int) -> Response:
    """Open it again."""
    return _do(department_id, acts.reopen, _("The department is open again."))


def _department(work: Work, department_id: int) -> Department:
    return queries.department(work.session, department_id, visible_to=work.actor)


def _may_change() -> bool:
    """Whether the buttons are worth showing: the tree belongs to the whole company."""
    return current_actor().scope(Can.MANAGE_ORGANISATION) is None


def _do(department_id: int, act: Callable[[Work, Department], None], done: str) -> Response:
    try:
        with unit_of_work() as work:
            act(work, _department(work, department_id))
    except Refused as refused:
        flash(say(refused), "danger")
    else:
        flash(done, "success")
    return go(url_for(".department", department_id=department_id))


def _department_page(
    department_id: int,
    name_form: DepartmentNameForm | None = None,
    move_form: DepartmentMoveForm | None = None,
) -> Response:
    one = queries.department(db.session(), department_id, visible_to=current_actor())
    typed = name_form or move_form
    if move_form is None:
        move_form = DepartmentMoveForm(formdata=None, data={"parent": one.parent_id})
        move_form.offer(choices())
    return page(
        "admin/department.html",
        department=one,
        form=typed,
        name_form=name_form or DepartmentNameForm(formdata=None, data={"name": one.name}),
        move_form=move_form,
        may_change=_may_change(),
        status=typed.status if typed else 200,
    )


def _new() -> DepartmentForm:
    form = DepartmentForm()
    form.offer(choices())
    return form
