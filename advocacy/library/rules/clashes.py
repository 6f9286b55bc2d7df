"""Contents that would be passed on against each other: on one network, within the same hour."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from advocacy.library.rules.drafts import Clash
from advocacy.networks.words import Network
from advocacy.people.rules import Language

SAME_HOUR = timedelta(hours=1)
"""Whatever opens less than this apart on one network takes readers from each other."""


@dataclass(frozen=True)
class Opening:
    """A content whose share window opens at an instant, and where and how it speaks."""

    content_id: int
    at: datetime
    networks: Collection[Network]
    languages: Collection[Language] = ()
    topics: Collection[int] = ()


def clashes(openings: Iterable[Opening]) -> Mapping[int, list[Clash]]:
    """What each content clashes with, by content; those without a clash are missing."""
    in_order = sorted(openings, key=lambda one: (one.at, one.content_id))
    found: dict[int, list[Clash]] = {}
    for place, one in enumerate(in_order):
        for other in in_order[place + 1 :]:
            if other.at - one.at >= SAME_HOUR:
                break
            for network in sorted(set(one.networks) & set(other.networks)):
                found.setdefault(one.content_id, []).append(Clash(other.content_id, network, other.at))
                found.setdefault(other.content_id, []).append(Clash(one.content_id, network, one.at))
    return found
