"""Freezing a content: all that people will see as canonical JSON, its hash, and reading that back.

The bytes are what an approval binds to and what the ledger's export carries. They hold no name of a person.
Plain Python: values in, values out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from advocacy.audit.canonical import canonical
from advocacy.library.rules.words import ContentKind, MediaKind, Stage
from advocacy.markup import canonical_text
from advocacy.networks.words import Network
from advocacy.people.rules import Language

FORMAT = 1


@dataclass(frozen=True)
class Text:
    """What staff are told in one language."""

    title: str
    why: str
    audience: str = ""
    next_step: str = ""


@dataclass(frozen=True)
class Said:
    """One wording of a network and language, with the disclosure that goes with it."""

    wording_id: int
    network: Network
    language: Language
    position: int
    text: str
    disclosure: str


@dataclass(frozen=True)
class Media:
    """A file, named by the hash of its bytes, with what it shows in words."""

    position: int
    sha256: str
    kind: MediaKind
    type: str
    width: int | None
    height: int | None
    size: int
    alt: Mapping[Language, str]

    def alt_in(self, language: Language) -> str:
        """The alternative text in a language, else in the other one."""
        return self.alt.get(language) or next((words for words in self.alt.values() if words), "")


@dataclass(frozen=True)
class Contest:
    """The rules of a contest, and its end."""

    rules: str
    ends_at: datetime | None


@dataclass(frozen=True)
class Claim:
    """A factual claim, what shows that it is true, and the last day on which it may be made."""

    statement: str
    evidence: str
    expires_on: date | None


@dataclass(frozen=True)
class ContentParts:
    """All that is handed in. `card` is the hash of the linked page's card, None while it was not seen.

    `zone` is where the window's wall times were typed. `contest` is None for anything but a contest.
    """

    content_id: int
    number: int
    kind: ContentKind
    objective_id: int | None
    stage: Stage
    link: str
    card: str | None
    opens_at: datetime
    closes_at: datetime | None
    zone: str
    topics: tuple[int, ...]
    texts: Mapping[Language, Text]
    wordings: tuple[Said, ...]
    media: tuple[Media, ...] = ()
    claims: tuple[Claim, ...] = ()
    contest: Contest | None = None

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages in which something is said."""
        return tuple(one for one in Language if any(said.language is one for said in self.wordings))

    @property
    def networks(self) -> tuple[Network, ...]:
        """The networks on which something is said."""
        return tuple(one for one in Network if any(said.network is one for said in self.wordings))

    @property
    def claims_end_on(self) -> date | None:
        """The first last day of a claim."""
        return min((claim.expires_on for claim in self.claims if claim.expires_on), default=None)

    def text_in(self, language: Language) -> Text:
        """What staff are told in a language, else in the other one."""
        return self.texts.get(language) or next(iter(self.texts.values()), Text("", ""))

    def said_on(self, network: Network, language: Language | None = None) -> tuple[Said, ...]:
        """The wordings of a network, of one language or of all."""
        return tuple(
            said
            for said in self.wordings
            if said.network is network and (language is None or said.language is language)
        )


@dataclass(frozen=True)
class Frozen:
    """A content as it is kept for good: its parts in their one spelling, their bytes and their hash."""

    parts: ContentParts
    canonical: bytes
    sha256: str


def freeze(parts: ContentParts) -> Frozen:
    """The exact bytes and their hash. The parts that come back are spelt as the bytes spell them."""
    content = canonical(_plain(parts))
    return Frozen(thawed(content), content, sha256(content).hexdigest())


def thawed(content: bytes) -> ContentParts:
    """The parts that these bytes hold."""
    plain: dict[str, Any] = json.loads(content)
    return ContentParts(
        content_id=plain["content"],
        number=plain["number"],
        kind=ContentKind(plain["kind"]),
        objective_id=plain["objective"],
        stage=Stage(plain["stage"]),
        link=plain["link"]["address"],
        card=plain["link"]["card"],
        opens_at=datetime.fromisoformat(plain["window"]["opens_at"]),
        closes_at=_instant(plain["window"]["closes_at"]),
        zone=plain["window"]["zone"],
        topics=tuple(plain["topics"]),
        texts={
            language: Text(**plain["texts"][language]) for language in Language if language in plain["texts"]
        },
        wordings=tuple(_said(one) for one in plain["wordings"]),
        media=tuple(_media(one) for one in plain["media"]),
        claims=tuple(_claim(one) for one in plain["claims"]),
        contest=_contest(plain["contest"]),
    )


def spelt(typed: str) -> str:
    """A text in its one spelling, without blanks at its ends."""
    return canonical_text(typed).strip()


def _plain(parts: ContentParts) -> dict[str, object]:
    window = {"opens_at": _iso(parts.opens_at), "closes_at": _iso(parts.closes_at), "zone": parts.zone}
    return {
        "format": FORMAT,
        "content": parts.content_id,
        "number": parts.number,
        "kind": parts.kind.value,
        "objective": parts.objective_id,
        "stage": parts.stage.value,
        "link": {"address": parts.link, "card": parts.card},
        "window": window,
        "topics": sorted(parts.topics),
        "texts": {language.value: _plain_text(text) for language, text in parts.texts.items()},
        "wordings": [_plain_said(said) for said in sorted(parts.wordings, key=_place)],
        "media": [_plain_media(one) for one in sorted(parts.media, key=lambda one: one.position)],
        "claims": [_plain_claim(one) for one in parts.claims],
        "contest": None
        if parts.contest is None
        else {"rules": spelt(parts.contest.rules), "ends_at": _iso(parts.contest.ends_at)},
    }


_NETWORKS, _LANGUAGES = list(Network), list(Language)


def _place(said: Said) -> tuple[int, int, int, int]:
    return _NETWORKS.index(said.network), _LANGUAGES.index(said.language), said.position, said.wording_id


def _plain_text(text: Text) -> dict[str, object]:
    return {name: spelt(value) for name, value in vars(text).items()}


def _plain_said(said: Said) -> dict[str, object]:
    return {
        "wording": said.wording_id,
        "network": said.network.value,
        "language": said.language.value,
        "position": said.position,
        "text": spelt(said.text),
        "disclosure": spelt(said.disclosure),
    }


def _plain_media(one: Media) -> dict[str, object]:
    return {
        "position": one.position,
        "sha256": one.sha256,
        "kind": one.kind.value,
        "type": one.type,
        "width": one.width,
        "height": one.height,
        "size": one.size,
        "alt": {language.value: spelt(words) for language, words in one.alt.items()},
    }


def _plain_claim(claim: Claim) -> dict[str, object]:
    return {
        "statement": spelt(claim.statement),
        "evidence": spelt(claim.evidence),
        "expires_on": claim.expires_on.isoformat() if claim.expires_on else None,
    }


def _said(plain: dict[str, Any]) -> Said:
    return Said(
        wording_id=plain["wording"],
        network=Network(plain["network"]),
        language=Language(plain["language"]),
        position=plain["position"],
        text=plain["text"],
        disclosure=plain["disclosure"],
    )


def _media(plain: dict[str, Any]) -> Media:
    alt = {Language(language): words for language, words in plain["alt"].items()}
    return Media(**{**plain, "kind": MediaKind(plain["kind"]), "alt": alt})


def _claim(plain: dict[str, Any]) -> Claim:
    ends = plain["expires_on"]
    return Claim(plain["statement"], plain["evidence"], date.fromisoformat(ends) if ends else None)


def _contest(plain: dict[str, Any] | None) -> Contest | None:
    return None if plain is None else Contest(plain["rules"], _instant(plain["ends_at"]))


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat(timespec="seconds")


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
