"""Which wording somebody is offered first, so that no text goes out from everybody at once.

X takes the same text from many accounts for spam and LinkedIn refuses an identical one (networks, section 2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from math import log

_ALL = 2.0**64


@dataclass(frozen=True)
class Used:
    """A wording, and how often it was passed on before today."""

    wording_id: int
    times: int


def rotated(wordings: Sequence[Used], *, person_id: int, day: date) -> list[int]:
    """The wordings in the order in which this person is offered them on this day.

    Those used least come first, for most people: each person draws, and a wording weighs the less the more
    often it was used than the least used one. Were the least used simply first, a whole company would be
    offered the same text on one day. The draw is the same all day, whatever colleagues do meanwhile.
    """
    fewest = min((one.times for one in wordings), default=0)

    def place(one: Used) -> tuple[float, int]:
        weight = 1.0 / (1 + one.times - fewest)
        return -log(_drawn(person_id, day, one.wording_id)) / weight, one.wording_id

    return [one.wording_id for one in sorted(wordings, key=place)]


def _drawn(person_id: int, day: date, wording_id: int) -> float:
    """A number above 0 and up to 1, the same whenever it is asked for."""
    drawn = sha256(f"{person_id} {day.isoformat()} {wording_id}".encode()).digest()[:8]
    return (int.from_bytes(drawn) + 1) / _ALL
