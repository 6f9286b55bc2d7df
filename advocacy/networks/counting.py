"""How long a text is in the eyes of a network, and whether it fits.

`count` is exact for what is published; the browser's counter does the same sums (static/counter.js), and one
file of examples keeps the two together (tests/networks/counting.json).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from advocacy.networks.known import KNOWN
from advocacy.networks.lines import plain_lines
from advocacy.networks.rule import Limits, Rule, Unit
from advocacy.networks.units import COUNTED, utf8_bytes
from advocacy.networks.words import Network

__all__ = ["LIMITS", "Count", "Limits", "Unit", "count", "limits_of", "rule_of"]

RULES: Mapping[Network, Rule] = MappingProxyType({rule.network: rule for rule in KNOWN})

LIMITS: Mapping[Network, Limits] = MappingProxyType({rule.network: rule.limits for rule in KNOWN})
"""What each network takes; the source of each stands beside it, in the network's own file."""

_WITHOUT = Limits(characters=None)


@dataclass(frozen=True)
class Count:
    """How long a text is for a network. Without a published limit `limit` and `left` are None: all fits."""

    used: int
    limit: int | None
    unit: Unit
    bytes_used: int
    bytes_limit: int | None

    @property
    def left(self) -> int | None:
        """How much is left; negative for what is too much."""
        return None if self.limit is None else self.limit - self.used

    @property
    def fits(self) -> bool:
        """Whether the network takes it, by both its limits."""
        within = self.limit is None or self.used <= self.limit
        return within and (self.bytes_limit is None or self.bytes_used <= self.bytes_limit)


def rule_of(network: Network) -> Rule | None:
    """What is known of a network; None for one on which nothing is passed on."""
    return RULES.get(network)


def limits_of(network: Network, limits: Limits | None = None) -> Limits:
    """What the network takes: `limits` of the person's own server, where it is known, else what is usual."""
    return limits or LIMITS.get(network, _WITHOUT)


def count(network: Network, text: str, *, limits: Limits | None = None) -> Count:
    """How long `text` is on `network`; `limits` are those of a Mastodon server, where one was asked.

    `text` is what will be posted, disclosure and link included: see `disclosing.composed`. A network that we
    know nothing of counts graphemes and takes everything.
    """
    rule = RULES.get(network)
    unit = rule.unit if rule else Unit.GRAPHEMES
    held = limits_of(network, limits)
    text = plain_lines(text)
    return Count(
        used=COUNTED[unit](text, held),
        limit=held.characters,
        unit=unit,
        bytes_used=utf8_bytes(text),
        bytes_limit=held.bytes,
    )
