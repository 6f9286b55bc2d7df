"""What is written in a content: texts, wordings, files, claims and answers, all read by one statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, Select, String, cast, literal, null, select, union_all
from sqlalchemy.orm import Session

from advocacy.library.models import (
    ContentMedia,
    ContentText,
    ContentTopic,
    Evidence,
    FindingAnswer,
    MediaFile,
    Variant,
    Wording,
)
from advocacy.library.rules.drafts import Told
from advocacy.library.rules.words import Finding, MediaKind
from advocacy.networks.words import Network
from advocacy.people.rules import Language


@dataclass(frozen=True)
class WordingLine:
    """One wording as it is kept."""

    id: int
    network: Network
    language: Language
    position: int
    text: str


@dataclass(frozen=True)
class MediaLine:
    """One file of a content, with what it shows in words. `id` is that of its place in the content."""

    id: int
    position: int
    sha256: str
    kind: MediaKind
    type: str
    alt_fr: str
    alt_en: str
    width: int | None
    height: int | None
    size: int

    @property
    def alt(self) -> Mapping[Language, str]:
        """What it shows in words, by language."""
        return {Language.FRENCH: self.alt_fr, Language.ENGLISH: self.alt_en}


@dataclass(frozen=True)
class ClaimLine:
    """One claim as it is kept."""

    id: int
    position: int
    statement: str
    evidence: str
    expires_on: date | None


@dataclass(frozen=True)
class Written:
    """All that is written in a content, each list in its order."""

    texts: Mapping[Language, Told]
    topics: Sequence[int]
    wordings: Sequence[WordingLine]
    media: Sequence[MediaLine]
    claims: Sequence[ClaimLine]
    answers: Mapping[tuple[Finding, str], str]


def written(session: Session, content_id: int) -> Written:
    """What is written in a content; empty for one that there is not. One query."""
    arms = (_texts, _topics, _wordings, _media, _claims, _answers)
    rows = session.execute(union_all(*(arm(content_id) for arm in arms)))
    found: dict[str, list[Any]] = {}
    for row in sorted(rows, key=lambda row: (row.position or 0, row.id or 0)):
        found.setdefault(row.part, []).append(row)
    return Written(
        texts={Language(row.a): Told(row.b, row.c, row.d, row.e) for row in found.get("text", ())},
        topics=[row.id for row in found.get("topic", ())],
        wordings=[
            WordingLine(row.id, Network(row.a), Language(row.b), row.position, row.c)
            for row in found.get("wording", ())
        ],
        media=[_media_line(row) for row in found.get("media", ())],
        claims=[
            ClaimLine(row.id, row.position, row.a, row.b, date.fromisoformat(row.c) if row.c else None)
            for row in found.get("claim", ())
        ],
        answers={(Finding(row.a), row.b): row.c for row in found.get("answer", ())},
    )


def _media_line(row: Any) -> MediaLine:
    return MediaLine(
        id=row.id,
        position=row.position,
        sha256=row.a,
        kind=MediaKind(row.b),
        type=row.c,
        alt_fr=row.d,
        alt_en=row.e,
        width=row.x,
        height=row.y,
        size=row.z,
    )


def _arm(part: str, number: Any, position: Any, *texts: Any, numbers: Sequence[Any] = ()) -> Select[Any]:
    """One SELECT of the union: every column cast, so that both databases agree on its type."""
    words = [*texts, *(null() for _more in range(5 - len(texts)))]
    counts = [*numbers, *(null() for _more in range(3 - len(numbers)))]
    columns: list[Any] = [
        literal(part, String).label("part"),
        cast(number, Integer).label("id"),
        cast(position, Integer).label("position"),
        *(cast(word, String).label(name) for word, name in zip(words, "abcde", strict=True)),
        *(cast(count, Integer).label(name) for count, name in zip(counts, "xyz", strict=True)),
    ]
    return select(*columns)


def _texts(content_id: int) -> Select[Any]:
    text = ContentText
    return _arm(
        "text", null(), null(), text.language, text.title, text.why, text.audience, text.next_step
    ).where(text.content_id == content_id)


def _topics(content_id: int) -> Select[Any]:
    return _arm("topic", ContentTopic.topic_id, null()).where(ContentTopic.content_id == content_id)


def _wordings(content_id: int) -> Select[Any]:
    columns = (Variant.network, Variant.language, Wording.text)
    return (
        _arm("wording", Wording.id, Wording.position, *columns)
        .join(Variant, Variant.id == Wording.variant_id)
        .where(Variant.content_id == content_id)
    )


def _media(content_id: int) -> Select[Any]:
    shown, kept = ContentMedia, MediaFile
    words = (kept.sha256, kept.kind, kept.type, shown.alt_fr, shown.alt_en)
    return (
        _arm("media", shown.id, shown.position, *words, numbers=(kept.width, kept.height, kept.size))
        .join(kept, kept.id == shown.media_file_id)
        .where(shown.content_id == content_id)
    )


def _claims(content_id: int) -> Select[Any]:
    claim = Evidence
    columns = (claim.statement, claim.evidence, claim.expires_on)
    return _arm("claim", claim.id, claim.position, *columns).where(claim.content_id == content_id)


def _answers(content_id: int) -> Select[Any]:
    one = FindingAnswer
    return _arm("answer", one.id, null(), one.finding, one.about, one.answer).where(
        one.content_id == content_id
    )
