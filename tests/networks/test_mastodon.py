"""Asking a Mastodon server what it takes: every kind of answer, and none."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import pytest

from advocacy.networks.fetching import Fetched, NotFetched, SafeFetch, Why
from advocacy.networks.mastodon import ask_limits
from advocacy.networks.rule import Limits

V2 = "https://mastodon.social/api/v2/instance"
V1 = "https://mastodon.social/api/v1/instance"
USUAL = Limits(characters=500, link_characters=23)


@dataclass
class Servers:
    """The web, of which each address gives a text or a reason why not."""

    answers: dict[str, str | Why]
    asked: list[str] = field(default_factory=list)

    def text(self, address: str) -> Fetched:
        self.asked.append(address)
        answer = self.answers.get(address, Why.REFUSED)
        if isinstance(answer, Why):
            raise NotFetched(answer, "no")
        return Fetched(address, answer)


def told(**statuses: object) -> str:
    return json.dumps({"configuration": {"statuses": statuses}})


def limits(answer: str) -> Limits:
    return ask_limits(Servers({V2: answer}), "mastodon.social")


def test_a_server_says_what_it_takes() -> None:
    web = Servers({V2: told(max_characters=1000, characters_reserved_per_url=30)})
    assert ask_limits(web, "mastodon.social") == Limits(characters=1000, link_characters=30)
    assert web.asked == [V2]


def test_an_older_server_is_asked_in_the_older_way() -> None:
    web = Servers({V1: told(max_characters=5000)})
    assert ask_limits(web, "mastodon.social") == Limits(characters=5000, link_characters=23)
    assert web.asked == [V2, V1]


def test_a_server_of_another_kind_says_it_by_another_name() -> None:
    web = Servers({V2: "<html>not found</html>", V1: json.dumps({"max_toot_chars": 3000})})
    assert ask_limits(web, "mastodon.social") == Limits(characters=3000, link_characters=23)


@pytest.mark.parametrize("said", [0, -1, 49, 1_000_001, 10**30, 500.5, "900", True, None, [], {}])
def test_what_no_server_can_mean_is_not_believed(said: object) -> None:
    assert limits(told(max_characters=said, characters_reserved_per_url=said)).characters == 500


@pytest.mark.parametrize("said", [0, -1, 501, 22.5, "23", False, None])
def test_nor_is_a_length_of_addresses_that_cannot_be(said: object) -> None:
    assert limits(told(max_characters=800, characters_reserved_per_url=said)) == Limits(800, 23)


@pytest.mark.parametrize(
    "answer", ["{}", '{"configuration": null}', '{"configuration": {"statuses": []}}', '{"configuration": 7}']
)
def test_a_server_that_says_nothing_of_it_takes_the_usual(answer: str) -> None:
    assert limits(answer) == USUAL


@pytest.mark.parametrize("answer", ["", "nonsense", "[]", "7", "null", "[" * 100_000])
def test_what_is_no_answer_is_none(answer: str) -> None:
    with pytest.raises(NotFetched) as caught:
        limits(answer)
    assert caught.value.why is Why.REFUSED


def test_a_server_that_cannot_be_reached_tells_nothing() -> None:
    web = Servers({V2: Why.UNREACHABLE, V1: Why.UNREACHABLE})
    with pytest.raises(NotFetched) as caught:
        ask_limits(web, "mastodon.social")
    assert caught.value.why is Why.UNREACHABLE


def test_a_name_that_leads_inside_is_asked_once_and_never_again() -> None:
    web = SafeFetch(resolve=lambda _host, _port: ["10.0.0.1"])
    with pytest.raises(NotFetched) as caught:
        ask_limits(web, "mastodon.social")
    assert caught.value.why is Why.FORBIDDEN
    inside = Servers({V2: Why.FORBIDDEN})
    with pytest.raises(NotFetched):
        ask_limits(inside, "mastodon.social")
    assert inside.asked == [V2]
