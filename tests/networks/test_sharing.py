"""Handing a post over: the addresses of the networks' own dialogs, and the servers that may be named."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.errors import Refused
from advocacy.networks.known import KNOWN
from advocacy.networks.mastodon import checked_host
from advocacy.networks.rule import Rule
from advocacy.networks.sharing import share_way
from advocacy.networks.words import Network

TEXT = "Été à 100 % & plus + “oui” ?\n\n#JeTravailleChezMaisonVerdier"
LINK = "https://portal.example/l/ab12?a=b&c=d#e"
HOST = "mastodon.social"


def parameters(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address.replace("+", "%2B")).query, strict_parsing=True))


@pytest.mark.parametrize(
    ("network", "begins", "carried"),
    [
        (Network.X, "https://x.com/intent/tweet?text=", {"text": TEXT, "url": LINK}),
        (Network.BLUESKY, "https://bsky.app/intent/compose?text=", {"text": f"{TEXT}\n{LINK}"}),
        (Network.MASTODON, "https://mastodon.social/share?text=", {"text": f"{TEXT}\n{LINK}"}),
        (Network.LINKEDIN, "https://www.linkedin.com/sharing/share-offsite/?url=", {"url": LINK}),
        (Network.FACEBOOK, "https://www.facebook.com/sharer/sharer.php?u=", {"u": LINK}),
        (Network.THREADS, "https://www.threads.com/intent/post?text=", {"text": TEXT, "url": LINK}),
        (Network.WHATSAPP, "https://wa.me/?text=", {"text": f"{TEXT}\n{LINK}"}),
        (
            Network.EMAIL,
            "mailto:?subject=",
            {"subject": "Ça + là", "body": f"{TEXT}\n{LINK}".replace("\n", "\r\n")},
        ),
    ],
)
def test_a_dialog_is_opened_with_what_it_takes(
    network: Network, begins: str, carried: dict[str, str]
) -> None:
    way = share_way(network, text=TEXT, link=LINK, subject="Ça + là", host=HOST)
    assert way.address is not None
    assert way.address.startswith(begins)
    assert parameters(way.address) == carried
    assert "+" not in way.address
    assert way.carries_text is (network not in (Network.LINKEDIN, Network.FACEBOOK))
    assert way.carries_link


@pytest.mark.parametrize("rule", KNOWN, ids=lambda rule: rule.network.value)
@given(st.text(max_size=60))
def test_every_address_is_written_in_letters_that_addresses_have(rule: Rule, text: str) -> None:
    way = share_way(rule.network, text=text, link=LINK, subject=text, host=HOST)
    if way.address is None:
        assert not way.carries_text
        return
    assert way.address.isascii()
    assert not set(way.address) & set(' "<>\\^`{|}+\n\r')
    query = way.address.partition("?")[2]
    values = dict(pair.split("=", 1) for pair in query.split("&"))
    if way.carries_text and text:
        assert _plain(unquote(values.get("text", values.get("body", "")))).startswith(_plain(text))


def _plain(text: str) -> str:
    """Lines as one sign each, and lone halves of a pair as what stands for them."""
    return text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n")


def test_a_link_that_the_text_holds_is_not_sent_twice() -> None:
    way = share_way(Network.X, text=f"See {LINK} now", link=LINK)
    assert way.address is not None
    assert list(parameters(way.address)) == ["text"]
    way = share_way(Network.LINKEDIN, text=f"See {LINK} now", link=LINK)
    assert way.address is not None
    assert parameters(way.address) == {"url": LINK}


@pytest.mark.parametrize("network", [Network.INSTAGRAM, Network.YOUTUBE, Network.OTHER])
def test_where_there_is_no_dialog_everything_is_taken_along_by_hand(network: Network) -> None:
    way = share_way(network, text=TEXT, link=LINK)
    assert (way.address, way.carries_text, way.carries_link) == (None, False, False)


@pytest.mark.parametrize("network", [Network.LINKEDIN, Network.FACEBOOK])
def test_a_dialog_that_takes_links_only_is_not_opened_without_one(network: Network) -> None:
    assert share_way(network, text=TEXT, link="").address is None


def test_mastodon_waits_for_the_name_of_the_server() -> None:
    assert share_way(Network.MASTODON, text=TEXT, link=LINK).address is None


def test_mastodon_leads_to_no_server_that_is_none() -> None:
    with pytest.raises(Refused):
        share_way(Network.MASTODON, text=TEXT, link=LINK, host="localhost")


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("mastodon.social", "mastodon.social"),
        (" Mastodon.Social ", "mastodon.social"),
        ("mastodon.social.", "mastodon.social"),
        ("https://mastodon.social", "mastodon.social"),
        ("HTTPS://mastodon.social/@lea?a=b#c", "mastodon.social"),
        ("mastodon.social/about", "mastodon.social"),
        ("@lea@mastodon.social", "mastodon.social"),
        ("lea@mastodon.social", "mastodon.social"),
        ("piaille.fr", "piaille.fr"),
        ("a-b.c.example.paris", "a-b.c.example.paris"),
        ("bücher.example.de", "xn--bcher-kva.example.de"),
        ("пример.рф", "xn--e1afmkfd.xn--p1ai"),
    ],
)
def test_a_server_is_known_by_its_name_address_or_handle(typed: str, host: str) -> None:
    assert checked_host(typed) == host
    assert checked_host(host) == host


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "not the name of a server"),
        ("http://mastodon.social", "reached by https"),
        ("ftp://mastodon.social", "reached by https"),
        ("javascript://mastodon.social", "reached by https"),
        ("javascript:alert(1)", "Leave out the port"),
        ("mastodon.social:8443", "Leave out the port"),
        ("https://mastodon.social:443/", "Leave out the port"),
        ("https://lea:secret@mastodon.social", "before the @"),
        ("https://mastodon.social@evil.example.com", "before the @"),
        ("a@b@c@mastodon.social", "before the @"),
        ("localhost", "no name on the public internet"),
        ("server.localhost", "no name on the public internet"),
        ("nas.local", "no name on the public internet"),
        ("intranet.lan", "no name on the public internet"),
        ("metadata.google.internal", "no name on the public internet"),
        ("mastodon", "no name on the public internet"),
        ("social", "no name on the public internet"),
        ("example.onion", "no name on the public internet"),
        ("127.0.0.1", "inside a network"),
        ("https://169.254.169.254/latest", "inside a network"),
        ("10.1.2.3", "inside a network"),
        ("[::1]", "inside a network"),
        ("8.8.8.8", "rather than its number"),
        ("[2001:4860:4860::8888]", "rather than its number"),
        ("2130706433", "no name on the public internet"),
        ("0x7f.0.0.1", "no name on the public internet"),
        ("mastodon.social\\@evil.com", "before the @"),
        ("mastodon..social", "not the name of a server"),
        ("-a.social", "not the name of a server"),
        ("a_b.social", "not the name of a server"),
        ("mastodon social", "not the name of a server"),
        ("mastodon.social\nevil.com", "not the name of a server"),
        ("mastodon.social%00.com", "not the name of a server"),
        ("a" * 64 + ".social", "not the name of a server"),
        (".".join(["a" * 60] * 5) + ".social", "not the name of a server"),
    ],
)
def test_what_is_no_public_server_is_refused_with_a_sentence(typed: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        checked_host(typed)


@given(st.text(max_size=40))
def test_whatever_is_typed_a_host_is_a_public_name_or_refused(typed: str) -> None:
    try:
        host = checked_host(typed)
    except Refused:
        return
    assert set(host) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert "." in host
