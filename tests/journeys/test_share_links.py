"""The addresses of the networks' dialogs as a browser opens them: what arrives is what was meant."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Request, Route

from advocacy.networks.sharing import share_way
from advocacy.networks.words import RELAYED, Network
from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.browser

TEXT = 'Été à 100 % & plus + « oui » ?\nEt 👩‍👩‍👧‍👦 #un=deux;"trois"\n\nJe travaille chez L’Atelier'
LINK = "https://portal.example.org/l/ab12?utm_source=x&a=é#fin"
HOST = "mastodon.social"
DIALOGS = {
    Network.X: ("x.com", "/intent/tweet", {"text": TEXT, "url": LINK}),
    Network.BLUESKY: ("bsky.app", "/intent/compose", {"text": f"{TEXT}\n{LINK}"}),
    Network.MASTODON: (HOST, "/share", {"text": f"{TEXT}\n{LINK}"}),
    Network.LINKEDIN: ("www.linkedin.com", "/sharing/share-offsite/", {"url": LINK}),
    Network.FACEBOOK: ("www.facebook.com", "/sharer/sharer.php", {"u": LINK}),
    Network.THREADS: ("www.threads.com", "/intent/post", {"text": TEXT, "url": LINK}),
    Network.WHATSAPP: ("wa.me", "/", {"text": f"{TEXT}\n{LINK}"}),
}
READ = "() => [location.host, location.pathname, [...new URLSearchParams(location.search)], location.hash]"


@pytest.mark.parametrize("network", DIALOGS)
def test_a_dialog_gets_what_was_meant(visitor: Visitor, network: Network) -> None:
    """Every host is answered here, so that nothing leaves the machine; the browser reads the parameters."""
    page = visitor.open_as()
    asked: list[Request] = []

    def answer(route: Route) -> None:
        asked.append(route.request)
        route.fulfill(body="<!doctype html><title>Dialog</title><link rel=icon href='data:,'>")

    page.context.route("**/*", answer)
    way = share_way(network, text=TEXT, link=LINK, host=HOST)
    assert way.address is not None
    page.set_content(f'<a rel="noopener" href="{way.address.replace("&", "&amp;")}">Share</a>')
    page.get_by_text("Share").click()
    page.wait_for_url(lambda address: urlsplit(address).hostname == DIALOGS[network][0])
    host, path, pairs, fragment = page.evaluate(READ)
    assert (host, path, dict(pairs)) == DIALOGS[network]
    assert len(pairs) == len(dict(pairs))
    assert fragment == ""
    assert all(request.url.startswith("https://") for request in asked)


def test_a_mail_gets_what_was_meant(visitor: Visitor) -> None:
    page = visitor.open_as()
    address = share_way(Network.EMAIL, text=TEXT, link=LINK, subject="Ça + là ?").address
    read = page.evaluate(
        "address => { const url = new URL(address); return [url.protocol, url.pathname, url.search.slice(1)"
        ".split('&').map((pair) => pair.split('=').map(decodeURIComponent))]; }",
        address,
    )
    body = f"{TEXT}\n{LINK}".replace("\n", "\r\n")
    assert read == ["mailto:", "", [["subject", "Ça + là ?"], ["body", body]]]


def test_every_network_with_an_address_is_opened_here() -> None:
    with_address = {n for n in RELAYED if share_way(n, text=TEXT, link=LINK, host=HOST).address is not None}
    assert with_address == {*DIALOGS, Network.EMAIL}
