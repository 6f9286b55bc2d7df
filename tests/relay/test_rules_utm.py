"""Tags on an address: they are added, and nothing else changes."""

from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.networks.words import Network
from advocacy.relay.rules.utm import ascii_address, tagged, tags

OURS = tags(network=Network.LINKEDIN, content_id=12, wording_id=34)
QUERY = "utm_source=linkedin&utm_medium=social&utm_campaign=content-12&utm_content=wording-34"

words = st.text(st.characters(exclude_characters="#?&", exclude_categories=["Cs", "Cc", "Z"]), max_size=12)
addresses = st.builds(
    lambda host, path, query, place: f"https://{host}/{path}{query}{place}",
    st.sampled_from(["example.org", "example.org:8443", "éléphant.example", "xn--lphant-9uab.example"]),
    words,
    st.one_of(
        st.just(""), st.just("?"), st.lists(words, max_size=4).map(lambda parts: "?" + "&".join(parts))
    ),
    st.one_of(st.just(""), words.map("#".__add__)),
)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org", f"https://example.org?{QUERY}"),
        ("https://example.org/", f"https://example.org/?{QUERY}"),
        ("https://example.org/?", f"https://example.org/?{QUERY}"),
        ("https://example.org/?a=1&a=2", f"https://example.org/?a=1&a=2&{QUERY}"),
        ("https://example.org/?a=1&", f"https://example.org/?a=1&{QUERY}"),
        ("https://example.org/?a=B%20c+d#x?y", f"https://example.org/?a=B%20c+d&{QUERY}#x?y"),
        ("https://example.org/#:~:text=boots", f"https://example.org/?{QUERY}#:~:text=boots"),
        ("https://example.org/a;b=c/@x", f"https://example.org/a;b=c/@x?{QUERY}"),
        ("https://example.org/été", f"https://example.org/%C3%A9t%C3%A9?{QUERY}"),
    ],
)
def test_tags_stand_before_the_hash_and_after_the_query(address: str, expected: str) -> None:
    assert tagged(address, OURS) == expected


def test_a_tag_that_somebody_set_stays_in_whatever_case() -> None:
    found = tagged("https://example.org/?UTM_Source=Newsletter&utm_content=", OURS)
    assert found == (
        "https://example.org/?UTM_Source=Newsletter&utm_content=&utm_medium=social&utm_campaign=content-12"
    )


def test_own_words_have_a_tag_of_their_own() -> None:
    assert tags(network=Network.X, content_id=1, wording_id=0)["utm_content"] == "own-words"


@pytest.mark.parametrize("network", list(Network))
def test_every_value_is_lower_case_and_needs_no_encoding(network: Network) -> None:
    for value in tags(network=network, content_id=1, wording_id=2).values():
        assert value == value.lower()
        assert value.replace("-", "").replace("_", "").isalnum()


@given(addresses)
def test_twice_is_once(address: str) -> None:
    once = tagged(address, OURS)
    assert tagged(once, OURS) == once
    assert ascii_address(once) == once


@given(addresses)
def test_nothing_but_the_tags_is_added(address: str) -> None:
    before, after = urlsplit(ascii_address(address)), urlsplit(tagged(address, OURS))
    assert (after.scheme, after.netloc, after.path) == (before.scheme, before.netloc, before.path)
    assert after.fragment == before.fragment
    assert after.query.startswith(before.query)
    there = dict(parse_qsl(after.query, keep_blank_values=True))
    assert set(OURS) <= {name.lower() for name in there}


@given(addresses)
def test_what_is_sent_as_a_header_is_one_line_of_ascii(address: str) -> None:
    found = tagged(address, OURS)
    assert found.isascii()
    assert found.isprintable()
    assert " " not in found


@given(words)
def test_a_path_in_any_script_is_what_a_browser_would_send(path: str) -> None:
    plain = path.replace("%", "")
    assert unquote(urlsplit(ascii_address(f"https://example.org/{plain}")).path) == f"/{plain}"
