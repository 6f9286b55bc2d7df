"""What is known of a click, and what is kept of it: a number that means nothing without the day's secret."""

from __future__ import annotations

import hmac
from datetime import date
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
    said = "\0".join((kind, click.address, click.agent))
    return hmac.digest(salt, said.encode("utf-8", "replace"), "sha256")[:16]
