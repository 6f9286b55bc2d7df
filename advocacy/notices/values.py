"""The values a mail is filled with, between the transaction that wrote them and the mail: JSON, in which days
and instants keep their kind so that each reader sees them in their own language and zone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

_DAY = "$day"
_INSTANT = "$instant"


def to_json(value: Any) -> Any:
    """`value` as JSON. Raises TypeError for what a mail has no use for (rows, for instance)."""
    if value is None or isinstance(value, str | bool | int | float):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, datetime):
        return {_INSTANT: value.isoformat()}
    if isinstance(value, date):
        return {_DAY: value.isoformat()}
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    raise TypeError(f"A notice cannot carry a {type(value).__name__}.")


def from_json(value: Any) -> Any:
    """What `to_json` was given."""
    if isinstance(value, list):
        return [from_json(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {_DAY}:
        return date.fromisoformat(value[_DAY])
    if value.keys() == {_INSTANT}:
        return datetime.fromisoformat(value[_INSTANT])
    return {key: from_json(item) for key, item in value.items()}
