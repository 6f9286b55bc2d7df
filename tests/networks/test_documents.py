"""Documents of the web outside, fetched from real servers that behave well, badly or worse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from advocacy.networks.documents import ANY_KIND, LONGEST_VALIDATOR
from advocacy.networks.fetching import MOST_REDIRECTS, Document, NotFetched, SafeFetch, Wanted, Why
from tests.support.listeners import PUBLIC, Answer, Asked, Listener, a_listener, reaching

FEED = "application/rss+xml"
WANTED = Wanted(kinds=(FEED,), most_bytes=1_000)
START = "http://news.example/feed"


@pytest.fixture
def server() -> Iterator[Listener]:
    """A server that stands for the web."""
    with a_listener() as listener:
        yield listener


def moved(to: str, status: int) -> Answer:
    """A redirect."""
    return Answer(status=status, headers={"Location": to})


def why(fetch: SafeFetch, wanted: Wanted = WANTED) -> Why:
    """Why nothing is fetched."""
    with pytest.raises(NotFetched) as refused:
        fetch.document(START, wanted)
    return refused.value.why


def fetched(server: Listener, wanted: Wanted = WANTED) -> Document:
    """What is fetched from it."""
    return reaching(server).document(START, wanted)


def test_a_document_comes_with_its_bytes_its_kind_and_its_validators(server: Listener) -> None:
    told = {"ETag": 'W/"v1"', "Last-Modified": "Mon, 04 May 2026 08:00:00 GMT"}
    server.answers["/feed"] = Answer(b"<rss\xe9/>", f"{FEED}; charset=ISO-8859-1", headers=told)
    found = fetched(server)
    assert (found.status, found.type, found.body) == (200, FEED, b"<rss\xe9/>")
    assert (found.etag, found.last_modified) == ('W/"v1"', "Mon, 04 May 2026 08:00:00 GMT")
    assert (found.charset, found.text) == ("iso-8859-1", "<rssé/>")
    assert (found.address, found.moved_to, found.is_unchanged) == (START, None, False)
    assert server.asked[0].headers["accept"] == FEED
    assert "if-none-match" not in server.asked[0].headers


def test_what_has_not_changed_is_not_sent_again(server: Listener) -> None:
    def answer(asked: Asked) -> Answer:
        known = asked.headers.get("if-none-match") == '"v1"'
        return Answer(status=304, type=None) if known else Answer(b"new", FEED)

    server.answers["/feed"] = answer
    found = fetched(server, Wanted(kinds=(FEED,), if_none_match='"v1"', if_modified_since="yesterday"))
    assert found.is_unchanged
    assert found.body == b""
    assert server.asked[0].headers["if-modified-since"] == "yesterday"
    assert fetched(server, Wanted(kinds=(FEED,), if_none_match='"v0"')).body == b"new"


def test_not_modified_is_no_answer_to_whoever_named_nothing(server: Listener) -> None:
    server.answers["/feed"] = Answer(status=304, type=None)
    assert why(reaching(server)) is Why.REFUSED


@pytest.mark.parametrize("status", [301, 308])
def test_a_move_for_good_is_told(server: Listener, status: int) -> None:
    server.answers["/feed"] = moved("/new", status)
    server.answers["/new"] = Answer(b"here", FEED)
    found = fetched(server)
    assert (found.address, found.moved_to) == ("http://news.example/new", "http://news.example/new")


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_move_for_now_is_followed_and_not_told(server: Listener, status: int) -> None:
    server.answers["/feed"] = moved("/new", 301)
    server.answers["/new"] = moved("http://mirror.example/today", status)
    server.answers["/today"] = moved("/last", 301)
    server.answers["/last"] = Answer(b"here", FEED)
    found = reaching(server).document(START, WANTED)
    assert found.moved_to == "http://news.example/new", "what moved behind a passing redirect moved elsewhere"


def test_what_is_gone_says_so(server: Listener) -> None:
    server.answers["/feed"] = Answer(b"no more", status=410)
    assert why(reaching(server)) is Why.GONE


def test_another_kind_is_left_unless_any_will_do(server: Listener) -> None:
    server.answers["/feed"] = Answer(b"%PDF-1.7", "application/pdf")
    assert why(reaching(server)) is Why.OTHER_KIND
    assert fetched(server, Wanted(kinds=ANY_KIND)).type == "application/pdf"
    server.answers["/feed"] = Answer(b"<rss/>", None)
    assert why(reaching(server)) is Why.OTHER_KIND
    assert fetched(server, Wanted(kinds=ANY_KIND)).type == ""


def test_an_endless_body_is_left_soon_or_cut(server: Listener) -> None:
    server.answers["/feed"] = Answer(b"<rss>", FEED, endless=True)
    assert why(reaching(server)) is Why.TOO_MUCH
    cut = fetched(server, Wanted(kinds=(FEED,), most_bytes=1_000, cut=True))
    assert (len(cut.body), cut.is_cut) == (1_000, True)
    server.answers["/feed"] = Answer(b"x" * 1_000, FEED)
    assert not fetched(server).is_cut


def test_a_body_that_is_packed_is_left(server: Listener) -> None:
    server.answers["/feed"] = Answer(b"x", FEED, headers={"Content-Encoding": "br"})
    assert why(reaching(server)) is Why.REFUSED


def test_a_redirect_into_the_house_is_not_followed(server: Listener) -> None:
    """Nor is one to an address inside, however written; the server inside is never asked."""
    with a_listener() as inside:

        def resolve(host: str, _port: int) -> Sequence[str]:
            return (PUBLIC,) if host == "news.example" else ("127.0.0.1",)

        for target in (
            "http://inside.example/",
            f"http://127.0.0.1:{inside.port}/",
            "http://169.254.169.254/latest/meta-data/",
            "file:///etc/passwd",
        ):
            server.answers["/feed"] = moved(target, 302)
            assert why(reaching(server, resolve)) is Why.FORBIDDEN
        assert inside.asked == []
    assert len(server.asked) == 4


def test_a_name_that_changes_its_address_between_two_looks_gains_nothing(server: Listener) -> None:
    """One look for each connection, which goes where was looked; a second answer is checked anew."""
    answers = iter([(PUBLIC,), ("127.0.0.1",)])
    looked: list[str] = []

    def resolve(host: str, _port: int) -> Sequence[str]:
        looked.append(host)
        return next(answers)

    server.answers["/feed"] = Answer(b"<rss/>", FEED)
    rebound = reaching(server, resolve)
    assert rebound.document(START, WANTED).body == b"<rss/>"
    assert looked == ["news.example"]
    answers = iter([(PUBLIC,), ("127.0.0.1",)])
    server.answers["/feed"] = moved("/again", 302)
    assert why(rebound) is Why.FORBIDDEN
    assert [asked.path for asked in server.asked] == ["/feed", "/feed"]


def test_a_redirect_to_nowhere_or_round_and_round_ends(server: Listener) -> None:
    for nowhere in ("http://[", "http://exa mple/", ""):
        server.answers["/feed"] = moved(nowhere, 302)
        assert why(reaching(server)) in {Why.REFUSED, Why.FORBIDDEN}
    server.asked.clear()
    server.answers["/feed"] = moved("/feed", 301)
    assert why(reaching(server)) is Why.REFUSED
    assert len(server.asked) == MOST_REDIRECTS + 1


def test_a_validator_that_cannot_be_sent_back_is_not_kept(server: Listener) -> None:
    server.answers["/feed"] = Answer(b"<rss/>", FEED, headers={"ETag": '"' + "a" * LONGEST_VALIDATOR + '"'})
    assert fetched(server).etag == ""
    server.answers["/feed"] = Answer(b"<rss/>", FEED, headers={"ETag": '"h\xe9"'})
    assert fetched(server).etag == ""
