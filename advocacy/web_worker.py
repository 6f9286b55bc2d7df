"""A web process of gunicorn's plainest kind, with a short way for the plainest requests."""

from __future__ import annotations

import socket
import time
from typing import Any

from flask import Flask
from gunicorn import util
from gunicorn.workers.sync import SyncWorker

from advocacy.quick import LONGEST_HEAD, quick_environ

ALIVE_EVERY = 1.0
"""Seconds between two signs of life to the parent, which waits for minutes."""

DATED_FOR = 0.5
"""Seconds for which the header Date is written down: it says no more than the second."""


class WebWorker(SyncWorker):
    """gunicorn's synchronous worker, with a short way for what `advocacy.quick` lets through."""

    _alive_at = 0.0
    _date, _dated_until = "", 0.0

    def notify(self) -> None:
        """Tell the parent that this process lives: not for every request anew."""
        now = time.monotonic()
        if now - self._alive_at >= ALIVE_EVERY:
            self._alive_at = now
            super().notify()

    def accept(self, listener: socket.socket) -> None:
        """Take one connection. As Python makes sockets it blocks, and is not inherited (PEP 446)."""
        client, peer = listener.accept()
        self.handle(listener, client, peer)

    def handle(self, listener: socket.socket, client: socket.socket, addr: Any) -> None:
        """Answer one connection. What is not quick is still unread, and gunicorn's own to read."""
        try:
            answer = self._quick_answer(client, addr)
        except Exception:  # gunicorn meets it again, and knows what to do
            answer = b""
        if not answer:
            super().handle(listener, client, addr)
            return
        try:
            # Closing with something unread would make the answer worth nothing (a reset).
            client.recv(LONGEST_HEAD)
            client.sendall(answer)
        except OSError:  # nobody waits for it any more
            pass
        finally:
            client.close()

    def _quick_answer(self, client: socket.socket, addr: Any) -> bytes:
        """The whole answer as it is sent, empty when the request is not quick. Nothing is read off yet."""
        app: Flask = self.wsgi
        head = client.recv(LONGEST_HEAD, socket.MSG_PEEK)
        environ = quick_environ(app, head, addr[0]) if isinstance(addr, tuple) else None
        if environ is None:
            return b""
        said: list[str] = []

        def start_response(status: str, headers: list[tuple[str, str]], _failed: Any = None) -> Any:
            said.append(f"HTTP/1.1 {status}\r\nDate: {self._today()}\r\nConnection: close")
            said.extend([f"{name}: {value}" for name, value in headers])

        parts = app.wsgi_app(environ, start_response)
        try:
            body = b"" if environ["REQUEST_METHOD"] == "HEAD" else b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        return ("\r\n".join(said) + "\r\n\r\n").encode("latin-1") + body

    def _today(self) -> str:
        now = time.monotonic()
        if now >= self._dated_until:
            self._date, self._dated_until = util.http_date(), now + DATED_FOR
        return self._date
