"""P18: what a first visit weighs: the page and every file it names, for a browser that has none of them."""

from __future__ import annotations

import gzip
import http.client
import math
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from bench.company import a_company
from bench.harness import Bar, Line
from bench.scratch import Scratch

WEIGHT = Bar(60)
_TAGS = re.compile(r"<(link|script|img|source|use|iframe|video|audio)\b[^>]*>", re.IGNORECASE)
_ADDRESS = re.compile(r'\b(?:href|src|srcset)="([^"#]+)')
_IN_STYLES = re.compile(r"""(?:url\(|@import\s+)["']?(?!data:)([^"')\s;]+)""")
_NOT_FETCHED = re.compile(r'rel="(?:alternate|canonical|next|prev|help|author|license)"')


def lines(place: Scratch) -> list[Line]:
    """The weight of the sign-in page and of Today, in kilobytes as sent, and whether all is on this host."""
    found = []
    with a_company(place, place.engines[0], 1) as company:
        company.served.start()
        reader = company.readers[0]
        for name, address, cookie in (("sign-in", "/account/sign-in", ""), ("Today", "/", reader.cookie)):
            found.append(_visit(name, company.served.port, address, cookie))
    return found


def _visit(name: str, port: int, address: str, cookie: str) -> Line:
    here = f"http://127.0.0.1:{port}"
    page, body = _fetch(port, address, cookie)
    sizes, elsewhere = {address: page}, []
    waiting = list(_named(body))
    while waiting:
        wanted = urljoin(f"{here}{address}", waiting.pop())
        if urlsplit(wanted).netloc != f"127.0.0.1:{port}":
            elsewhere.append(wanted)
            continue
        path = wanted[len(here) :]
        if path in sizes:
            continue
        sizes[path], text = _fetch(port, path, cookie)
        if path.split("?")[0].endswith(".css"):
            waiting += [urljoin(path, inner) for inner in _IN_STYLES.findall(text)]
    kilobytes = sum(sizes.values()) / 1000
    parts = ", ".join(f"{path} {size / 1000:.1f}" for path, size in sizes.items())
    note = f"kB: {parts}; " + (f"from elsewhere: {elsewhere}" if elsewhere else "nothing from another host")
    # A request to another host breaks the bar whatever it weighs.
    ratio = kilobytes if not elsewhere else math.inf
    return Line(f"P18 first visit, {name}", f"{kilobytes:.1f} kB", "1 kB", ratio, WEIGHT, note=note)


def _named(html: str) -> Iterator[str]:
    """The files that a page makes a browser fetch."""
    for tag in _TAGS.finditer(html):
        if not _NOT_FETCHED.search(tag.group(0)):
            yield from (found for found in _ADDRESS.findall(tag.group(0)) if not found.startswith("data:"))


def _fetch(port: int, address: str, cookie: str) -> tuple[int, str]:
    """(bytes on the wire, head included; the text). Raises RuntimeError for anything but 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Accept-Encoding": "gzip", "Accept-Language": "fr"} | ({"Cookie": cookie} if cookie else {})
    connection.request("GET", address, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{address} answered {answer.status}")
    head = sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
    if answer.headers.get("Content-Encoding") == "gzip":
        return head + len(body), gzip.decompress(body).decode("utf-8", "replace")
    return head + len(body), body.decode("utf-8", "replace")
