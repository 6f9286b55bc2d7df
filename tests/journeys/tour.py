"""Which pages there are to look at, and as whom: found by following links, without a browser."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import astuple, dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from advocacy.demonstration import CAST
from tests.support.pages import FILES
from tests.support.portal import Portal

MOST_PER_ENDPOINT = 2
"""How many addresses of an endpoint are opened; of each set of parameters, one. Each part opens one more.

A file is no page: that its link leads somewhere is seen once.
"""


@dataclass(frozen=True)
class Stop:
    """A page to look at: who opens which address, and what answers. No part: a stranger."""

    part: str | None
    address: str
    endpoint: str

    def __str__(self) -> str:
        return f"{self.part or 'a stranger'} at {self.address}"


@dataclass
class Tour:
    """The pages that links lead to. It stops where a page shows what no page of its endpoint has shown."""

    portal: Portal
    stops: list[Stop] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    """The endpoints of all pages opened."""

    _opened: dict[tuple[str, tuple[str, ...]], int] = field(default_factory=lambda: defaultdict(int))
    _shown: dict[str, set[Kind]] = field(default_factory=lambda: defaultdict(set))

    def follow(self, part: str | None, start: str) -> None:
        """Open `start` as the one who plays `part`, and then what the links of each page lead to."""
        client = self._client(part)
        waiting, known, own = [start], {start}, set[str]()
        while waiting:
            address = waiting.pop(0)
            answer = client.get(address, base_url=self.portal.url)
            assert answer.status_code in {200, 303}, f"{part} at {address}: {answer.status_code}"
            if answer.status_code == 303 or answer.mimetype != "text/html":
                continue
            page = Reading.of(answer.get_data(as_text=True))
            self._meet(part, address, page)
            for link in self._ours(address, page):
                if link not in known and self._is_new(link, own):
                    known.add(link)
                    waiting.append(link)

    def endpoint(self, address: str) -> str | None:
        """Which route answers; None for static files and the theme, which are served before the routes."""
        routes = self.portal.app.url_map.bind("127.0.0.1")
        try:
            return str(routes.match(urlsplit(address).path, method="GET")[0])
        except HTTPException:
            return None

    def _client(self, part: str | None) -> FlaskClient:
        client = FlaskClient(self.portal.app, self.portal.app.response_class)
        if part is not None:
            cookie = self.portal.cookie_of(CAST[part])
            client.set_cookie(cookie["name"], cookie["value"], domain="127.0.0.1")
        return client

    def _meet(self, part: str | None, address: str, page: Reading) -> None:
        endpoint = self.endpoint(address)
        assert endpoint is not None, f"no route answers {address}"
        self.met.add(endpoint)
        if page.kinds - self._shown[endpoint]:
            self._shown[endpoint] |= page.kinds
            self.stops.append(Stop(part, address, endpoint))

    def _ours(self, address: str, page: Reading) -> Iterator[str]:
        for link in page.links:
            parts = urlsplit(urljoin(self.portal.url + address, link))
            if f"{parts.scheme}://{parts.netloc}" == self.portal.url:
                yield parts.path + (f"?{parts.query}" if parts.query else "")

    def _is_new(self, link: str, own: set[str]) -> bool:
        endpoint = self.endpoint(link)
        if endpoint is None:
            return False
        names = tuple(sorted({pair.split("=")[0] for pair in urlsplit(link).query.split("&") if pair}))
        self._opened[(endpoint, names)] += 1
        if FILES.search(urlsplit(link).path):
            return self._opened[(endpoint, names)] == 1
        first_of_part = endpoint not in own
        own.add(endpoint)
        return first_of_part or self._opened[(endpoint, names)] <= (1 if names else MOST_PER_ENDPOINT)


Kind = tuple[str, ...]
"""What an element is to somebody who looks: its name, class, type, role and which aria attributes it has."""


class Reading(HTMLParser):
    """What a page shows, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.kinds: set[Kind] = set()

    @classmethod
    def of(cls, html: str) -> Reading:
        """This page, read."""
        reading = cls()
        reading.feed(html)
        return reading

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        values = {name: value or "" for name, value in attrs}
        self.kinds.add(
            (
                *(tag, values.get("class", ""), values.get("type", ""), values.get("role", "")),
                *sorted(name for name in values if name.startswith("aria-")),
            )
        )
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])


@dataclass(frozen=True)
class Found:
    """What a tour found: where it stopped, and the endpoints of all pages that it met."""

    stops: list[Stop]
    met: set[str]

    def one_per_page(self) -> Found:
        """The same with the first stop of each endpoint only."""
        first: dict[str, Stop] = {}
        for stop in self.stops:
            first.setdefault(stop.endpoint, stop)
        return Found(list(first.values()), self.met)

    def share(self, number: int, of: int) -> list[Stop]:
        """One of so many shares of the stops: what one part opens stays together."""
        size = -(-len(self.stops) // of)
        return self.stops[number * size : (number + 1) * size]


def write_tour(portal: Portal, path: Path) -> None:
    """Go through the demonstration as a stranger and as every part; write to `path` what was found."""
    tour = Tour(portal)
    for part in (None, *CAST):
        tour.follow(part, "/" if part else "/account/sign-in")
    found = {"stops": [astuple(stop) for stop in tour.stops], "met": sorted(tour.met)}
    path.write_text(json.dumps(found), encoding="utf-8")


def read_tour(path: Path) -> Found:
    """What `write_tour` found."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return Found([Stop(*stop) for stop in found["stops"]], set(found["met"]))
