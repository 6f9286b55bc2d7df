"""What can be chosen in the forms of the administration."""

from __future__ import annotations

from typing import TypeVar

from advocacy.access import current_actor
from advocacy.db import db
from advocacy.people.forms.people import PlacementForm
from advocacy.people.queries import organisation
from advocacy.roles import Can

F = TypeVar("F", bound=PlacementForm)
_INDENT = "\u2003"


def with_places(form: F) -> F:
    """The form with employers, sites and the departments in which the actor may place somebody."""
    session = db.session()
    employers = [(employer.id, employer.name) for employer in organisation.employers(session)]
    sites = [(site.id, f"{site.name} – {site.employer}") for site in organisation.sites(session)]
    form.offer(employers, sites, departments())
    return form


def departments() -> list[tuple[int, str]]:
    """The open departments in which the actor looks after people, indented as in the tree."""
    rows = organisation.open_departments(
        db.session(), visible_to=current_actor(), permission=Can.MANAGE_PEOPLE
    )
    return [(row_id, f"{_INDENT * depth}{name}") for row_id, name, depth in rows]
