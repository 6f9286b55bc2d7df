"""Publishing exactly what was approved; from then on a version cannot be altered."""

from __future__ import annotations

from sqlalchemy import func, select

from advocacy.access import Can
from advocacy.charter.rules import Weight
from advocacy.charter.rules.publishing import check_publication
from advocacy.errors import NotVisible, Refused
from advocacy.training.events.modules import TrainingPublished
from advocacy.training.freezing import FrozenModule, freeze
from advocacy.training.models import Module, ModuleDraft, ModuleText, ModuleVersion
from advocacy.training.queries import drafts as queries
from advocacy.training.queries.drafts import DraftView
from advocacy.training.rules.drafting import check_not_retired
from advocacy.work import Work

PLAN_REMINDERS = "notices.plan_reminders"
"""The kind of the job that looks who is to be written to."""


def publish(work: Work, draft_id: int, *, shown: str) -> int:
    """Publish the draft now; returns the version's id. `shown` is the manifest that was confirmed.

    Texts, HTML, questions, hashes and manifest are frozen in this transaction. Raises Refused when the module
    is retired, or the draft is not approved exactly so.
    """
    work.actor.require(Can.PUBLISH_TRAINING)
    draft = _locked(work, draft_id)
    newest = select(func.max(ModuleVersion.number)).where(ModuleVersion.module_id == draft.module_id)
    check_publication(
        draft.stage,
        number=draft.number,
        latest=work.session.scalar(newest) or 0,
        scheduled=None,
        gaps=0,
        gaps_accepted=True,
    )
    check_not_retired(draft.retired_at)
    frozen = freeze(draft.parts)
    if draft.review is None or not shown == frozen.manifest == draft.review.manifest:
        raise Refused("This version is not the one that was approved. Look at it again.")
    version = _add_version(work, draft, frozen, draft.review.weight or Weight.MATERIAL)
    work.record(
        TrainingPublished(
            module=draft.slug,
            number=version.number,
            manifest=version.manifest,
            kind=draft.kind,
            weight=version.weight,
            pass_mark=version.pass_mark,
            attempts=version.attempts,
            minutes=version.minutes,
            html={text.language.value: text.html_sha256 for text in frozen.texts},
        ),
        documents=[*(text.sha256 for text in frozen.texts), version.manifest],
    )
    work.later(PLAN_REMINDERS, {})
    return version.id


def _locked(work: Work, draft_id: int) -> DraftView:
    """The draft; module and draft locked, so that two publications follow one another."""
    module_id = work.session.scalar(select(ModuleDraft.module_id).where(ModuleDraft.id == draft_id))
    if module_id is None:
        raise NotVisible
    work.lock(Module, module_id)
    work.lock(ModuleDraft, draft_id)
    return queries.draft(work.session, draft_id, visible_to=work.actor)


def _add_version(work: Work, draft: DraftView, frozen: FrozenModule, weight: Weight) -> ModuleVersion:
    version = ModuleVersion(
        module_id=draft.module_id,
        draft_id=draft.id,
        number=draft.number,
        weight=weight,
        **vars(draft.settings),
        manifest=frozen.manifest,
        manifest_bytes=frozen.manifest_bytes,
        published_at=work.now,
        author_id=draft.author_id,
        approver_id=draft.review.reviewer_id if draft.review else None,
        publisher_id=work.actor.id,
    )
    work.session.add(version)
    work.session.flush()
    work.session.add_all(ModuleText(version_id=version.id, **vars(text)) for text in frozen.texts)
    work.session.flush()
    return version
