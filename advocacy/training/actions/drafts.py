"""Writing: opening a module, starting a draft, saving its texts and settings, giving it up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from advocacy.access import Can
from advocacy.charter.rules import drafting as charter_rules
from advocacy.errors import NotVisible, Refused
from advocacy.people.rules import Language
from advocacy.training.events.modules import (
    TrainingDraftDiscarded,
    TrainingDraftSaved,
    TrainingDraftStarted,
    TrainingModuleCreated,
)
from advocacy.training.freezing import spelled
from advocacy.training.models import (
    Module,
    ModuleDraft,
    ModuleDraftText,
    ModuleDraftWriter,
    ModuleVersion,
)
from advocacy.training.queries import drafts as queries
from advocacy.training.queries.drafts import DraftView
from advocacy.training.queries.versions import WrittenVersion
from advocacy.training.rules import ModuleKind
from advocacy.training.rules import drafting as rules
from advocacy.training.rules.drafting import ModuleSettings
from advocacy.training.rules.texts import LONGEST, LessonParts, check_length
from advocacy.work import Work


@dataclass(frozen=True)
class Beginning:
    """What a draft starts from; `origin` is said in the journal: blank, version, starter, upload, folder."""

    origin: str = "blank"
    settings: ModuleSettings = field(default_factory=ModuleSettings)
    texts: tuple[LessonParts, ...] = ()


def from_version(old: WrittenVersion) -> Beginning:
    """A beginning with texts and settings of a published version; its change note is to be written anew."""
    texts = tuple(replace(text, change_note="") for text in old.texts.values())
    return Beginning(origin="version", settings=old.settings, texts=texts)


def open_module(work: Work, slug: str, kind: ModuleKind) -> int:
    """Open a module with this short name, still without a version; returns its id.

    Raises Refused for a name that does not fit or is taken.
    """
    work.actor.require(Can.WRITE_TRAINING)
    rules.check_module_slug(slug)
    if work.session.scalar(select(Module.id).where(Module.slug == slug)) is not None:
        raise Refused("There is a training called “%(slug)s” already.", slug=slug)
    module = Module(slug=slug, kind=kind, created_at=work.now)
    work.session.add(module)
    work.session.flush()
    work.record(TrainingModuleCreated(module=slug, kind=kind))
    return module.id


def start(work: Work, slug: str, beginning: Beginning) -> int:
    """Begin the next version of the module `slug`; returns the draft's id.

    Raises NotVisible when there is no such module, Refused when it is retired or has an open draft already.
    """
    work.actor.require(Can.WRITE_TRAINING)
    module = lock_module(work, slug)
    rules.check_not_retired(module.retired_at)
    charter_rules.check_start(_open_number(work.session, module.id))
    rules.check_settings(beginning.settings)
    newest = select(func.max(ModuleVersion.number)).where(ModuleVersion.module_id == module.id)
    draft = ModuleDraft(
        module_id=module.id,
        number=(work.session.scalar(newest) or 0) + 1,
        author_id=work.actor.id,
        **vars(beginning.settings),
        edition=1,
        created_at=work.now,
        edited_at=work.now,
    )
    work.session.add(draft)
    work.session.flush()
    _put_texts(work.session, draft.id, beginning.texts)
    _wrote(work, draft.id)
    work.record(TrainingDraftStarted(module=slug, number=draft.number, origin=beginning.origin))
    return draft.id


def save(
    work: Work, draft_id: int, texts: Sequence[LessonParts], settings: ModuleSettings, *, edition: int
) -> DraftView:
    """Keep texts and settings as typed over the edition shown in the form; returns the draft as it is now.

    Problems in them are told, not refused: a draft may be wrong while it is written. Raises Refused for a
    draft that cannot be edited or was saved elsewhere meanwhile, a part longer than it may be, or a setting
    that can never be right.
    """
    view = _editable(work, draft_id, edition)
    for text in texts:
        for part in LONGEST:
            check_length(part, getattr(text, part))
    rules.check_settings(settings)
    kept = {text.language: text for text in map(spelled, texts)}
    if settings == view.settings and all(view.texts.get(one) == text for one, text in kept.items()):
        return view
    return _saved(work, view, kept, settings)


def discard(work: Work, draft_id: int) -> None:
    """Give a draft up; its number is free again. Raises Refused for one that is published or discarded."""
    view = _editable(work, draft_id, None)
    work.session.get_one(ModuleDraft, draft_id).discarded_at = work.now
    work.record(TrainingDraftDiscarded(module=view.slug, number=view.number))


def lock_module(work: Work, slug: str) -> Module:
    """The module, locked: two drafts begun or published at once would take the same number."""
    found = work.session.scalar(select(Module.id).where(Module.slug == slug))
    module = work.lock(Module, found) if found is not None else None
    if module is None:
        raise NotVisible
    return module


def _open_number(session: Session, module_id: int) -> int | None:
    return session.scalar(
        select(ModuleDraft.number)
        .outerjoin(ModuleVersion, ModuleVersion.draft_id == ModuleDraft.id)
        .where(
            ModuleDraft.module_id == module_id,
            ModuleDraft.discarded_at.is_(None),
            ModuleVersion.id.is_(None),
        )
        .limit(1)
    )


def _editable(work: Work, draft_id: int, edition: int | None) -> DraftView:
    work.actor.require(Can.WRITE_TRAINING)
    work.lock(ModuleDraft, draft_id)
    view = queries.draft(work.session, draft_id, visible_to=work.actor)
    charter_rules.check_editable(view.stage)
    if edition is not None:
        charter_rules.check_edition(view.edition, edition)
    return view


def _saved(
    work: Work, view: DraftView, texts: Mapping[Language, LessonParts], settings: ModuleSettings
) -> DraftView:
    work.session.execute(
        delete(ModuleDraftText).where(
            ModuleDraftText.draft_id == view.id, ModuleDraftText.language.in_(list(texts))
        )
    )
    _put_texts(work.session, view.id, list(texts.values()))
    draft = work.session.get_one(ModuleDraft, view.id)
    for name, value in vars(settings).items():
        setattr(draft, name, value)
    draft.edition += 1
    draft.edited_at = work.now
    _wrote(work, view.id)
    work.record(TrainingDraftSaved(module=view.slug, number=view.number, edition=draft.edition))
    work.session.flush()
    return queries.draft(work.session, view.id, visible_to=work.actor)


def _put_texts(session: Session, draft_id: int, texts: Sequence[LessonParts]) -> None:
    session.add_all(ModuleDraftText(draft_id=draft_id, **vars(text)) for text in map(spelled, texts))


def _wrote(work: Work, draft_id: int) -> None:
    """Remember that the actor had a hand in the draft. The system writes for nobody."""
    if work.actor.id is None:
        return
    if work.session.get(ModuleDraftWriter, (draft_id, work.actor.id)) is None:
        work.session.add(ModuleDraftWriter(draft_id=draft_id, person_id=work.actor.id, first_at=work.now))
