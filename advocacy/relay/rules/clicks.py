"""What is known of a click, and what is kept of it: a number that means nothing without the day's secret."""

from __future__ import annotations

import hmac
from datetime import date
from ipaddress import IPv6Address
from typing import NamedTuple

LONGEST_ADDRESS = 64


class Click(NamedTuple):
    """Somebody followed a link on a day (UTC). It is in memory for a second, and nowhere else as it is."""

    day: date
    link_id: int
    is_bot: bool
    address: str
    agent: str


def visitor(salt: bytes, click: Click) -> bytes:
    """What tells visitors of one day apart: HMAC-SHA-256 of address and browser, cut to sixteen bytes.

    With the salt it could be found by trying all addresses; so the salt goes with its day. A program and a
    person behind one address are two.
    """
    kind = "program" if click.is_bot else "person"
    said = "\0".join((kind, _place(click.address), click.agent))
    return hmac.digest(salt, said.encode("utf-8", "replace"), "sha256")[:16]


def _place(address: str) -> str:
    """An address, of IPv6 the network of its line: its last 64 bits are the visitor's to choose, and change
    by themselves every day (RFC 8981), so that one person would be a crowd."""
    if ":" not in address:
        return address
    try:
        ip = IPv6Address(address.partition("%")[0])
    except ValueError:
        return address
    return str(ip.ipv4_mapped or ip.packed[:8].hex())
