"""Clicks on a real installation: several web processes, asked to end and ended by force, on both engines."""

from __future__ import annotations

import http.client
import itertools
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from advocacy.db import db
from advocacy.library.actions.recalling import recall
from advocacy.library.rules.live import RecallWording
from advocacy.roles import Role
from advocacy.work import unit_of_work
from tests.conftest import ENGINES
from tests.support.library_makers import a_live_content
from tests.support.link_makers import FIREFOX, a_tracked_link, counted
from tests.support.makers import acting, somebody
from tests.support.postgres import a_ready_database
from tests.support.served import Served, an_installation
from tests.support.waiting import until

PROCESSES = 3
HANDS = 8
PEOPLE, BOTS = 500, 2000
MAY_BE_LOST = 1.0
"""Seconds of clicks that a process ended by force may take with it."""


@dataclass
class Post:
    """A served installation, and the link of a post."""

    served: Served
    slug: str
    link_id: int
    content_id: int

    def follow(self, address: str, agent: str = FIREFOX, *more: str, method: str = "GET") -> int:
        """The status that somebody gets who comes from this address, through the proxy in front."""
        lines = [f"{method} /l/{self.slug} HTTP/1.1", f"Host: 127.0.0.1:{self.served.port}"]
        lines += [f"User-Agent: {agent}", f"X-Forwarded-For: {address}", *more, "Connection: close", "", ""]
        with socket.create_connection(("127.0.0.1", self.served.port), timeout=20) as connection:
            connection.sendall("\r\n".join(lines).encode())
            answer = http.client.HTTPResponse(connection, method=method)
            answer.begin()
            answer.read()
        return answer.status

    def counted(self) -> tuple[int, int]:
        """(people, bots) in the database."""
        with self.served.app.app_context():
            return counted(self.link_id)


@pytest.fixture(scope="module", params=ENGINES)
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An installation behind a proxy, on a database of its own."""
    address = ""
    if request.param == "postgresql":
        address = a_ready_database(request.getfixturevalue("postgresql_server"))
    with an_installation(tmp_path_factory.mktemp("clicks"), address, trusted_proxies=1) as made:
        yield made


@pytest.fixture
def post(served: Served) -> Iterator[Post]:
    """A post that is live, with its servers."""
    with served.app.app_context():
        content = a_live_content()
        link = a_tracked_link(content)
        made = Post(served, link.slug, link.id, content.id)
        db.session.remove()
    served.start(processes=PROCESSES)
    yield made
    served.stop()


def person(number: int) -> str:
    """The address of a person."""
    return f"198.18.{number // 250}.{number % 250}"


def bot(number: int) -> tuple[str, ...]:
    """The address of a program, what it says it is, and the headers with which it comes."""
    address = f"198.19.{number // 250}.{number % 250}"
    agents = (
        f"Mastodon/4.3.1 (http.rb/5.2.0; +https://m{number}.example/) Bot",
        "facebookexternalhit/1.1",
        FIREFOX,
    )
    agent = agents[number % 3]
    return (address, agent, "Sec-Purpose: prefetch") if agent == FIREFOX else (address, agent)


def test_five_hundred_people_and_two_thousand_bots_are_counted_as_such(post: Post) -> None:
    people = [(person(number),) for number in range(PEOPLE)]
    crowd = [*people, *map(bot, range(BOTS)), *people[:100], *map(bot, range(300))]
    with ThreadPoolExecutor(HANDS) as hands:
        answers = set(hands.map(lambda one: post.follow(*one), crowd))
        answers |= set(
            hands.map(lambda one: post.follow(*one, FIREFOX, method="HEAD"), [("203.0.113.1",)] * 5)
        )
    assert answers == {302}
    post.served.stop()
    assert post.counted() == (PEOPLE, BOTS + 1), "a clean stop loses nobody, nobody counts twice"


def test_a_process_ended_by_force_loses_its_last_second_at_most(post: Post) -> None:
    answered: list[float] = []
    enough = threading.Event()

    def come(numbers: Iterator[int]) -> None:
        while not enough.wait(0.005):
            post.follow(person(next(numbers)))
            answered.append(time.monotonic())

    numbers = itertools.count()
    crowd = threading.Thread(target=come, args=(numbers,))
    crowd.start()
    enough.wait(3 * MAY_BE_LOST)
    enough.set()
    crowd.join()
    ended = time.monotonic()
    post.served.kill()
    people, bots = post.counted()
    before = sum(at < ended - MAY_BE_LOST for at in answered)
    assert 0 < before <= people <= len(answered)
    assert bots == 0
    post.served.start(processes=1)
    post.follow(person(0))
    post.served.stop()
    assert post.counted() == (people, 0), "the same visitor after a restart is not another one"


def test_a_recall_ends_the_redirect_within_seconds(post: Post) -> None:
    assert {post.follow(person(number)) for number in range(12)} == {302}
    with post.served.app.app_context():
        with unit_of_work(acting(somebody(Role.APPROVER))) as work:
            recall(work, post.content_id, RecallWording("C’est faux.", "It is wrong."))
        db.session.remove()
    until(
        lambda: {post.follow(person(number)) for number in range(12)} == {410},
        "a link that leads nowhere",
        20,
    )


def test_guessed_codes_find_nothing_and_a_guesser_is_slowed_down(post: Post) -> None:
    known = post.slug
    post.slug = "a" * 12
    with ThreadPoolExecutor(HANDS) as hands:
        answers = list(hands.map(lambda _each: post.follow("203.0.113.7"), range(130 * PROCESSES + 60)))
    assert set(answers) == {404, 429}
    post.slug = known
    assert post.follow("203.0.113.7") == 302, "a link that exists is never refused"
