"""A world that stands still: a clock that moves when told, mail that is kept, a web of a few pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Protocol

from advocacy.networks.fetching import Document, Fetched, NotFetched, Wanted, Why
from advocacy.settings import Settings, read_settings
from advocacy.wiring import Wiring

MONDAY_MORNING = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
"""Monday 4 May 2026, 10:00 in Paris: a working hour of a working day, at which every test begins."""


@dataclass
class StillClock:
    """A clock that stands still until a test moves it."""

    at: datetime = MONDAY_MORNING

    def now(self) -> datetime:
        """The instant it stands at."""
        return self.at

    def advance(self, **by: float) -> None:
        """Move the clock by a timedelta's arguments."""
        self.at += timedelta(**by)


@dataclass
class KeptMail:
    """Mail that goes into a list; `refuse` holds what to raise for an address."""

    sent: list[EmailMessage] = field(default_factory=list)
    refuse: dict[str, Exception] = field(default_factory=dict)

    def send(self, message: EmailMessage) -> None:
        """Keep `message`, or raise what its address was told to meet."""
        address = str(message["To"])
        for part, error in self.refuse.items():
            if part in address:
                raise error
        self.sent.append(message)


class Outside(Protocol):
    """A way to real listeners."""

    def document(self, address: str, wanted: Wanted) -> Document:
        """What is there."""
        ...


@dataclass
class KeptWeb:
    """A web of the pages a test puts there; `down` holds what to raise instead of any of them, `moved` where
    redirects led to. `documents` are those that are no pages, or what keeps one from being fetched.
    `through` is asked instead, once a test has real listeners."""

    pages: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Document | NotFetched] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    down: NotFetched | None = None
    asked: list[str] = field(default_factory=list)
    wanted: list[Wanted] = field(default_factory=list)
    through: Outside | None = None

    def text(self, address: str) -> Fetched:
        """The page put at `address`; refused when there is none."""
        self.asked.append(address)
        if self.down is not None:
            raise self.down
        if address not in self.pages:
            raise NotFetched(Why.REFUSED, "status 404")
        return Fetched(self.moved.get(address, address), self.pages[address])

    def document(self, address: str, wanted: Wanted) -> Document:
        """The document put at `address`, else the page."""
        self.wanted.append(wanted)
        if self.through is not None:
            return self.through.document(address, wanted)
        found = self.documents.get(address)
        if found is None or self.down is not None:
            page = self.text(address)
            return Document(page.address, 200, "text/html", page.text.encode(), "utf-8")
        self.asked.append(address)
        if isinstance(found, NotFetched):
            raise found
        return found

    def clear(self) -> None:
        """Forget every page."""
        self.pages.clear()
        self.documents.clear()
        self.wanted.clear()
        self.through = None
        self.moved.clear()
        self.asked.clear()
        self.down = None


@dataclass
class TestWorld:
    """The world of a test, with its parts at hand."""

    __test__ = False

    settings: Settings
    clock: StillClock
    mail: KeptMail
    web: KeptWeb
    wiring: Wiring

    def reset(self) -> None:
        """Back to Monday morning, with no mail."""
        self.clock.at = MONDAY_MORNING
        self.mail.sent.clear()
        self.mail.refuse.clear()
        self.web.clear()


def a_world(folder: Path, database_url: str = "", **settings: Any) -> TestWorld:
    """A world whose files are in `folder`; further `settings` win over the usual ones."""
    given: dict[str, Any] = {
        "secret_key": "only-for-tests-only-for-tests-only-for-tests",
        "data_dir": folder,
        "database_url": database_url,
        "queue_url": "none",
        "base_url": "http://localhost",
        "organisation": "Maison Verdier",
        "language": "en",
        "log_level": "error",
    }
    read = read_settings({**given, **settings})
    clock, mail, web = StillClock(), KeptMail(), KeptWeb()
    wiring = Wiring(settings=read, clock=clock, mail=mail, web=web)
    return TestWorld(read, clock, mail, web, wiring)
