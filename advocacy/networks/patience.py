"""How long a server outside is waited for, whatever it sends meanwhile."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Lock, Timer
from time import monotonic
from typing import Any, Self

from advocacy.networks.unfetched import NotFetched, Why


class End:
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
