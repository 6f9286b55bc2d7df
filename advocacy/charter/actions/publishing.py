"""Publishing exactly what was approved, and taking a version back."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from advocacy.access import Can
from advocacy.charter.events import CharterPublished, CharterWithdrawn
from advocacy.charter.freezing import FrozenVersion, freeze
from advocacy.charter.models import Audience, Document, Draft, Text, Version, Withdrawal
from advocacy.charter.queries import drafts as queries
from advocacy.charter.queries.dossiers import dossiers
from advocacy.charter.queries.drafts import DraftView
from advocacy.charter.queries.versions import facts_of_document
from advocacy.charter.rules import publishing as rules
from advocacy.charter.rules.texts import gaps
from advocacy.charter.rules.words import Force, Weight
from advocacy.errors import NotVisible, Refused
from advocacy.work import Work

PLAN_REMINDERS = "notices.plan_reminders"
"""The kind of the job that looks who is to be written to."""


def publish(
    work: Work,
    draft_id: int,
    *,
    shown: str,
    due_on: date,
    live_at: datetime | None = None,
    gaps_accepted: bool = False,
) -> int:
    """Publish the draft, now or at `live_at`, to be acknowledged by `due_on`; returns the version's id.

    `shown` is the manifest confirmed in the dry run. Texts, HTML, hashes, manifest and audience are frozen in
    this transaction. Raises Refused when the draft is not approved exactly so, another version waits for its
    day, or a date makes no sense.
    """
    work.actor.require(Can.PUBLISH_CHARTER)
    draft = _locked(work, draft_id)
    zone = work.wiring.settings.time_zone
    others = facts_of_document(work.session, draft.document_id, zone=zone)
    waiting = (other.number for other in others if other.live_at > work.now and other.withdrawn_at is None)
    rules.check_publication(
        draft.stage,
        number=draft.number,
        latest=max((other.number for other in others), default=0),
        scheduled=next(waiting, None),
        gaps=len(gaps(draft.texts)),
        gaps_accepted=gaps_accepted,
    )
    when = rules.plan(live_at, due_on, now=work.now, zone=zone)
    frozen = freeze(draft.parts)
    if draft.review is None or not shown == frozen.manifest == draft.review.manifest:
        raise Refused("This version is not the one that was approved. Look at it again.")
    version = _add_version(work, draft, frozen, when)
    _keep_texts_and_audience(work, version, draft, frozen, when)
    _tell(work, version, draft, frozen)
    return version.id


def withdraw(work: Work, version_id: int, reason: str) -> None:
    """Take a version back, before it is live (its publication is cancelled) or after. The reason stays here.

    Raises NotVisible when there is no such version, Refused without a reason or a second time.
    """
    work.actor.require(Can.PUBLISH_CHARTER)
    version = work.lock(Version, version_id)
    if version is None:
        raise NotVisible
    earlier = work.session.get(Withdrawal, version_id)
    rules.check_withdrawal(earlier.at if earlier else None, reason)
    work.session.add(
        Withdrawal(version_id=version_id, by_id=work.actor.id, at=work.now, reason=reason.strip())
    )
    document = work.session.get_one(Document, version.document_id)
    work.record(
        CharterWithdrawn(
            document=document.slug,
            number=version.number,
            manifest=version.manifest,
            was_live=version.live_at <= work.now,
        )
    )
    work.later(PLAN_REMINDERS, {})


def _locked(work: Work, draft_id: int) -> DraftView:
    """The draft; document and draft locked, so that two publications follow one another."""
    document_id = work.session.scalar(select(Draft.document_id).where(Draft.id == draft_id))
    if document_id is None:
        raise NotVisible
    work.lock(Document, document_id)
    work.lock(Draft, draft_id)
    return queries.draft(work.session, draft_id, visible_to=work.actor)


def _add_version(work: Work, draft: DraftView, frozen: FrozenVersion, when: rules.Plan) -> Version:
    version = Version(
        document_id=draft.document_id,
        draft_id=draft.id,
        number=draft.number,
        force=draft.force,
        weight=(draft.review.weight if draft.review else None) or Weight.MATERIAL,
        authoritative=draft.authoritative,
        manifest=frozen.manifest,
        manifest_bytes=frozen.manifest_bytes,
        days_to_acknowledge=draft.days_to_acknowledge,
        pass_mark=draft.terms.pass_mark if frozen.quiz_sha256 else 0,
        attempts=draft.terms.attempts if frozen.quiz_sha256 else None,
        quiz_sha256=frozen.quiz_sha256,
        live_at=when.live_at,
        due_on=when.due_on,
        binding_on=_binding_on(work, draft, when),
        author_id=draft.author_id,
        approver_id=draft.review.reviewer_id if draft.review else None,
        publisher_id=work.actor.id,
        recorded_at=work.now,
    )
    work.session.add(version)
    work.session.flush()
    return version


def _binding_on(work: Work, draft: DraftView, when: rules.Plan) -> dict[str, str]:
    """By employer's id, from when the version binds. An employer whose dossier is incomplete is not in it."""
    if draft.force is not Force.BINDING:
        return {}
    found = dossiers(work.session, draft.id, draft.audience, day=when.live_on, edited_at=draft.edited_at)
    days = {dossier.employer_id: dossier.binds_on(when.live_on) for dossier in found}
    return {str(key): day.isoformat() for key, day in days.items() if day is not None}


def _keep_texts_and_audience(
    work: Work, version: Version, draft: DraftView, frozen: FrozenVersion, when: rules.Plan
) -> None:
    work.session.add_all(Text(version_id=version.id, **vars(text)) for text in frozen.texts)
    for line in draft.audience:
        work.session.add(
            Audience(
                version_id=version.id,
                **vars(line),
                valid_from=when.live_on,
                recorded_at=work.now,
            )
        )
    work.session.flush()


def _tell(work: Work, version: Version, draft: DraftView, frozen: FrozenVersion) -> None:
    work.record(
        CharterPublished(
            document=draft.slug,
            number=version.number,
            manifest=version.manifest,
            force=version.force,
            weight=version.weight,
            live_at=version.live_at,
            due_on=version.due_on,
            days_to_acknowledge=version.days_to_acknowledge,
            binding_on=dict(version.binding_on),
            html={text.language.value: text.html_sha256 for text in frozen.texts},
        ),
        documents=[*(text.sha256 for text in frozen.texts), version.manifest],
    )
    work.later(PLAN_REMINDERS, {}, due=version.live_at)
