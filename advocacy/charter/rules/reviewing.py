"""Decisions of a review: who may decide, on exactly what, and how much the change weighs."""

from __future__ import annotations

from dataclasses import dataclass

from advocacy.charter.rules.drafting import Stage
from advocacy.charter.rules.words import Decision, Force, Weight
from advocacy.errors import Refused


@dataclass(frozen=True)
class ReviewFacts:
    """What a review is decided on: `manifest` of the draft as it is now, `submitted` as handed in.

    `writers` are the author, everyone who saved something in the draft, and whoever handed it in.
    """

    stage: Stage
    writers: frozenset[int]
    manifest: str
    submitted: str | None
    must_be_material: bool


def must_be_material(*, force: Force, force_before: Force | None) -> bool:
    """Whether a version cannot be minor: the first one, and one that turns information into duties."""
    return force_before is None or (force is Force.BINDING and force_before is Force.INFORMATIVE)


def check_submission(now: Stage, problems: int) -> None:
    """Raise Refused unless a draft is being written (or came back) and nothing is wrong with it."""
    if now is Stage.IN_REVIEW:
        raise Refused("This version is in review already.")
    if now is Stage.APPROVED:
        raise Refused("This version is approved already.")
    if now not in (Stage.WRITING, Stage.RETURNED):
        raise Refused("Only a draft can be submitted for review.")
    if problems:
        raise Refused("Mend what is listed below first: a version goes to review without problems.")


def check_reviewer(facts: ReviewFacts, by: int | None) -> None:
    """Raise Refused unless the version is in review and `by` had no hand in it."""
    if facts.stage is not Stage.IN_REVIEW:
        raise Refused(
            "This version is not in review: it was changed, approved or returned since you opened it."
        )
    if by is None or by in facts.writers:
        raise Refused("Someone else must review a version you wrote in or submitted.")


def may_decide(facts: ReviewFacts, by: int | None) -> bool:
    """Whether `by` may decide on the version now."""
    try:
        check_reviewer(facts, by)
    except Refused:
        return False
    return True


def decide(
    facts: ReviewFacts,
    *,
    by: int | None,
    shown: str,
    decision: Decision,
    weight: Weight | None,
    note: str,
) -> Weight | None:
    """The weight of the change when approved, None when returned.

    `shown` is the manifest of what the reviewer had in front of them. Raises Refused when they may not
    decide, when that is no longer what was handed in, or when the weight or the reason is missing.
    """
    check_reviewer(facts, by)
    if not shown == facts.manifest == facts.submitted:
        raise Refused("This version changed since you opened it. Read it again, then decide.")
    if decision is Decision.RETURNED:
        if not note.strip():
            raise Refused("Say what should change before you return a version to its author.")
        return None
    if facts.must_be_material:
        return Weight.MATERIAL
    if weight is None:
        raise Refused(
            "Decide whether the change is minor or material: after a material one everyone owes it again."
        )
    return weight
