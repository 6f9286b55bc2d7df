"""The tree of departments: entering, renaming, moving, closing and opening its parts."""

from __future__ import annotations

from advocacy.folding import fold
from advocacy.people.events.organisation import (
    DepartmentAdded,
    DepartmentClosed,
    DepartmentMoved,
    DepartmentRenamed,
    DepartmentReopened,
)
from advocacy.people.imports.names import place_name
from advocacy.people.models import Department
from advocacy.people.queries import organisation
from advocacy.people.rules import departments as rules
from advocacy.people.rules.placing import check_whole_company
from advocacy.roles import Can
from advocacy.work import Work


def add(work: Work, name: str, parent_id: int | None) -> Department:
    """Enter a department under another, or at the top. Raises Refused."""
    _check_may(work)
    parent = _parent(work, parent_id)
    rules.check_place(
        path=None,
        deepest_below=0,
        parent_path=parent.path if parent else None,
        parent_closed=parent.closed if parent else False,
    )
    clean = place_name(name)
    _check_name(work, parent_id, clean, but=None)
    made = Department(name=clean, parent_id=parent_id, sort_key=fold(clean), depth=_depth_under(parent))
    work.session.add(made)
    work.session.flush()
    made.path = f"{parent.path if parent else ''}{made.id}/"
    work.record(DepartmentAdded(department_id=made.id, called=clean))
    return made


def _parent(work: Work, parent_id: int | None) -> Department | None:
    if parent_id is None:
        return None
    return organisation.department(work.session, parent_id, visible_to=work.actor)


def rename(work: Work, department: Department, name: str) -> None:
    """Give a department another name. Raises Refused."""
    _check_may(work)
    clean = place_name(name)
    _check_name(work, department.parent_id, clean, but=department.id)
    if department.name == clean:
        return
    department.name, department.sort_key = clean, fold(clean)
    work.record(DepartmentRenamed(department_id=department.id, called=clean))


def move(work: Work, department: Department, parent_id: int | None) -> None:
    """Hang a department and all below it under another one, or at the top. Raises Refused."""
    _check_may(work)
    if department.parent_id == parent_id:
        return
    parent = _parent(work, parent_id)
    branch = organisation.branch(work.session, department.path)
    rules.check_place(
        path=department.path,
        deepest_below=max(part.depth for part in branch) - department.depth,
        parent_path=parent.path if parent else None,
        parent_closed=parent.closed if parent else False,
    )
    _check_name(work, parent_id, department.name, but=department.id)
    old, deeper = department.path, _depth_under(parent) - department.depth
    new = f"{parent.path if parent else ''}{department.id}/"
    for part in branch:
        part.path = rules.moved_path(part.path, of=old, to=new)
        part.depth += deeper
    department.parent_id = parent_id
    work.record(DepartmentMoved(department_id=department.id, called=department.name, parent_id=parent_id))


def close(work: Work, department: Department) -> None:
    """Let nobody be placed in a department any more. Refused while somebody is, or while it has open
    parts."""
    _check_may(work)
    if department.closed:
        return
    rules.check_closing(
        people=organisation.people_placed(work.session, department.id, work.today),
        open_parts=organisation.open_parts(work.session, department.id),
    )
    department.closed = True
    work.record(DepartmentClosed(department_id=department.id, called=department.name))


def reopen(work: Work, department: Department) -> None:
    """Use a closed department again."""
    _check_may(work)
    if not department.closed:
        return
    department.closed = False
    work.record(DepartmentReopened(department_id=department.id, called=department.name))


def _check_may(work: Work) -> None:
    work.actor.require(Can.MANAGE_ORGANISATION)
    check_whole_company(work.actor.scope(Can.MANAGE_ORGANISATION))


def _check_name(work: Work, parent_id: int | None, name: str, *, but: int | None) -> None:
    rules.check_name(organisation.has_sister(work.session, parent_id, fold(name), but=but))


def _depth_under(parent: Department | None) -> int:
    return parent.depth + 1 if parent else 0
