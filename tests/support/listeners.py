"""Servers on loopback that stand for the web outside, as kind or as hostile as a test wants them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2

from advocacy.networks.fetching import SafeFetch

PUBLIC = "93.184.216.34"
PIECE = b"x" * 65_536


@dataclass
class Asked:
    """One request that arrived: for which host, which path, with which headers (lower case)."""

    host: str
    path: str
    headers: Mapping[str, str]


@dataclass
class Answer:
    """What a path answers. `endless` goes on with its last piece until nobody listens any more."""

    body: bytes = b""
    type: str | None = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    endless: bool = False


@dataclass
class Listener:
    """A server: its port, what it answers by path, and what it was asked."""

    port: int
    answers: dict[str, Answer | Callable[[Asked], Answer]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def answer(self, asked: Asked) -> Answer:
        """What is answered to a request; 404 where nothing was put."""
        self.asked.append(asked)
        found = self.answers.get(asked.path, Answer(status=404))
        return found(asked) if callable(found) else found


class Handler(BaseHTTPRequestHandler):
    """Answers what its server's listener says."""

    server: _Server

    def do_GET(self) -> None:
        """Answer a request."""
        listener = self.server.listener
        headers = {name.lower(): value for name, value in self.headers.items()}
        found = listener.answer(Asked(headers.get("host", ""), self.path, headers))
        self.send_response(found.status)
        for name, value in self._headers(found).items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):  # nobody listens any more
            self._send(found)

    def _headers(self, found: Answer) -> Mapping[str, str]:
        told = dict(found.headers)
        if found.type is not None:
            told["Content-Type"] = found.type
        if not found.endless and found.status not in {204, 304}:
            told["Content-Length"] = str(len(found.body))
        return told

    def _send(self, found: Answer) -> None:
        self.wfile.write(found.body)
        while found.endless:
            self.wfile.write(PIECE)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    listener: Listener


@contextmanager
def a_listener() -> Iterator[Listener]:
    """A server on loopback that listens as long as the block lasts."""
    server = _Server(("127.0.0.1", 0), Handler)
    server.listener = Listener(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.listener
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def reaching(
    listener: Listener,
    resolve: Callable[[str, int], Sequence[str]] = lambda _host, _port: (PUBLIC,),
    *,
    patience: float = 5.0,
) -> SafeFetch:
    """The safe way out, whose public address ends at `listener`: whatever else is connected to fails."""

    class ToLoopback(httpx2.HTTPTransport):
        """What goes to the public address arrives at our server."""

        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            assert request.url.host == PUBLIC, f"{request.url.host} is connected to"
            request.url = request.url.copy_with(host="127.0.0.1", port=listener.port)
            return super().handle_request(request)

    return SafeFetch(resolve, ToLoopback, patience=patience)
