"""The counter beside a text: what the server has counted, and what the browser needs to go on counting.

Drawn by `counter` in templates/shared/counter.html; static/counter.js takes it from there.
"""

from __future__ import annotations

from dataclasses import dataclass

from advocacy.networks.counting import Count, Limits, count, limits_of, rule_of
from advocacy.networks.disclosing import composed
from advocacy.networks.words import Network

_NEARLY = 10
"""A tenth of the limit, or less, is left: the ring warns."""


@dataclass(frozen=True)
class Counter:
    """A text counted for one network. `link` is empty where it does not stand inside the text."""

    network: Network
    count: Count
    limits: Limits
    disclosure: str
    link: str

    @property
    def kind(self) -> str:
        """The colour of the ring."""
        if not self.count.fits:
            return "danger"
        left, limit = self.count.left, self.count.limit
        return "ok" if left is None or limit is None or left * _NEARLY > limit else "warn"

    @property
    def share(self) -> float:
        """How much of the ring is full, of 100."""
        limit = self.count.limit
        return min(100.0, 100 * self.count.used / limit) if limit else 0.0


def counter(
    network: Network, text: str, *, disclosure: str, link: str, limits: Limits | None = None
) -> Counter:
    """What `text` counts on `network` with its disclosure and link, as `composed` puts them there."""
    rule = rule_of(network)
    return Counter(
        network=network,
        count=count(network, composed(text, disclosure, link, network), limits=limits),
        limits=limits_of(network, limits),
        disclosure=disclosure,
        link=link if rule is None or rule.holds_link else "",
    )
