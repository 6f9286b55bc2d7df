"""Where the company is: what a network's sheet says, and the life of an official account."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from advocacy.errors import N_, Refused
from advocacy.library.rules.links import check_link
from advocacy.library.rules.live import LONGEST_REASON
from advocacy.networks.words import PUBLIC, Network
from advocacy.roster.rules.alias import looks
from advocacy.roster.rules.work_accounts import handle_key, key_of_link

SHEETS = tuple(network for network in Network if network is not Network.OTHER)
"""The networks that have a sheet: all that have a name."""

TOLD = tuple(network for network in PUBLIC if network is not Network.OTHER)
"""The networks of which strangers are told whether the company is there."""

DORMANT_AFTER = timedelta(days=30)
FURTHEST_CLOSING = timedelta(days=730)
LONGEST_SHEET_TEXT = 1000
LONGEST_HELP = 400


class AccountState(StrEnum):
    """Where an official account stands. Computed, never stored."""

    ACTIVE = "active"
    DORMANT = "dormant"
    CLOSING = "closing"
    CLOSED = "closed"


STATE_NAMES = {
    AccountState.ACTIVE: N_("active"),
    AccountState.DORMANT: N_("dormant"),
    AccountState.CLOSING: N_("to be closed"),
    AccountState.CLOSED: N_("closed"),
}
"""What each state is called, to be translated when shown."""


@dataclass(frozen=True)
class AccountFacts:
    """What the state of an official account follows from; days are those of the installation's zone."""

    registered_on: date
    last_post_on: date | None = None
    close_on: date | None = None
    is_closed: bool = False


def state(facts: AccountFacts, *, today: date) -> AccountState:
    """Where the account stands: dormant once more than 30 days passed without a post."""
    if facts.is_closed:
        return AccountState.CLOSED
    if facts.close_on is not None:
        return AccountState.CLOSING
    last = facts.last_post_on or facts.registered_on
    return AccountState.DORMANT if today - last > DORMANT_AFTER else AccountState.ACTIVE


def check_sheet(texts: Iterable[tuple[str, str]]) -> None:
    """Raise Refused for a text in one language only: (French, English) of each part. Both empty is fine."""
    for french, english in texts:
        if bool(french.strip()) != bool(english.strip()):
            raise Refused("Write each part in French and in English, or leave it out in both.")


def check_switch_on(mission_fr: str, mission_en: str) -> None:
    """Raise Refused for a network without a mission: the company is not somewhere without knowing why."""
    if not mission_fr.strip() or not mission_en.strip():
        raise Refused("Write first what the company is on this network for, in French and in English.")


def check_help(address: str) -> None:
    """Raise Refused for an address of help that is no page of the web; none at all is fine."""
    if address:
        check_link(address)


def check_last_post(day: date | None, *, today: date) -> None:
    """Raise Refused for a post that is still to come."""
    if day is not None and day > today:
        raise Refused("The last post cannot be in the future.")


def check_open(facts: AccountFacts) -> None:
    """Raise Refused for an account that is closed: nothing of it changes any more."""
    if facts.is_closed:
        raise Refused("This account is closed. Nothing of it changes any more.")


def check_deciding(facts: AccountFacts, close_on: date, reason: str, *, today: date) -> None:
    """Raise Refused unless the account may be closed on that day, for that reason."""
    check_open(facts)
    if close_on < today:
        raise Refused("The day on which it closes cannot be in the past.")
    if close_on > today + FURTHEST_CLOSING:
        raise Refused("Choose a day within two years.")
    if not reason.strip():
        raise Refused("Say why the account is closed: customers who followed it will ask.")
    if len(reason) > LONGEST_REASON:
        raise Refused("A reason has at most %(most)s characters.", most=LONGEST_REASON)


def check_decided(facts: AccountFacts) -> None:
    """Raise Refused unless it was decided that the account closes, and it is not closed yet."""
    check_open(facts)
    if facts.close_on is None:
        raise Refused("Nobody has decided to close this account.")


class Likeness(StrEnum):
    """What is said of an account somebody asks about."""

    OURS = "ours"
    WAS_OURS = "was_ours"
    LOOKS_LIKE = "looks_like"
    NOT_OURS = "not_ours"


@dataclass(frozen=True)
class Known:
    """An official account, as it is compared with what somebody asks about."""

    id: int
    network: Network
    handle: str
    is_closed: bool


def likeness(asked: str, accounts: Iterable[Known]) -> tuple[Likeness, Known | None]:
    """Whether `asked`, a handle or the address of an account's page, is ours, was, or only looks like it."""
    linked = key_of_link(asked) if "/" in asked else None
    network, key = linked or (None, handle_key(asked))
    if not key:
        return Likeness.NOT_OURS, None
    known = list(accounts)
    same = [one for one in known if one.handle.casefold() == key and network in (None, one.network)]
    if same:
        best = min(same, key=lambda one: one.is_closed)
        return (Likeness.WAS_OURS if best.is_closed else Likeness.OURS), best
    name = key.partition("@")[0]
    alike = [one for one in known if looks(one.handle.partition("@")[0]) & looks(name)]
    if alike and any(letter.isalnum() for letter in name):
        return Likeness.LOOKS_LIKE, min(alike, key=lambda one: one.is_closed)
    return Likeness.NOT_OURS, None
