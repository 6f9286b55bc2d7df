"""Why something outside was not fetched."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """Why nothing was fetched."""

    FORBIDDEN = "forbidden"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    TOO_MUCH = "too_much"
    GONE = "gone"
    OTHER_KIND = "other_kind"


class NotFetched(Exception):
    """Nothing was fetched: `why` says what kept us, `detail` what an administrator may want to know."""

    def __init__(self, why: Why, detail: str) -> None:
        self.why = why
        super().__init__(detail)
