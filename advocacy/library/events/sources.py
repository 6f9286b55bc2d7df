"""Facts about where content comes from: feeds, suggestions, spreadsheets, posts seen. No word typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_


@dataclass(frozen=True)
class FeedAdded(Event):
    """A feed is read from now on."""

    feed_id: int
    sentence: ClassVar[str] = N_("%(actor)s added feed %(feed_id)s.")


@dataclass(frozen=True)
class FeedStopped(Event):
    """A feed is not read any more, because somebody said so."""

    feed_id: int
    sentence: ClassVar[str] = N_("%(actor)s stopped the reading of feed %(feed_id)s.")


@dataclass(frozen=True)
class FeedMoved(Event):
    """A feed said for good that it is elsewhere now."""

    feed_id: int
    sentence: ClassVar[str] = N_("Feed %(feed_id)s has moved to a new address.")


@dataclass(frozen=True)
class FeedGone(Event):
    """A feed said that it is gone for good."""

    feed_id: int
    sentence: ClassVar[str] = N_("Feed %(feed_id)s is gone and is not read any more.")


@dataclass(frozen=True)
class FeedItemsDismissed(Event):
    """New items of feeds were put aside, so many at once."""

    count: int
    sentence: ClassVar[str] = N_("%(actor)s put %(count)s new items of feeds aside.")


@dataclass(frozen=True)
class FeedItemUsed(Event):
    """An item of a feed became a draft."""

    feed_item_id: int
    content_id: int
    sentence: ClassVar[str] = N_("%(actor)s made content %(content_id)s from an item of a feed.")


@dataclass(frozen=True)
class ContentSuggested(Event):
    """A colleague suggested something to say."""

    suggestion_id: int
    sentence: ClassVar[str] = N_("%(actor)s suggested content.")


@dataclass(frozen=True)
class SuggestionAnswered(Event):
    """A suggestion was answered: used or declined."""

    suggestion_id: int
    decision: str
    sentence: ClassVar[str] = N_("%(actor)s answered a suggestion of %(subject)s: %(decision)s.")
    words: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "decision": {"used": N_("used"), "declined": N_("declined")}
    }


@dataclass(frozen=True)
class SightingReported(Event):
    """A post seen outside was reported."""

    sighting_id: int
    kind: str
    sentence: ClassVar[str] = N_("%(actor)s reported a post seen outside: %(kind)s.")
    words: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "kind": {
            "worrying": N_("worrying"),
            "praise": N_("praise"),
            "competitor": N_("a competitor"),
            "idea": N_("an idea"),
        }
    }


@dataclass(frozen=True)
class SightingHandled(Event):
    """A post seen outside was looked after."""

    sighting_id: int
    sentence: ClassVar[str] = N_("%(actor)s looked after a post that %(subject)s had seen outside.")


@dataclass(frozen=True)
class ContentsImported(Event):
    """A spreadsheet became drafts, so many at once."""

    import_id: int
    sha256: str
    count: int
    sentence: ClassVar[str] = N_("%(actor)s made %(count)s drafts from a spreadsheet.")
