"""How the demonstration's contents were passed on and followed: at some hours of the working day, in bursts,
by few people a lot and by most a little; programs come at once and in crowds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta
from functools import partial
from math import exp
from random import Random
from typing import Any

from sqlalchemy import select

from advocacy.db import db
from advocacy.demonstration import invented
from advocacy.demonstration.company import CAST
from advocacy.demonstration.past import PastClock, Planner, as_person
from advocacy.demonstration.staff import Member, Staff
from advocacy.errors import NotVisible, Refused
from advocacy.networks.words import Network
from advocacy.people.rules import Language
from advocacy.relay.actions.clicks import count_clicks
from advocacy.relay.actions.passing_on import Words, declare_share, open_share
from advocacy.relay.models import Share, TrackedLink
from advocacy.relay.rules.clicks import Click
from advocacy.roles import SYSTEM
from advocacy.work import unit_of_work

RELAYERS = 90
"""So many people pass something on now and then."""

HOURS = ((8.6, 9.8, 3), (11.8, 13.9, 4), (16.6, 18.9, 3), (9.8, 16.6, 1))
"""From, to, how often: before work, at lunch, on the way home, and seldom in between."""

READ = {
    Network.LINKEDIN: 13.0,
    Network.FACEBOOK: 10.0,
    Network.MASTODON: 9.0,
    Network.BLUESKY: 8.0,
    Network.X: 5.0,
    Network.WHATSAPP: 6.0,
    Network.EMAIL: 3.0,
    Network.INSTAGRAM: 0.4,
}
"""How many people follow a link, all in all, where somebody of average reach passed it on."""

PROGRAMS = {Network.LINKEDIN: 4, Network.X: 6, Network.FACEBOOK: 5, Network.BLUESKY: 9, Network.WHATSAPP: 1}
CROWD = (180, 420)
"""How many servers ask for the preview of one Mastodon post within seconds."""

WEEK = (1.0, 1.15, 1.2, 1.1, 0.9, 0.45, 0.4)
"""How readily people follow links from Monday to Sunday."""

FADES = 1.9
"""Days after which a post is read by a third as many."""

OWN_WORDS = {
    Language.FRENCH: ("On en parlait hier en réserve : voilà.", "Je transmets, ça peut servir à quelqu’un."),
    Language.ENGLISH: ("We talked about this at work yesterday.", "Passing this on, somebody may need it."),
}
SERVERS = ("mastodon.social", "piaille.fr", "mamot.fr")


@dataclass
class Relaying:
    """Plans shares and clicks of contents, which are found by their keys in `contents`."""

    staff: Staff
    clock: PastClock
    today: date
    random: Random
    plan: Planner
    contents: Mapping[str, int]
    _serial: int = 0
    _reach: dict[int, float] = field(default_factory=dict)

    def happen_later(self) -> None:
        """Plan everything."""
        people = self._people()
        eager = [self.random.paretovariate(1.3) for _ in people]
        for person in people:
            self._reach[person.id] = min(0.4 + self.random.expovariate(1.4), 5.0)
        for key, said in invented.contents().items():
            if said.get("state", "approved") in ("approved", "recalled", "held") and said["opens"] < 0:
                self._share_later(key, said, people, eager)
            if "recall" in said:
                self._tell_later(key, said)
        monday = self.today.weekday()
        for days_ago in range(monday + 70, monday - 1, -7):
            self.plan(days_ago, 6, partial(self._follow, 7, 1))
        self.plan(0, 23.9, partial(self._follow, monday, 0))

    def _tell_later(self, key: str, said: Mapping[str, Any]) -> None:
        """Whoever plays HR passes on what is recalled, and nothing else: she is told."""
        told = next(one.id for one in self.staff.members if one.number == CAST["hr"])
        network = self._networks(said, Language.FRENCH)[0]
        self.plan(-said["opens"] - 2, 12, partial(self._share, told, key, network, Language.FRENCH))

    def _people(self) -> list[Member]:
        """Those who were here before the portal, and some who play a part; not the new employee."""
        parts = [CAST[key] for key in ("member", "manager", "editor")]
        known = [
            one
            for one in self.staff.members
            if one.number.startswith("V1") and one.hired < self.staff.opening
        ]
        chosen = [one for part in parts for one in self.staff.members if one.number == part]
        return [*chosen, *self.random.sample(known, RELAYERS - len(chosen))]

    def _share_later(
        self, key: str, said: Mapping[str, Any], people: list[Member], eager: list[float]
    ) -> None:
        """Most in the first days; more after it was shown first."""
        first = -said["opens"]
        last = max(first - said.get("lasts", first), 0)
        if "recall" in said:
            last = first - said["recall"]["after"]
        for _ in range(self.random.randint(9, 17)):
            self._one_later(key, said, first - self.random.expovariate(1 / 4), last, people, eager)
        if "featured" in said:
            shown = first - said["featured"]["after"]
            for _ in range(self.random.randint(9, 14)):
                self._one_later(key, said, shown - self.random.expovariate(1 / 2), last, people, eager)

    def _one_later(
        self,
        key: str,
        said: Mapping[str, Any],
        days_ago: float,
        last: int,
        people: list[Member],
        eager: list[float],
    ) -> None:
        if days_ago < last:
            return
        person = self.random.choices(people, eager)[0]
        language = person.language if self._networks(said, person.language) else Language.FRENCH
        networks = self._networks(said, language)
        network = self.random.choices(networks, [2 if one is Network.LINKEDIN else 1 for one in networks])[0]
        begin, end, _often = self.random.choices(HOURS, [often for *_, often in HOURS])[0]
        act = partial(self._share, person.id, key, network, language)
        self.plan(max(days_ago, 0), self.random.uniform(begin, end), act)

    def _networks(self, said: Mapping[str, Any], language: Language) -> list[Network]:
        return [Network(one) for one in said[language.value] if one not in invented.PARTS]

    def _share(self, person_id: int, key: str, network: Network, language: Language) -> None:
        """Pass it on; whoever may not, or comes before it opens, does not."""
        actor = as_person(person_id)
        if actor is None:
            return
        texts = invented.contents()[key][language.value][network.value]
        text = self.random.choice(texts if self.random.random() < 0.72 else OWN_WORDS[language])
        host = SERVERS[person_id % len(SERVERS)] if network is Network.MASTODON else ""
        with suppress(Refused, NotVisible), unit_of_work(actor) as work:
            handed = open_share(work, self.contents[key], Words(network, language, text, host))
            if self.random.random() < 0.7:
                declare_share(work, handed.share_id, "")

    def _follow(self, days: int, until: int) -> None:
        """Count the clicks of the `days` before `until` days ago."""
        last = self.clock.at.astimezone(UTC).date() - timedelta(days=until)
        first = last - timedelta(days=max(days - 1, 0))
        clicks: list[Click] = []
        beyond: Counter[tuple[date, int]] = Counter()
        for link_id, network, person_id, day in self._shares(first):
            for offset in range((last - first).days + 1):
                on = first + timedelta(days=offset)
                if on >= day:
                    clicks += self._readers(link_id, network, person_id, on, age=(on - day).days)
            if first <= day <= last:
                if network is Network.MASTODON:
                    beyond[day, link_id] += self.random.randint(*CROWD)
                clicks += self._programs(link_id, network, day)
        with unit_of_work(SYSTEM) as work:
            count_clicks(work, clicks, beyond)

    def _shares(self, first: date) -> Iterator[tuple[int, Network, int, date]]:
        """(link, network, person, day) of shares that may still be read; a link leads somewhere."""
        same = (
            TrackedLink.content_id == Share.content_id,
            TrackedLink.wording_id == Share.wording_id,
            TrackedLink.network == Share.network,
        )
        rows = db.session.execute(
            select(TrackedLink.id, Share.network, Share.person_id, Share.opened_at)
            .join(TrackedLink, same[0] & same[1] & same[2])
            .order_by(Share.id)
        ).all()
        for row in rows:
            day = row.opened_at.astimezone(UTC).date()
            if day > first - timedelta(days=14):
                yield row.id, row.network, row.person_id, day

    def _readers(self, link_id: int, network: Network, person_id: int, day: date, *, age: int) -> list[Click]:
        reach = READ.get(network, 0.0) * self._reach.get(person_id, 1.0) * WEEK[day.weekday()]
        return [self._click(day, link_id, False) for _ in range(self._some(reach * exp(-age / FADES) * 0.84))]

    def _programs(self, link_id: int, network: Network, day: date) -> list[Click]:
        return [self._click(day, link_id, True) for _ in range(self._some(PROGRAMS.get(network, 1)))]

    def _click(self, day: date, link_id: int, is_bot: bool) -> Click:
        """Of somebody who was not there before: each has a network of their own out of those that are for
        documentation (RFC 3849)."""
        self._serial += 1
        line = f"2001:db8:{self._serial >> 16:x}:{self._serial & 0xFFFF:x}::1"
        return Click(day, link_id, is_bot, line, "a browser")

    def _some(self, mean: float) -> int:
        """A whole number around `mean`, as chance events come (Poisson, by Knuth's product)."""
        limit, product, found = exp(-mean), self.random.random(), 0
        while product > limit:
            product *= self.random.random()
            found += 1
        return found
