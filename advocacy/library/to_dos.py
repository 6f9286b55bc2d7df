"""What of the library waits for approvers: objectives whose review is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask import url_for

from advocacy.errors import N_
from advocacy.languages import ngettext
from advocacy.library.queries.objectives import overdue
from advocacy.roles import Actor, Can
from advocacy.to_dos import Waiting


def to_dos(actor: Actor, *, day: date) -> Iterable[Waiting]:
    """Objectives of this owner to look at again."""
    if actor.can(Can.SET_OBJECTIVE):
        yield Waiting(
            overdue(actor.id, day),
            lambda count: ngettext("%(num)s objective to review", "%(num)s objectives to review", count),
            lambda count, first: (
                url_for("library_manage.objective", objective_id=first)
                if count == 1
                else url_for("library_manage.objectives")
            ),
            N_("Keep it, change it or stop it: the day you set has come."),
            N_("Review"),
            "scale",
        )
