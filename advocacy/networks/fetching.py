"""Fetching an address that a user named, without being turned against our own network.

Only http and https on their usual ports; the host's addresses are looked up once, one that is not public is
refused, and the connection goes to the address that was checked – so that a second answer of the name server
changes nothing. Each redirect is checked the same way. Time and size are bounded. (OWASP, “Server Side
Request Forgery Prevention”.)
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urljoin, urlsplit

import httpx2

from advocacy.networks.documents import MOST_BYTES, Document, Wanted, taken
from advocacy.networks.patience import End
from advocacy.networks.public import is_public
from advocacy.networks.unfetched import NotFetched, Why

__all__ = [
    "MOST_BYTES",
    "Document",
    "Fetch",
    "Fetched",
    "NotFetched",
    "SafeFetch",
    "Wanted",
    "Why",
    "checked_target",
]

PORTS = {"http": 80, "https": 443}
MOST_REDIRECTS = 5
PATIENCE = 5.0
"""Seconds for each step: connecting, sending, each part of the answer."""

TOTAL_PATIENCE = 15.0
"""Seconds for everything, redirects included."""

LONGEST_ADDRESS = 2_000
AGENT = "Advocacy (checks an address that a member of the company named)"
_MOVED = {301, 302, 303, 307, 308}
_FOR_GOOD = {301, 308}


@dataclass(frozen=True)
class Fetched:
    """A text that was fetched, and the address it came from after redirects."""

    address: str
    text: str


class Fetch(Protocol):
    """The web, as far as we read it."""

    def text(self, address: str) -> Fetched:
        """The text at `address`. Raises NotFetched."""
        ...

    def document(self, address: str, wanted: Wanted) -> Document:
        """What is at `address`, if it is what is wanted. Raises NotFetched."""
        ...


Resolve = Callable[[str, int], Sequence[str]]
"""The addresses of a host; raises OSError when it has none."""


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of `host` as the system knows them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


@dataclass(frozen=True)
class Target:
    """An address that may be asked, and where to connect."""

    address: str
    scheme: str
    host: str
    ip: str
    path: str


@dataclass(frozen=True)
class SafeFetch:
    """The web outside: what `resolve` finds, through `transport`. Tests give others."""

    resolve: Resolve = resolve
    transport: Callable[[], httpx2.BaseTransport] = field(
        default=lambda: httpx2.HTTPTransport(retries=0, trust_env=False)
    )
    patience: float = TOTAL_PATIENCE

    def text(self, address: str) -> Fetched:
        """The text at `address`, following at most five redirects. Raises NotFetched."""
        found = self.document(address, Wanted())
        return Fetched(found.address, found.text)

    def document(self, address: str, wanted: Wanted) -> Document:
        """What is at `address` if it is as wanted, following at most five redirects. Raises NotFetched."""
        moved_to, for_good = None, True
        with (
            httpx2.Client(
                transport=self.transport(), timeout=PATIENCE, follow_redirects=False, trust_env=False
            ) as client,
            End(self.patience) as end,
        ):
            for _each in range(MOST_REDIRECTS + 1):
                found = self._ask(client, address, wanted, end, moved_to)
                if isinstance(found, Document):
                    return found
                address = found.address
                for_good = for_good and found.for_good
                moved_to = address if for_good else moved_to
        raise NotFetched(Why.REFUSED, "too many redirects")

    def _ask(
        self, client: httpx2.Client, address: str, wanted: Wanted, end: End, moved_to: str | None
    ) -> Document | _Moved:
        """What is at `address`: a document, or where it moved to."""
        target = checked_target(address, self.resolve)
        end.check()
        request = _request(client, target, wanted, end)
        try:
            answer = client.send(request, stream=True)
            try:
                if answer.status_code in _MOVED:
                    there = urljoin(target.address, answer.headers.get("location", ""))
                    return _Moved(there, answer.status_code in _FOR_GOOD)
                return taken(answer, target.address, wanted, end, moved_to=moved_to)
            finally:
                answer.close()
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            raise NotFetched(Why.UNREACHABLE, type(error).__name__) from error
        except ValueError as error:  # where it says that it moved to is no address
            raise NotFetched(Why.REFUSED, "no address") from error


@dataclass(frozen=True)
class _Moved:
    """Where a redirect leads, and whether it says that this is the new address."""

    address: str
    for_good: bool


def _request(client: httpx2.Client, target: Target, wanted: Wanted, end: End) -> httpx2.Request:
    """A request to the checked address that names the host, and whose certificate must be the host's."""
    ip = f"[{target.ip}]" if ":" in target.ip else target.ip
    headers = {
        "Host": target.host,
        "User-Agent": AGENT,
        "Accept-Encoding": "identity",
        **wanted.headers,
    }
    return client.build_request(
        "GET",
        f"{target.scheme}://{ip}{target.path}",
        headers=headers,
        extensions={
            "sni_hostname": target.host,
            "timeout": httpx2.Timeout(PATIENCE).as_dict(),
            "trace": end.watch,
        },
    )


def checked_target(address: str, resolve: Resolve) -> Target:
    """Where to connect for `address`. Raises NotFetched for one that must not, or cannot, be asked."""
    if len(address) > LONGEST_ADDRESS or not address.isprintable() or "\\" in address:
        raise NotFetched(Why.FORBIDDEN, "no address")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise NotFetched(Why.FORBIDDEN, "no address") from error
    wanted = PORTS.get(parts.scheme)
    if wanted is None or port not in (None, wanted):
        raise NotFetched(Why.FORBIDDEN, "neither http nor https on its usual port")
    if parts.username is not None or parts.password is not None:
        raise NotFetched(Why.FORBIDDEN, "a name or password in the address")
    host = _host(parts.hostname or "")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(address, parts.scheme, host, _public(host, wanted, resolve), path)


def _host(name: str) -> str:
    try:
        host = name.rstrip(".").encode("idna").decode("ascii").lower() if not name.isascii() else name.lower()
    except UnicodeError as error:
        raise NotFetched(Why.FORBIDDEN, "no host") from error
    host = host.rstrip(".")
    if not host or len(host) > 253:
        raise NotFetched(Why.FORBIDDEN, "no host")
    return host


def _public(host: str, port: int, resolve: Resolve) -> str:
    """The address to connect to. Every address of the host must be public, or none is asked."""
    try:
        found = list(resolve(host, port))
    except (OSError, UnicodeError) as error:
        raise NotFetched(Why.UNREACHABLE, "unknown host") from error
    if not found:
        raise NotFetched(Why.UNREACHABLE, "unknown host")
    if not all(is_public(ip) for ip in found):
        raise NotFetched(Why.FORBIDDEN, "not a public address")
    return _first(found)


def _first(found: Iterable[str]) -> str:
    """The first IPv4 address, else the first: many servers have no way out over IPv6."""
    listed = list(found)
    return next((ip for ip in listed if ":" not in ip), listed[0])
