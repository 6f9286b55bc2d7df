"""Handing a module's draft in, and deciding on exactly what was handed in."""

from __future__ import annotations

from advocacy.access import Can
from advocacy.charter.actions.reviewing import LONGEST_NOTE
from advocacy.charter.actions.telling import Post, tell_approvers, tell_writers
from advocacy.charter.rules import Decision, Weight
from advocacy.charter.rules import reviewing as rules
from advocacy.errors import Forbidden, Refused
from advocacy.training.events.modules import (
    TrainingDraftReturned,
    TrainingDraftSubmitted,
    TrainingVersionApproved,
)
from advocacy.training.models import ModuleDraft, ModuleReview, ModuleSubmission
from advocacy.training.proofreading import proofread
from advocacy.training.queries import drafts as queries
from advocacy.training.queries.drafts import DraftView
from advocacy.training.queries.versions import newest, review_facts
from advocacy.work import Work

POST = Post("training_submitted", "training_decided", Can.APPROVE_TRAINING, "/training/manage")


def submit(work: Work, draft_id: int, *, edition: int) -> None:
    """Hand the draft in for review. Raises Refused when it has problems or changed since it was shown."""
    work.actor.require(Can.WRITE_TRAINING)
    if work.actor.id is None:
        raise Forbidden("only a person hands in")
    draft = _locked(work, draft_id)
    rules.check_submission(draft.stage, len(proofread(draft.kind, draft.settings, draft.texts)))
    if draft.edition != edition:
        raise Refused("This draft was changed elsewhere since you opened the page. Read it again first.")
    submission = ModuleSubmission(
        draft_id=draft.id,
        manifest=draft.manifest,
        edition=draft.edition,
        by_id=work.actor.id,
        at=work.now,
    )
    work.session.add(submission)
    work.session.flush()
    tell_approvers(work, draft, submission.id, POST)
    work.record(TrainingDraftSubmitted(module=draft.slug, number=draft.number, manifest=draft.manifest))


def decide(
    work: Work,
    draft_id: int,
    *,
    shown: str,
    decision: Decision,
    weight: Weight | None = None,
    note: str = "",
) -> None:
    """Approve the draft (saying how much it changes) or return it; `shown` is the manifest on the page.

    Raises Refused when the actor had a hand in it, when it changed, or when weight or reason is missing.
    """
    work.actor.require(Can.APPROVE_TRAINING)
    draft = _locked(work, draft_id)
    if len(note) > LONGEST_NOTE:
        raise Refused("A note has at most %(most)s characters.", most=LONGEST_NOTE)
    facts = review_facts(draft, newest(work.session, draft.module_id))
    decided = rules.decide(facts, by=work.actor.id, shown=shown, decision=decision, weight=weight, note=note)
    if draft.review is None or work.actor.id is None:
        raise Forbidden("nothing was handed in")
    work.session.add(
        ModuleReview(
            submission_id=draft.review.submission_id,
            decision=decision,
            weight=decided,
            note=note.strip(),
            by_id=work.actor.id,
            at=work.now,
        )
    )
    tell_writers(work, draft, draft.review.submission_id, decided, note.strip(), POST)
    if decided is None:
        work.record(TrainingDraftReturned(module=draft.slug, number=draft.number, manifest=shown))
        return
    # The manifest stands for the texts; their bytes are kept for good at publication only.
    work.record(
        TrainingVersionApproved(module=draft.slug, number=draft.number, manifest=shown, weight=decided)
    )


def _locked(work: Work, draft_id: int) -> DraftView:
    work.lock(ModuleDraft, draft_id)
    return queries.draft(work.session, draft_id, visible_to=work.actor)
