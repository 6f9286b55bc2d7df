"""Writing the sheets of networks, and switching a network on or off."""

from __future__ import annotations

from collections.abc import Mapping

from advocacy.errors import Refused
from advocacy.insert_once import insert_once
from advocacy.library.events.networks import NetworkSheetSaved, NetworkSwitchedOff, NetworkSwitchedOn
from advocacy.library.models import NetworkSheet
from advocacy.library.queries.networks import concerned
from advocacy.library.queries.owners import EDITORS, check_owner
from advocacy.library.rules import sheets as rules
from advocacy.networks.words import Network
from advocacy.roles import Can
from advocacy.work import Work

PARTS = ("mission", "offer", "expect")


def save_sheet(work: Work, network: Network, texts: Mapping[str, str], *, owner_id: int | None) -> None:
    """Write down what the company does on a network. `texts` has each part as `mission_fr`, `mission_en`…

    Raises Refused: a part in one language only, too long, a mission taken from a network that is on, an owner
    who does not work on content.
    """
    work.actor.require(Can.MANAGE_NETWORKS)
    rules.check_sheet((texts[f"{part}_fr"], texts[f"{part}_en"]) for part in PARTS)
    if any(len(text) > rules.LONGEST_SHEET_TEXT for text in texts.values()):
        raise Refused("A text has at most %(most)s characters.", most=rules.LONGEST_SHEET_TEXT)
    check_owner(work.session, owner_id, EDITORS, day=work.today)
    sheet = _sheet(work, network)
    if sheet.is_on:
        rules.check_switch_on(texts["mission_fr"], texts["mission_en"])
    before = {name: getattr(sheet, name) for name in (*texts, "owner_id")}
    after = {**{name: text.strip() for name, text in texts.items()}, "owner_id": owner_id}
    if before == after:
        return
    for name, value in after.items():
        setattr(sheet, name, value)
    sheet.edited_at = work.now
    work.record(NetworkSheetSaved(network=network.value))


def switch_on(work: Work, network: Network) -> None:
    """Let posts for this network be offered. Raises Refused while its mission is not written."""
    work.actor.require(Can.MANAGE_NETWORKS)
    sheet = _sheet(work, network)
    rules.check_switch_on(sheet.mission_fr, sheet.mission_en)
    if sheet.is_on:
        return
    sheet.is_on, sheet.edited_at = True, work.now
    work.record(NetworkSwitchedOn(network=network.value))


def switch_off(work: Work, network: Network) -> None:
    """Offer no more posts for this network; what was shared stays shared."""
    work.actor.require(Can.MANAGE_NETWORKS)
    sheet = _sheet(work, network)
    if not sheet.is_on:
        return
    live = concerned(work.session, network, work.now).live
    sheet.is_on, sheet.edited_at = False, work.now
    work.record(NetworkSwitchedOff(network=network.value, contents=live))


def _sheet(work: Work, network: Network) -> NetworkSheet:
    """The sheet, locked; an empty one that is off where there was none."""
    values = {"network": network, "is_on": False, "edited_at": work.now}
    values |= dict.fromkeys((f"{part}_{code}" for part in PARTS for code in ("fr", "en")), "")
    insert_once(work.session, NetworkSheet, values, unique=["network"])
    found = work.lock(NetworkSheet, network)  # type: ignore[arg-type]  # its key is the network, not a number
    assert found is not None
    return found
