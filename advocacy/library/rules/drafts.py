"""A draft as it is judged: plain values read from its rows, and from what stands around it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from advocacy.library.rules.phrases import Phrase
from advocacy.library.rules.words import ContentKind, Finding, Stage
from advocacy.networks.words import Network
from advocacy.people.rules import Language


@dataclass(frozen=True)
class Told:
    """What staff are told of the content in one language."""

    title: str = ""
    why: str = ""
    audience: str = ""
    next_step: str = ""


@dataclass(frozen=True)
class Worded:
    """One wording. `over` is how much too long it is for its network with disclosure and link, `over_bytes`
    the same in bytes where the network counts these too; 0 when it fits."""

    id: int
    network: Network
    language: Language
    position: int
    text: str
    over: int = 0
    over_bytes: int = 0


@dataclass(frozen=True)
class Pictured:
    """A file, and what it shows in words, by language."""

    position: int
    alt: Mapping[Language, str]


@dataclass(frozen=True)
class Claimed:
    """A factual claim, what shows that it is true, and the last day on which it may be made."""

    statement: str
    evidence: str
    expires_on: date | None = None


@dataclass(frozen=True)
class Clash:
    """Another content that opens on the same network within the same hour."""

    content_id: int
    network: Network
    at: datetime


@dataclass(frozen=True)
class DraftFacts:
    """A draft as it is judged. `own_hosts` are the portal's names, `today` the day in its zone.

    `objective_is_open` is None without an objective. `answers` holds what the editor answered, by finding and
    the hash of what was found.
    """

    content_id: int
    edition: int
    kind: ContentKind
    objective_id: int | None
    objective_is_open: bool | None
    stage: Stage | None
    link: str
    opens_at: datetime | None
    closes_at: datetime | None
    zone: str
    contest_rules: str
    contest_ends_at: datetime | None
    texts: Mapping[Language, Told]
    wordings: Sequence[Worded]
    media: Sequence[Pictured]
    claims: Sequence[Claimed]
    networks_on: Collection[Network]
    own_hosts: Collection[str]
    now: datetime
    today: date
    phrases: Sequence[Phrase] = ()
    clashes: Sequence[Clash] = ()
    topics: Sequence[int] = ()
    answers: Mapping[tuple[Finding, str], str] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages in which something is said."""
        return tuple(one for one in Language if any(said.language is one for said in self.wordings))
