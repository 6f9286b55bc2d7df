"""What the pages of a review do with what was sent: hand a draft in, decide on it.

Trainings are reviewed as the charter is. Each room gives its own action, which checks and writes.
"""

from __future__ import annotations

from typing import Protocol

from flask import flash
from flask_babel import gettext as _

from advocacy.charter.forms.publishing import EditionForm, ReviewForm
from advocacy.charter.rules.words import Decision, Weight
from advocacy.numbers import whole_number
from advocacy.work import Work, unit_of_work


class HandsIn(Protocol):
    """The action that hands a draft in, or raises Refused."""

    def __call__(self, work: Work, draft_id: int, /, *, edition: int) -> None:
        """Hand the draft in if it still is this edition."""


class Decides(Protocol):
    """The action that decides on a draft, or raises Refused."""

    def __call__(
        self,
        work: Work,
        draft_id: int,
        /,
        *,
        shown: str,
        decision: Decision,
        weight: Weight | None,
        note: str,
    ) -> None:
        """Decide on the draft if its manifest still is the one shown."""


def handed_in(form: EditionForm, draft_id: int, submit: HandsIn) -> bool:
    """Whether the draft is handed in now, exactly as it was on the page; if not, the form says why."""
    if not form.validate_on_submit():
        return False
    with form.refusing(), unit_of_work() as work:
        submit(work, draft_id, edition=whole_number(form.edition.data) or 0)
    if form.errors:
        return False
    flash(_("Submitted for review. Any change from now on takes it back."), "ok")
    return True


def decided(form: ReviewForm, draft_id: int, decide: Decides) -> bool:
    """Whether exactly what was on the page is approved or returned now; if not, the form says why."""
    if not form.validate_on_submit():
        return False
    decision = Decision(form.decision.data)
    with form.refusing(), unit_of_work() as work:
        decide(
            work,
            draft_id,
            shown=form.manifest.data or "",
            decision=decision,
            weight=form.chosen_weight(),
            note=form.note.data or "",
        )
    if form.errors:
        return False
    approved = decision is Decision.APPROVED
    flash(_("Approved.") if approved else _("Returned to its author."), "ok")
    return True
