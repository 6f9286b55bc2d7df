"""Published versions as those who write see them: whole, with their source, hashes and people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from advocacy.access import Actor, Can
from advocacy.charter.rules import Weight
from advocacy.charter.rules.reviewing import ReviewFacts
from advocacy.errors import NotVisible
from advocacy.people.models import Person
from advocacy.people.queries.by_name import name_columns, name_in
from advocacy.people.rules import Language
from advocacy.training.freezing import ModuleParts
from advocacy.training.models import Module, ModuleText, ModuleVersion
from advocacy.training.queries.drafts import DraftView, lessons_of, settings_of
from advocacy.training.rules import ModuleKind
from advocacy.training.rules.drafting import ModuleSettings
from advocacy.training.rules.texts import LessonParts


@dataclass(frozen=True)
class WrittenVersion:
    """A published version with its source. `hashes` by language: of the text, and of the HTML shown.

    `people` are author, approver and publisher by name, as far as known; `author_id` is None when it came as
    files.
    """

    id: int
    module_id: int
    slug: str
    kind: ModuleKind
    retired_at: datetime | None
    number: int
    weight: Weight
    settings: ModuleSettings
    published_at: datetime
    manifest: str
    author_id: int | None
    texts: Mapping[Language, LessonParts]
    hashes: Mapping[Language, tuple[str, str]]
    people: Mapping[str, str]

    @property
    def parts(self) -> ModuleParts:
        """What travels as a folder, and what a next version starts from."""
        return ModuleParts(
            module=self.slug, number=self.number, kind=self.kind, texts=self.texts, **vars(self.settings)
        )

    def title_in(self, language: str) -> str:
        """The title in `language`, else in the one with authority."""
        text = self.texts.get(Language(language)) or self.texts[self.settings.authoritative]
        return text.title


def version(session: Session, version_id: int, *, visible_to: Actor) -> WrittenVersion:
    """One published version. One query. Raises NotVisible when there is none for this actor."""
    if not visible_to.can(Can.SEE_TRAINING_DRAFTS):
        raise NotVisible
    found = _read(session, ModuleVersion.id == version_id)
    if found is None:
        raise NotVisible
    return found


def newest(session: Session, module_id: int) -> WrittenVersion | None:
    """The version published last; None when there is none. One query."""
    return _read(session, ModuleVersion.module_id == module_id, ModuleVersion.number == _last(module_id))


def version_by_slug(session: Session, slug: str, number: int | None) -> WrittenVersion | None:
    """That version of the module `slug`, else the one published last; None when there is none."""
    module_id = session.scalar(select(Module.id).where(Module.slug == slug))
    if module_id is None:
        return None
    if number is None:
        return newest(session, module_id)
    return _read(session, ModuleVersion.module_id == module_id, ModuleVersion.number == number)


def review_facts(draft: DraftView, before: WrittenVersion | None) -> ReviewFacts:
    """What a decision on `draft` is made of; the first version is always material."""
    return ReviewFacts(
        stage=draft.stage,
        writers=draft.writers,
        manifest=draft.manifest,
        submitted=draft.review.manifest if draft.review else None,
        must_be_material=before is None,
    )


def _last(module_id: int) -> Any:
    return (
        select(func.max(ModuleVersion.number)).where(ModuleVersion.module_id == module_id).scalar_subquery()
    )


def _read(session: Session, *conditions: ColumnElement[bool]) -> WrittenVersion | None:
    author, approver, publisher = aliased(Person), aliased(Person), aliased(Person)
    statement = (
        select(
            ModuleVersion,
            Module.slug,
            Module.kind,
            Module.retired_at,
            ModuleText,
            *name_columns(author, "author"),
            *name_columns(approver, "approver"),
            *name_columns(publisher, "publisher"),
        )
        .join(Module, Module.id == ModuleVersion.module_id)
        .join(ModuleText, ModuleText.version_id == ModuleVersion.id)
        .outerjoin(author, author.id == ModuleVersion.author_id)
        .outerjoin(approver, approver.id == ModuleVersion.approver_id)
        .outerjoin(publisher, publisher.id == ModuleVersion.publisher_id)
    )
    rows = session.execute(statement.where(*conditions)).all()
    return _written(rows) if rows else None


def _written(rows: Sequence[Any]) -> WrittenVersion:
    row = rows[0]
    found: ModuleVersion = row.ModuleVersion
    texts: dict[Language, ModuleText] = {line.ModuleText.language: line.ModuleText for line in rows}
    lessons = lessons_of(texts)
    return WrittenVersion(
        id=found.id,
        module_id=found.module_id,
        slug=row.slug,
        kind=row.kind,
        retired_at=row.retired_at,
        number=found.number,
        weight=found.weight,
        settings=settings_of(found),
        published_at=found.published_at,
        manifest=found.manifest,
        author_id=found.author_id,
        texts=lessons,
        hashes={language: (texts[language].sha256, texts[language].html_sha256) for language in lessons},
        people={role: name_in(row, role) for role in ("author", "approver", "publisher")},
    )
