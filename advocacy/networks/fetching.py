"""Fetching an address that a user named, without being turned against our own network.

Only http and https on their usual ports; the host's addresses are looked up once, one that is not public is
refused, and the connection goes to the address that was checked – so that a second answer of the name server
changes nothing. Each redirect is checked the same way. Time and size are bounded. (OWASP, “Server Side
Request Forgery Prevention”.)
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock, Timer
from time import monotonic
from typing import Any, Protocol, Self
from urllib.parse import urljoin, urlsplit

import httpx2

from advocacy.networks.public import is_public

PORTS = {"http": 80, "https": 443}
MOST_REDIRECTS = 5
MOST_BYTES = 2_000_000
PATIENCE = 5.0
"""Seconds for each step: connecting, sending, each part of the answer."""

TOTAL_PATIENCE = 15.0
"""Seconds for everything, redirects included."""

LONGEST_ADDRESS = 2_000
AGENT = "Advocacy (checks an address that a member of the company named)"
_TEXTS = ("text/html", "application/xhtml+xml", "text/plain", "application/json", "application/activity+json")
_MOVED = {301, 302, 303, 307, 308}


class Why(StrEnum):
    """Why nothing was fetched."""

    FORBIDDEN = "forbidden"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    TOO_MUCH = "too_much"


class NotFetched(Exception):
    """Nothing was fetched: `why` says what kept us, `detail` what an administrator may want to know."""

    def __init__(self, why: Why, detail: str) -> None:
        self.why = why
        super().__init__(detail)


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
        with (
            httpx2.Client(
                transport=self.transport(), timeout=PATIENCE, follow_redirects=False, trust_env=False
            ) as client,
            _End(self.patience) as end,
        ):
            for _each in range(MOST_REDIRECTS + 1):
                found = self._ask(client, address, end)
                if isinstance(found, Fetched):
                    return found
                address = found
        raise NotFetched(Why.REFUSED, "too many redirects")

    def _ask(self, client: httpx2.Client, address: str, end: _End) -> Fetched | str:
        """What is at `address`: a text, or the address it moved to."""
        target = checked_target(address, self.resolve)
        end.check()
        request = _request(client, target, end)
        try:
            answer = client.send(request, stream=True)
            try:
                if answer.status_code in _MOVED:
                    return urljoin(target.address, answer.headers.get("location", ""))
                return Fetched(target.address, _body(answer, end))
            finally:
                answer.close()
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            raise NotFetched(Why.UNREACHABLE, type(error).__name__) from error


class _End:
    """The end of all patience: whatever is connected then is cut off.

    The patience of one step begins anew with each byte, so that a server that sends one now and then would
    hold the thread for days, before its headers end.
    """

    def __init__(self, seconds: float) -> None:
        self._until = monotonic() + seconds
        self._timer = Timer(seconds, self._cut)
        self._timer.daemon = True
        self._lock = Lock()
        self._connected: socket.socket | None = None

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._timer.cancel()

    @property
    def is_over(self) -> bool:
        """Whether it has come."""
        return monotonic() >= self._until

    def check(self) -> None:
        """Raise NotFetched once it has come."""
        if self.is_over:
            raise NotFetched(Why.UNREACHABLE, "too slow")

    def watch(self, name: str, told: dict[str, Any]) -> None:
        """What the client calls at each step: remember what it has just connected."""
        if name in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            with self._lock:
                self._connected = told["return_value"].get_extra_info("socket")
            if self.is_over:
                self._cut()

    def _cut(self) -> None:
        with self._lock, suppress(OSError):  # closed, or about to be
            if self._connected is not None:
                # Not what TLS makes of it, which would say good-bye: the server is not worth waiting for.
                socket.socket.shutdown(self._connected, socket.SHUT_RDWR)


def _request(client: httpx2.Client, target: Target, end: _End) -> httpx2.Request:
    """A request to the checked address that names the host, and whose certificate must be the host's."""
    ip = f"[{target.ip}]" if ":" in target.ip else target.ip
    headers = {
        "Host": target.host,
        "User-Agent": AGENT,
        "Accept": ", ".join(_TEXTS),
        "Accept-Encoding": "identity",
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


def _body(answer: httpx2.Response, end: _End) -> str:
    if answer.status_code != 200:
        raise NotFetched(Why.REFUSED, f"status {answer.status_code}")
    kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind not in _TEXTS:
        raise NotFetched(Why.REFUSED, "no text")
    if answer.headers.get("content-encoding", "identity").lower() != "identity":
        # We asked for none: what is packed could be unpacked to any size.
        raise NotFetched(Why.REFUSED, "packed")
    found = bytearray()
    for part in answer.iter_bytes():
        found += part
        if len(found) > MOST_BYTES:
            raise NotFetched(Why.TOO_MUCH, "too long")
        end.check()
    end.check()  # cut off, a text without a length looks whole
    return _decoded(bytes(found), answer.charset_encoding)


def _decoded(content: bytes, charset: str | None) -> str:
    try:
        return content.decode(charset or "utf-8", errors="replace")
    except LookupError:
        return content.decode("utf-8", errors="replace")


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
