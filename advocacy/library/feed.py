"""Cards of what may be passed on, as the feed and the digest show them, and which are wanted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from advocacy.keyset import Window
from advocacy.library.rules.words import Aim, ContentKind, MediaKind, Stage
from advocacy.networks.words import Network
from advocacy.people.rules import Language


@dataclass(frozen=True)
class Place:
    """Where a content stands in the feed, which is the order of the list."""

    opens_at: datetime
    content_id: int

    @property
    def key(self) -> tuple[datetime, int]:
        """The columns of the order."""
        return self.opens_at, self.content_id


@dataclass(frozen=True)
class CardImage:
    """The first file of a content, for its card."""

    sha256: str
    kind: MediaKind
    width: int | None
    height: int | None
    alt_fr: str
    alt_en: str

    def alt(self, language: str) -> str:
        """What it shows, in `language`, else in the other one."""
        return (self.alt_fr or self.alt_en) if language == "fr" else (self.alt_en or self.alt_fr)


@dataclass(frozen=True)
class LiveCard:
    """A content in the feed, in the reader's language where it has that, else in the other one (`language`).

    `featured` is its place among those shown first, None for the others; `credited` who had the idea.
    """

    content_id: int
    revision_id: int
    kind: ContentKind
    link: str
    opens_at: datetime
    closes_at: datetime | None
    language: Language
    title: str
    why: str
    audience: str
    next_step: str
    networks: tuple[Network, ...]
    topics: tuple[int, ...]
    objective_fr: str
    objective_en: str
    aim: Aim | None
    stage: Stage
    credited: str
    featured: int | None
    image: CardImage | None

    @property
    def place(self) -> Place:
        """Where it stands in the feed."""
        return Place(self.opens_at, self.content_id)

    def objective(self, language: str) -> str:
        """What the objective is called in `language`; empty without one."""
        return self.objective_fr if language == "fr" else self.objective_en


@dataclass(frozen=True)
class LivePage:
    """A page of the feed. `featured` are on the first page only, and never among the others."""

    featured: Sequence[LiveCard]
    posts: Window[LiveCard]

    @property
    def cards(self) -> list[LiveCard]:
        """All of the page, those shown first first."""
        return [*self.featured, *self.posts.rows]


@dataclass(frozen=True)
class Wanted:
    """Which contents: with one of these topics, or none at all; saying something in one of these languages,
    on this network; for this objective. What is None or empty leaves nothing out."""

    topics: Collection[int] = ()
    languages: Collection[Language] = ()
    network: Network | None = None
    objective_id: int | None = None
    kind: ContentKind | None = None


EVERYTHING = Wanted()
