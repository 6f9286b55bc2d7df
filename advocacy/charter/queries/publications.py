"""One published version with its texts and the people behind it, for those who write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.access import Actor, Can
from advocacy.charter.freezing import VersionParts
from advocacy.charter.models import Text, Version, Withdrawal
from advocacy.charter.queries.versions import facts_of_document
from advocacy.charter.rules.texts import TextParts
from advocacy.charter.rules.versions import VersionFacts, VersionState, state
from advocacy.errors import NotVisible
from advocacy.people.models import Person
from advocacy.people.rules import Language


@dataclass(frozen=True)
class TextLine:
    """One language of a version, with its hashes."""

    parts: TextParts
    sha256: str
    html_sha256: str


@dataclass(frozen=True)
class Publication:
    """A published version, whole. `people` are author, approver and publisher by name, if still known."""

    id: int
    facts: VersionFacts
    state: VersionState
    cancelled: bool
    authoritative: Language
    manifest: str
    draft_id: int | None
    texts: tuple[TextLine, ...]
    people: Mapping[str, str]
    withdrawal_reason: str

    @property
    def title(self) -> str:
        """The title in the language with authority."""
        return self.facts.title.get(self.authoritative.value) or self.facts.slug

    @property
    def is_asked(self) -> bool:
        """Whether it is the version that people are asked for now."""
        return self.state is VersionState.PUBLISHED

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
        )


def publication(
    session: Session, version_id: int, *, visible_to: Actor, now: datetime, zone: str
) -> Publication:
    """The version, whole; five queries. Raises NotVisible when there is none for this actor."""
    version = session.get(Version, version_id) if visible_to.can(Can.SEE_CHARTER_DRAFTS) else None
    if version is None:
        raise NotVisible
    all_facts = facts_of_document(session, version.document_id, zone=zone)
    facts = next(one for one in all_facts if one.id == version_id)
    withdrawal = session.get(Withdrawal, version_id)
    return Publication(
        id=version_id,
        facts=facts,
        state=state(facts, all_facts, now),
        cancelled=withdrawal is not None and withdrawal.at < version.live_at,
        authoritative=version.authoritative,
        manifest=version.manifest,
        draft_id=version.draft_id,
        texts=_texts(session, version_id),
        people=_people(session, version),
        withdrawal_reason=withdrawal.reason if withdrawal else "",
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
            Text.sha256,
            Text.html_sha256,
        ).where(Text.version_id == version_id)
    )
    lines = {row.language: TextLine(TextParts(*row[:6]), row.sha256, row.html_sha256) for row in rows}
    return tuple(lines[language] for language in Language if language in lines)


def _people(session: Session, version: Version) -> dict[str, str]:
    ids = {
        "author": version.author_id,
        "approver": version.approver_id,
        "publisher": version.publisher_id,
    }
    rows = session.execute(
        select(Person.id, Person.given_name, Person.family_name).where(Person.id.in_(set(ids.values())))
    )
    names = {row.id: f"{row.given_name} {row.family_name}".strip() for row in rows}
    return {role: names.get(person_id or 0, "") for role, person_id in ids.items()}
