"""Recording the steps of a binding version's dossier, and taking a wrong one back."""

from __future__ import annotations

from datetime import date

from advocacy.access import Can
from advocacy.charter.events import CharterDossierRecorded, CharterDossierRetired
from advocacy.charter.models import DossierEntry, Draft
from advocacy.charter.queries import drafts as queries
from advocacy.charter.queries.dossiers import done_steps
from advocacy.charter.queries.drafts import DraftView
from advocacy.charter.rules import dossier as rules
from advocacy.charter.rules.drafting import check_editable
from advocacy.charter.rules.words import DossierStep, Force
from advocacy.errors import Forbidden, NotVisible, Refused
from advocacy.people.models import Employer
from advocacy.work import Work

LONGEST_REFERENCE = 300


def record_step(
    work: Work, draft_id: int, *, employer_id: int, step: DossierStep, done_on: date, reference: str
) -> None:
    """Record a step at one employer. Raises Refused out of order, in the future, or without a reference."""
    draft = _open(work, draft_id)
    if work.session.get(Employer, employer_id) is None:
        raise NotVisible
    if work.actor.id is None:
        raise Forbidden("only a person records a step")
    if draft.force is not Force.BINDING:
        raise Refused("Only a binding version needs a dossier. Say in the settings that this one binds.")
    today = work.today
    rules.check_step(done_steps(work.session, draft_id, employer_id), step, done_on, today=today)
    if not reference.strip():
        raise Refused("Say where the proof is: the number of a record, a receipt or a letter.")
    if len(reference) > LONGEST_REFERENCE:
        raise Refused("A reference has at most %(most)s characters.", most=LONGEST_REFERENCE)
    work.session.add(
        DossierEntry(
            draft_id=draft_id,
            employer_id=employer_id,
            step=step,
            done_on=done_on,
            reference=reference.strip(),
            by_id=work.actor.id,
            recorded_at=work.now,
        )
    )
    work.record(
        CharterDossierRecorded(
            document=draft.slug, number=draft.number, employer_id=employer_id, step=step, done_on=done_on
        )
    )


def take_back_step(work: Work, draft_id: int, entry_id: int) -> None:
    """Let a wrong step no longer count. Raises Refused for the opinion while later steps stand on it."""
    draft = _open(work, draft_id)
    entry = work.session.get(DossierEntry, entry_id)
    if entry is None or entry.draft_id != draft_id:
        raise NotVisible
    if entry.retired_at is not None:
        return
    rules.check_taking_back(done_steps(work.session, draft_id, entry.employer_id), entry.step)
    entry.retired_at = work.now
    work.record(
        CharterDossierRetired(
            document=draft.slug, number=draft.number, employer_id=entry.employer_id, step=entry.step
        )
    )


def _open(work: Work, draft_id: int) -> DraftView:
    work.actor.require(Can.WRITE_CHARTER)
    work.lock(Draft, draft_id)
    draft = queries.draft(work.session, draft_id, visible_to=work.actor)
    check_editable(draft.stage)
    return draft
