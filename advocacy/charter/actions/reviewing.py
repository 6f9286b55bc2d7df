"""Handing a draft in, and deciding on exactly what was handed in."""

from __future__ import annotations

from advocacy.access import Can
from advocacy.charter.actions.telling import tell_approvers, tell_writers
from advocacy.charter.events import CharterDraftReturned, CharterDraftSubmitted, CharterVersionApproved
from advocacy.charter.models import Draft, Review, Submission
from advocacy.charter.proofreading import proofread
from advocacy.charter.queries import drafts as queries
from advocacy.charter.queries.drafts import DraftView
from advocacy.charter.queries.previous import review_facts
from advocacy.charter.rules import reviewing as rules
from advocacy.charter.rules.words import Decision, Weight
from advocacy.errors import Forbidden, Refused
from advocacy.work import Work

LONGEST_NOTE = 2000


def submit(work: Work, draft_id: int, *, edition: int) -> None:
    """Hand the draft in for review. Raises Refused when it has problems or changed since it was shown."""
    work.actor.require(Can.WRITE_CHARTER)
    if work.actor.id is None:
        raise Forbidden("only a person hands in")
    draft = _locked(work, draft_id)
    rules.check_submission(draft.stage, len(proofread(draft.texts, draft.terms)))
    if draft.edition != edition:
        raise Refused("This draft was changed elsewhere since you opened the page. Read it again first.")
    submission = Submission(
        draft_id=draft.id,
        manifest=draft.manifest,
        edition=draft.edition,
        by_id=work.actor.id,
        at=work.now,
    )
    work.session.add(submission)
    work.session.flush()
    tell_approvers(work, draft, submission.id)
    work.record(CharterDraftSubmitted(document=draft.slug, number=draft.number, manifest=draft.manifest))


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
    work.actor.require(Can.APPROVE_CHARTER)
    draft = _locked(work, draft_id)
    if len(note) > LONGEST_NOTE:
        raise Refused("A note has at most %(most)s characters.", most=LONGEST_NOTE)
    facts = review_facts(work.session, draft, at=work.now)
    decided = rules.decide(facts, by=work.actor.id, shown=shown, decision=decision, weight=weight, note=note)
    if draft.review is None or work.actor.id is None:
        raise Forbidden("nothing was handed in")
    work.session.add(
        Review(
            submission_id=draft.review.submission_id,
            decision=decision,
            weight=decided,
            note=note.strip(),
            by_id=work.actor.id,
            at=work.now,
        )
    )
    tell_writers(work, draft, draft.review.submission_id, decided, note.strip())
    if decided is None:
        work.record(CharterDraftReturned(document=draft.slug, number=draft.number, manifest=shown))
        return
    # The manifest stands for the texts; their bytes are kept for good at publication only.
    work.record(
        CharterVersionApproved(document=draft.slug, number=draft.number, manifest=shown, weight=decided)
    )


def _locked(work: Work, draft_id: int) -> DraftView:
    work.lock(Draft, draft_id)
    return queries.draft(work.session, draft_id, visible_to=work.actor)
