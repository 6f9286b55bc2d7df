"""A web process of gunicorn's plainest kind, with a short way for the plainest requests."""

from __future__ import annotations

import contextlib
import socket
import time
from typing import Any

from flask import Flask
from gunicorn import util
from gunicorn.workers.sync import SyncWorker

from advocacy.quick import LONGEST_HEAD, quick_environ


class WebWorker(SyncWorker):
    """gunicorn's synchronous worker, with a short way for what `advocacy.quick` lets through."""

    def handle(self, listener: socket.socket, client: socket.socket, addr: Any) -> None:
        """Answer one connection. What is not quick is still unread, and gunicorn's own to read."""
        answer = b""
        with contextlib.suppress(Exception):  # gunicorn meets it again, and knows what to do
            answer = self._quick_answer(client, addr)
        if not answer:
            super().handle(listener, client, addr)
            return
        with contextlib.suppress(OSError):  # nobody waits for it any more
            # Closing with something unread would make the answer worth nothing (a reset).
            client.recv(LONGEST_HEAD)
            client.sendall(answer)
        client.close()

    _dated = ("", 0.0)

    def _date(self) -> str:
        """The header Date, which says no more than the second: written down once for all answers of one."""
        text, until = self._dated
        if not text or time.monotonic() >= until:
            text = util.http_date()
            self._dated = (text, time.monotonic() + 0.5)
        return text

    def _quick_answer(self, client: socket.socket, addr: Any) -> bytes:
        """The whole answer as it is sent, empty when the request is not quick. Nothing is read off yet."""
        app: Flask = self.wsgi
        head = client.recv(LONGEST_HEAD, socket.MSG_PEEK)
        environ = quick_environ(app, head, addr[0]) if isinstance(addr, tuple) else None
        if environ is None:
            return b""
        said: list[str] = []

        date = self._date()

        def start_response(status: str, headers: list[tuple[str, str]], _failed: Any = None) -> Any:
            said.append(f"HTTP/1.1 {status}\r\nDate: {date}\r\nConnection: close")
            said.extend(f"{name}: {value}" for name, value in headers)

        with contextlib.ExitStack() as after:
            parts = app.wsgi_app(environ, start_response)
            if hasattr(parts, "close"):
                after.callback(parts.close)
            body = b"" if environ["REQUEST_METHOD"] == "HEAD" else b"".join(parts)
        return "\r\n".join((*said, "", "")).encode("latin-1") + body
