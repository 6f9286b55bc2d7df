"""What of the people waits for HR: a first import, imports to look through."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask import url_for
from flask_babel import gettext
from sqlalchemy import Integer, exists, literal, select

from advocacy.errors import N_
from advocacy.languages import ngettext
from advocacy.people.models import PeopleImport, Person
from advocacy.roles import Actor, Can
from advocacy.to_dos import Waiting
from advocacy.uploads.models import ImportState


def to_dos(actor: Actor, *, day: date) -> Iterable[Waiting]:  # noqa: ARG001 - as every source
    """Beginning with an import while nobody else is here; then imports nobody has applied yet."""
    if not actor.can(Can.IMPORT_PEOPLE):
        return
    other = exists().where(Person.id != actor.id)
    yield Waiting(
        select(literal(1, Integer)).where(~other, ~exists().select_from(PeopleImport)),
        lambda _count: gettext("Import your people"),
        lambda _count, _first: url_for("people_imports.index"),
        N_("Nobody but you is here yet. Begin with a spreadsheet, then give the roles."),
        N_("Begin"),
        "upload",
    )
    yield Waiting(
        select(PeopleImport.id).where(PeopleImport.state == ImportState.READY),
        lambda count: ngettext(
            "%(num)s import of people to look through", "%(num)s imports of people to look through", count
        ),
        lambda count, first: (
            url_for("people_imports.show", import_id=first) if count == 1 else url_for("people_imports.index")
        ),
        N_("It changes nothing before you apply it."),
        N_("Look"),
        "upload",
    )
