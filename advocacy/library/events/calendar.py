"""Facts of the editorial calendar: slots, company events, openings moved, feeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_
from advocacy.networks.words import NETWORK_WORDS

Words = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class SlotAdded(Event):
    """A place in every week is to be filled."""

    sentence: ClassVar[str] = N_("%(actor)s added a slot on %(network)s to the calendar.")
    words: ClassVar[Words] = {"network": NETWORK_WORDS}

    slot_id: int
    network: str


@dataclass(frozen=True)
class SlotEnded(Event):
    """A place in every week is no longer to be filled."""

    sentence: ClassVar[str] = N_("%(actor)s ended a slot on %(network)s of the calendar.")
    words: ClassVar[Words] = {"network": NETWORK_WORDS}

    slot_id: int
    network: str


@dataclass(frozen=True)
class CompanyEventAdded(Event):
    """Days that matter to the company stand in the calendar."""

    sentence: ClassVar[str] = N_("%(actor)s added the event “%(called)s” to the calendar.")

    company_event_id: int
    called: str


@dataclass(frozen=True)
class CompanyEventRemoved(Event):
    """Days that mattered to the company stand in the calendar no longer."""

    sentence: ClassVar[str] = N_("%(actor)s removed the event “%(called)s” from the calendar.")

    company_event_id: int
    called: str


@dataclass(frozen=True)
class OpeningMoved(Event):
    """The share window of a draft opens on another day."""

    sentence: ClassVar[str] = N_("%(actor)s moved the content “%(content_id)s” to %(opens_on)s.")

    content_id: int
    edition: int
    opens_on: date


@dataclass(frozen=True)
class CalendarFeedMade(Event):
    """Somebody made an address under which a calendar program reads the editorial calendar."""

    sentence: ClassVar[str] = N_("%(actor)s made a calendar feed.")

    feed_id: int


@dataclass(frozen=True)
class CalendarFeedRevoked(Event):
    """A calendar feed answers no more."""

    sentence: ClassVar[str] = N_("%(actor)s revoked a calendar feed.")

    feed_id: int
