"""What of the trainings waits for approvers and HR."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask import url_for
from sqlalchemy import Select, exists, select

from advocacy.charter.queries.open_drafts import to_review
from advocacy.errors import N_
from advocacy.languages import ngettext
from advocacy.people.models import Person
from advocacy.people.queries.directory import visible
from advocacy.roles import Actor, Can
from advocacy.to_dos import Waiting
from advocacy.training.models import Proof, ProofDecision
from advocacy.training.queries.tables import TRAINING


def to_dos(actor: Actor, *, day: date) -> Iterable[Waiting]:
    """Trainings to review, proofs to check."""
    if actor.can(Can.APPROVE_TRAINING):
        yield Waiting(
            to_review(TRAINING, actor.id),
            lambda count: ngettext("%(num)s training to review", "%(num)s trainings to review", count),
            lambda count, first: (
                url_for("training_manage.review", module_draft_id=first)
                if count == 1
                else url_for("training_manage.index")
            ),
            N_("It cannot be published before you decide."),
            N_("Review"),
        )
    if actor.can(Can.CHECK_PROOF):
        yield Waiting(
            _to_check(actor, day),
            lambda count: ngettext(
                "%(num)s proof of training to check", "%(num)s proofs of training to check", count
            ),
            lambda count, first: (
                url_for("training_proofs.show", proof_id=first)
                if count == 1
                else url_for("training_proofs.index")
            ),
            N_("It counts as soon as you accept it."),
            N_("Check"),
            "seal",
        )


def _to_check(actor: Actor, day: date) -> Select[int]:
    """The proofs from elsewhere, of people in sight, that nobody has decided about; one's own waits for a
    colleague."""
    return (
        select(Proof.id)
        .join(Person, Person.id == Proof.person_id)
        .where(
            Proof.person_id != actor.id,
            ~exists().where(ProofDecision.proof_id == Proof.id),
            visible(actor, Can.CHECK_PROOF, day),
        )
    )
