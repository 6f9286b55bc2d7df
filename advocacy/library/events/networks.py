"""Facts of where the company is: network sheets and official accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_
from advocacy.networks.words import NETWORK_WORDS

Words = Mapping[str, Mapping[str, str]]
_NETWORK: Words = {"network": NETWORK_WORDS}


@dataclass(frozen=True)
class NetworkSheetSaved(Event):
    """What the company does on a network was written down anew."""

    sentence: ClassVar[str] = N_("%(actor)s changed the sheet of %(network)s.")
    words: ClassVar[Words] = _NETWORK

    network: str


@dataclass(frozen=True)
class NetworkSwitchedOn(Event):
    """The company is on this network: posts for it are offered."""

    sentence: ClassVar[str] = N_("%(actor)s switched %(network)s on.")
    words: ClassVar[Words] = _NETWORK

    network: str


@dataclass(frozen=True)
class NetworkSwitchedOff(Event):
    """The company is no longer on this network; so many live contents were offered for it."""

    sentence: ClassVar[str] = N_("%(actor)s switched %(network)s off.")
    words: ClassVar[Words] = _NETWORK

    network: str
    contents: int


@dataclass(frozen=True)
class OfficialAccountRegistered(Event):
    """An account of the company was entered in the register."""

    sentence: ClassVar[str] = N_("%(actor)s registered an official account on %(network)s.")
    words: ClassVar[Words] = _NETWORK

    account_id: int
    network: str


@dataclass(frozen=True)
class OfficialAccountChanged(Event):
    """An official account has another owner, last post or help link."""

    sentence: ClassVar[str] = N_("%(actor)s changed an official account on %(network)s.")
    words: ClassVar[Words] = _NETWORK

    account_id: int
    network: str


@dataclass(frozen=True)
class AccountClosingDecided(Event):
    """An official account is to be closed on a day."""

    sentence: ClassVar[str] = N_(
        "%(actor)s decided to close an official account on %(network)s on %(close_on)s."
    )
    words: ClassVar[Words] = _NETWORK

    account_id: int
    network: str
    close_on: date


@dataclass(frozen=True)
class AccountClosingWithdrawn(Event):
    """An official account that was to be closed stays."""

    sentence: ClassVar[str] = N_("%(actor)s decided to keep an official account on %(network)s.")
    words: ClassVar[Words] = _NETWORK

    account_id: int
    network: str


@dataclass(frozen=True)
class OfficialAccountClosed(Event):
    """An official account is closed."""

    sentence: ClassVar[str] = N_("%(actor)s noted that an official account on %(network)s is closed.")
    words: ClassVar[Words] = _NETWORK

    account_id: int
    network: str
