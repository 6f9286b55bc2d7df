"""A module's draft as it stands: texts, settings, what was handed in and decided, who wrote in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import Session, aliased

from advocacy.access import Actor, Can
from advocacy.charter.queries.drafts import ReviewView, review_of
from advocacy.charter.rules.drafting import DraftFacts, Stage, stage
from advocacy.errors import NotVisible
from advocacy.people.models import Person
from advocacy.people.queries.by_name import name_columns, name_in
from advocacy.people.rules import Language
from advocacy.training.freezing import ModuleParts, manifest_of
from advocacy.training.models import (
    Module,
    ModuleDraft,
    ModuleDraftText,
    ModuleDraftWriter,
    ModuleReview,
    ModuleSubmission,
    ModuleText,
    ModuleVersion,
)
from advocacy.training.rules import ModuleKind
from advocacy.training.rules.drafting import ModuleSettings
from advocacy.training.rules.texts import LessonParts


@dataclass(frozen=True)
class DraftView:
    """A draft, whole. `version_id` is set once it is published."""

    id: int
    module_id: int
    slug: str
    kind: ModuleKind
    retired_at: datetime | None
    number: int
    settings: ModuleSettings
    edition: int
    author_id: int | None
    author: str
    edited_at: datetime
    discarded: bool
    version_id: int | None
    texts: Mapping[Language, LessonParts]
    writers: frozenset[int]
    review: ReviewView | None = None
    stage: Stage = field(init=False)

    def __post_init__(self) -> None:
        facts = DraftFacts(
            edition=self.edition,
            discarded=self.discarded,
            published=self.version_id is not None,
            submitted_edition=self.review.edition if self.review else None,
            decision=self.review.decision if self.review else None,
        )
        object.__setattr__(self, "stage", stage(facts))

    @property
    def parts(self) -> ModuleParts:
        """All that is reviewed and published."""
        return ModuleParts(
            module=self.slug, number=self.number, kind=self.kind, texts=self.texts, **vars(self.settings)
        )

    @property
    def manifest(self) -> str:
        """The SHA-256 of exactly what the draft says now."""
        return manifest_of(self.parts)

    def title_in(self, language: str) -> str:
        """The title in `language`, else in the authoritative one, else in any, else the short name."""
        found = {one.value: text.title for one, text in self.texts.items() if text.title}
        known = found.get(language) or found.get(self.settings.authoritative.value)
        return known or next(iter(found.values()), self.slug)


def draft(session: Session, draft_id: int, *, visible_to: Actor) -> DraftView:
    """The draft, whole; two queries. Raises NotVisible when there is none for this actor."""
    if not visible_to.can(Can.SEE_TRAINING_DRAFTS):
        raise NotVisible
    # Read afresh: a form in another tab may have saved since this session first met the row.
    statement = _drafts().where(ModuleDraft.id == draft_id).execution_options(populate_existing=True)
    rows = session.execute(statement).all()
    if not rows:
        raise NotVisible
    return _view(session, rows)


def _last_submission() -> ScalarSelect[int | None]:
    """The id of the last time a draft was handed in: beside each ModuleDraft of a statement."""
    found = select(func.max(ModuleSubmission.id)).where(ModuleSubmission.draft_id == ModuleDraft.id)
    return found.correlate(ModuleDraft).scalar_subquery()


def _drafts() -> Select[*tuple[Any, ...]]:
    """One row per language; the last submission and its review beside each."""
    author, submitter, reviewer = aliased(Person), aliased(Person), aliased(Person)
    handed_in, decided = aliased(ModuleSubmission, name="Submission"), aliased(ModuleReview, name="Review")
    return (
        select(
            ModuleDraft,
            Module.slug,
            Module.kind,
            Module.retired_at,
            ModuleVersion.id.label("version_id"),
            ModuleDraftText,
            handed_in,
            decided,
            *name_columns(author, "author"),
            *name_columns(submitter, "by"),
            *name_columns(reviewer, "reviewer"),
        )
        .join(Module, Module.id == ModuleDraft.module_id)
        .outerjoin(ModuleVersion, ModuleVersion.draft_id == ModuleDraft.id)
        .outerjoin(ModuleDraftText, ModuleDraftText.draft_id == ModuleDraft.id)
        .outerjoin(handed_in, handed_in.id == _last_submission())
        .outerjoin(decided, decided.submission_id == handed_in.id)
        .outerjoin(author, author.id == ModuleDraft.author_id)
        .outerjoin(submitter, submitter.id == handed_in.by_id)
        .outerjoin(reviewer, reviewer.id == decided.by_id)
    )


def _view(session: Session, rows: Sequence[Any]) -> DraftView:
    row = rows[0]
    found: ModuleDraft = row.ModuleDraft
    wrote = select(ModuleDraftWriter.person_id).where(ModuleDraftWriter.draft_id == found.id)
    review = review_of(row)
    hands = {*session.scalars(wrote), found.author_id, review.by_id if review else None}
    return DraftView(
        id=found.id,
        module_id=found.module_id,
        slug=row.slug,
        kind=row.kind,
        retired_at=row.retired_at,
        number=found.number,
        settings=settings_of(found),
        edition=found.edition,
        author_id=found.author_id,
        author=name_in(row, "author"),
        edited_at=found.edited_at,
        discarded=found.discarded_at is not None,
        version_id=row.version_id,
        texts=_texts(rows),
        writers=frozenset(one for one in hands if one is not None),
        review=review,
    )


def _texts(rows: Sequence[Any]) -> dict[Language, LessonParts]:
    typed = [row.ModuleDraftText for row in rows if row.ModuleDraftText is not None]
    return lessons_of({text.language: text for text in typed})


def settings_of(kept: ModuleDraft | ModuleVersion) -> ModuleSettings:
    """How the module is done, as a draft or a published version keeps it."""
    return ModuleSettings(kept.authoritative, kept.pass_mark, kept.attempts, kept.minutes)


def lessons_of(kept: Mapping[Language, ModuleDraftText | ModuleText]) -> dict[Language, LessonParts]:
    """The lessons with their quizzes, French first, as a draft or a published version keeps them."""
    return {
        language: LessonParts(
            language=language,
            title=kept[language].title,
            lead=kept[language].lead,
            change_note=kept[language].change_note,
            source=kept[language].source,
            quiz=kept[language].quiz,
        )
        for language in Language
        if language in kept
    }
