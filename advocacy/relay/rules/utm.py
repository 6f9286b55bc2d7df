"""The address a tracked link leads to: the content's own, with tags that say where the visit came from.

Web analytics read five parameters, of which we add four (Google Analytics, "URL builders: Collect campaign
data with custom URLs"). Values are lower case, because analytics tell `LinkedIn` and `linkedin` apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, unquote_plus, urlsplit

from advocacy.networks.words import Network

MEDIUM = "social"
LONGEST_TARGET = 2600

_KEPT = "!#$%&'()*+,/:;=?@[]~-._"
"""What an address may hold as it is (RFC 3986, section 2.2 and 2.3); `%` begins what is encoded already."""


def tags(*, network: Network, content_id: int, wording_id: int) -> Mapping[str, str]:
    """What the address says of where it was followed; `wording_id` 0 stands for people's own words."""
    return {
        "utm_source": network.value,
        "utm_medium": MEDIUM,
        "utm_campaign": f"content-{content_id}",
        "utm_content": f"wording-{wording_id}" if wording_id else "own-words",
    }


def tagged(address: str, tags: Mapping[str, str]) -> str:
    """`address` with the tags that it lacks, before its `#`; its own query stays as it is, letter for letter.

    A tag that the address has, in whatever case, was put there by somebody who wanted it, and stays. What is
    not ASCII is encoded as a browser would, because it is sent as a header. Twice gives the same as once.
    """
    page, sign, place = ascii_address(address).partition("#")
    path, asked, query = page.partition("?")
    there = {unquote_plus(part.partition("=")[0]).lower() for part in query.split("&")}
    lacking = [f"{name}={quote(value, safe='')}" for name, value in tags.items() if name not in there]
    if lacking:
        between = "" if not query or query.endswith("&") else "&"
        query = query + between + "&".join(lacking)
        asked = "?"
    return f"{path}{asked}{query}{sign}{place}"


def ascii_address(address: str) -> str:
    """The same address in ASCII: the host as IDNA, the rest percent-encoded as UTF-8 (RFC 3987, 3.1)."""
    if address.isascii():
        return quote(address, safe=_KEPT)
    host = urlsplit(address).netloc
    before, _host, after = address.partition(host) if host else ("", "", address)
    return before + _ascii_host(host) + quote(after, safe=_KEPT)


def _ascii_host(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return quote(host, safe=_KEPT)
