"""How many requests somebody may make: it stops a flood and nobody else.

Who counts as somebody is the sign-in first, because a whole company may come from one address.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import ClassVar

from flask import Flask, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits.storage import Storage

from advocacy.clock import SystemClock
from advocacy.settings import Settings


def init_flooding(app: Flask, settings: Settings) -> None:
    """Count the requests to `app`, and answer 429 to whoever makes too many."""
    Limiter(
        account_or_address,
        app=app,
        storage_uri=settings.rate_limit_storage,
        default_limits=[most_requests],
        in_memory_fallback_enabled=True,  # counting that is down shuts nobody out
    )


def account_or_address() -> str:
    """For whom requests are counted: the sign-in (its secret is not kept, only a hash), else the address."""
    token = session.get("_user_id")
    return f"sign-in {sha256(token.encode()).hexdigest()}" if token else get_remote_address()


def most_requests() -> str:
    """Of a sign-in, far more than a person makes; of an address, more than a whole company that signs in at
    once (bar P1: 280 a second, three requests each)."""
    return "3000/minute" if "_user_id" in session else "60000/minute"


@dataclass
class _Count:
    requests: int
    ends: float


class MemoryCounts(Storage):
    """Counts of fixed windows in this process: what `memory://` means here.

    The one that comes with the package starts a thread for nearly every request, to drop what has ended: a
    tenth of an acknowledgement. Here a request drops it now and then, on its way.
    """

    STORAGE_SCHEME: ClassVar[list[str]] = ["memory"]  # type: ignore[misc]  # theirs is not told to be of the class
    SWEEP_SECONDS = 10.0

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **_options: object) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self._lock = Lock()
        self._counts: dict[str, _Count] = {}
        self._swept = time.monotonic()

    @property
    def base_exceptions(self) -> type[Exception]:
        """What may go wrong here."""
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count `amount` more in the window of `key`, which begins now and lasts `expiry` seconds if it has
        ended; returns the count."""
        now = time.monotonic()
        with self._lock:
            self._sweep(now)
            count = self._counts.get(key)
            if count is None or count.ends <= now:
                count = self._counts[key] = _Count(0, now + expiry)
            count.requests += amount
            return count.requests

    def get(self, key: str) -> int:
        """The count in the window of `key`, 0 if it has none or it has ended."""
        count = self._counts.get(key)
        return count.requests if count and count.ends > time.monotonic() else 0

    def get_expiry(self, key: str) -> float:
        """When the window of `key` ends (seconds since 1970); now if it has none."""
        count = self._counts.get(key)
        left = count.ends - time.monotonic() if count else 0.0
        return SystemClock().now().timestamp() + max(0.0, left)

    def check(self) -> bool:
        """Whether counting works: always."""
        return True

    def reset(self) -> int:
        """Forget everything; returns how many windows there were."""
        with self._lock:
            before = len(self._counts)
            self._counts.clear()
        return before

    def clear(self, key: str) -> None:
        """Forget the window of `key`."""
        self._counts.pop(key, None)

    def _sweep(self, now: float) -> None:
        if now - self._swept >= self.SWEEP_SECONDS:
            self._counts = {key: count for key, count in self._counts.items() if count.ends > now}
            self._swept = now
