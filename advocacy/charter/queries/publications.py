"""One published version with its texts and the people behind it, for those who write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from advocacy.access import Actor, Can
from advocacy.charter.freezing import VersionParts
from advocacy.charter.models import Text, Version, Withdrawal
from advocacy.charter.queries.versions import facts_of_document
from advocacy.charter.rules.texts import TextParts
from advocacy.charter.rules.versions import Asked, VersionFacts, VersionState, asked, state
from advocacy.errors import NotVisible
from advocacy.people.models import Person
from advocacy.people.queries.by_name import name_columns, name_in
from advocacy.people.rules import Language
from advocacy.quizzes.terms import Terms


@dataclass(frozen=True)
class TextLine:
    """One language of a version, with its hashes."""

    parts: TextParts
    sha256: str
    html_sha256: str


@dataclass(frozen=True)
class Publication:
    """A published version, whole. `people` are author, approver and publisher by name, if still known.

    `asked` says how it is asked of people, when it is the version in force.
    """

    id: int
    facts: VersionFacts
    state: VersionState
    asked: Asked | None
    cancelled: bool
    authoritative: Language
    manifest: str
    draft_id: int | None
    texts: tuple[TextLine, ...]
    terms: Terms
    people: Mapping[str, str]
    came_as_files: bool
    """Whether nobody began it here: the starter charter, or a folder that was brought in."""
    withdrawal_reason: str

    def title_in(self, language: str) -> str:
        """The title in `language`, else in the authoritative one, else the short name."""
        found = self.facts.title
        return found.get(language) or found.get(self.authoritative.value) or self.facts.slug

    @property
    def parts(self) -> VersionParts:
        """All that was reviewed, as it was published."""
        return VersionParts(
            document=self.facts.slug,
            number=self.facts.number,
            force=self.facts.force,
            authoritative=self.authoritative,
            days_to_acknowledge=self.facts.days_to_acknowledge,
            audience=tuple(dated.line for dated in self.facts.audience),
            texts={text.parts.language: text.parts for text in self.texts},
            terms=self.terms,
        )


def publication(
    session: Session, version_id: int, *, visible_to: Actor, now: datetime, zone: str
) -> Publication:
    """The version, whole; three queries. Raises NotVisible when there is none for this actor."""
    if not visible_to.can(Can.SEE_CHARTER_DRAFTS):
        raise NotVisible
    row = session.execute(_versions().where(Version.id == version_id)).one_or_none()
    if row is None:
        raise NotVisible
    version: Version = row.Version
    all_facts = facts_of_document(session, version.document_id, zone=zone)
    facts = next(one for one in all_facts if one.id == version_id)
    found = state(facts, all_facts, now)
    return Publication(
        id=version_id,
        facts=facts,
        state=found,
        asked=asked(facts, all_facts, now) if found is VersionState.PUBLISHED else None,
        cancelled=facts.withdrawn_at is not None and facts.withdrawn_at < version.live_at,
        authoritative=version.authoritative,
        manifest=version.manifest,
        draft_id=version.draft_id,
        texts=_texts(session, version_id),
        terms=Terms(version.pass_mark, version.attempts),
        people={role: name_in(row, role) for role in ("author", "approver", "publisher")},
        came_as_files=version.author_id is None,
        withdrawal_reason=row.reason or "",
    )


def _versions() -> Select[*tuple[Any, ...]]:
    author, approver, publisher = aliased(Person), aliased(Person), aliased(Person)
    return (
        select(
            Version,
            Withdrawal.reason,
            *name_columns(author, "author"),
            *name_columns(approver, "approver"),
            *name_columns(publisher, "publisher"),
        )
        .outerjoin(Withdrawal, Withdrawal.version_id == Version.id)
        .outerjoin(author, author.id == Version.author_id)
        .outerjoin(approver, approver.id == Version.approver_id)
        .outerjoin(publisher, publisher.id == Version.publisher_id)
    )


def _texts(session: Session, version_id: int) -> tuple[TextLine, ...]:
    rows = session.execute(
        select(
            Text.language,
            Text.title,
            Text.statement,
            Text.change_note,
            Text.source,
            Text.summary,
            Text.quiz,
            Text.sha256,
            Text.html_sha256,
        ).where(Text.version_id == version_id)
    )
    lines = {row.language: TextLine(TextParts(*row[:7]), row.sha256, row.html_sha256) for row in rows}
    return tuple(lines[language] for language in Language if language in lines)
