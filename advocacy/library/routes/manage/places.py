"""Where a page of a long list begins, as an address says it: a moment and a number."""

from __future__ import annotations

from datetime import UTC, datetime

from advocacy.numbers import LARGEST_KEY, whole_number


def place_text(key: tuple[datetime, int] | None) -> str | None:
    """The place as an address holds it."""
    return None if key is None else f"{key[0].isoformat()}~{key[1]}"


def place_typed(typed: str | None) -> tuple[datetime, int] | None:
    """The place that an address speaks of; None for one that was typed over."""
    at, _tilde, number = (typed or "").partition("~")
    content_id = whole_number(number, most=LARGEST_KEY)
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    if content_id is None:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC), content_id
