"""Events in words, in the language of whoever reads: one sentence each, with names and dates filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from flask_babel import gettext

from advocacy.audit.documents import NAMED_IN, Called, short_name
from advocacy.audit.events import Event, event_type, known_events
from advocacy.audit.queries.journal import Entry
from advocacy.languages import format_date, format_datetime, spoken

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")


class _Gaps(dict[str, str]):
    """Values for a sentence; what an older event lacks is shown as an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence(entry: Entry, names: Mapping[int, str], called: Called = MappingProxyType({})) -> str:
    """What happened, said in one sentence; for an event of another release, its name.

    People are said by `names`. Documents are said as they are `called` to the reader: the event itself holds
    a short name, and goes on holding it.
    """
    kind = event_type(entry.name)
    if kind is None or not kind.sentence:
        return entry.name
    gaps = _Gaps(dict(said_values(entry)))
    gaps["actor"] = name_of(entry.actor_id, names)
    gaps["subject"] = name_of(entry.subject_id, names)
    for field, gap in NAMED_IN.items():
        if gap in gaps:
            gaps[gap] = title_of(entry, called, field) or gaps[gap]
    said = gettext(kind.sentence) % gaps
    return said[:1].upper() + said[1:]


def said_values(entry: Entry) -> list[tuple[str, str]]:
    """The values of an event as they are read, by field: stored words as they are called to the reader."""
    kind = event_type(entry.name)
    words = kind.words if kind is not None else {}
    return [(key, shown(value, words.get(key, {}))) for key, value in spoken(entry.payload).items()]


def title_of(entry: Entry, called: Called, field: str) -> str | None:
    """What an event names in `field` was called in the version it speaks of, else is called now."""
    name, number = entry.payload.get(field), entry.payload.get("number")
    if not isinstance(name, str | int):
        return None
    document = short_name(field, name)
    return called.get((document, number if isinstance(number, int) else None)) or called.get((document, None))


def name_of(person_id: int | None, names: Mapping[int, str]) -> str:
    """A person's name, or that they were erased, or that the program itself acted."""
    if person_id is None:
        return gettext("the portal")
    return names.get(person_id) or gettext("somebody erased")


def shown(value: Any, words: Mapping[str, str] = MappingProxyType({})) -> str:
    """A value of an event's payload as it is read: days, instants and known `words` in the reader's way."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return ", ".join(shown(item, words) for item in value) or "–"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {shown(item)}" for key, item in value.items()) or "–"
    return gettext(words[value]) if value in words else _text(str(value))


def _text(text: str) -> str:
    try:
        if _DAY.fullmatch(text):
            return format_date(date.fromisoformat(text), "long")
        if _INSTANT.fullmatch(text):
            return format_datetime(datetime.fromisoformat(text), "medium")
    except ValueError:
        pass
    return text


def label(kind: type[Event]) -> str:
    """What a kind of event is called in a list: its sentence with the gaps left open."""
    return gettext(kind.sentence) % _Gaps() if kind.sentence else kind.name()


def labels() -> list[tuple[str, str]]:
    """Every kind of event by name, with its label, in the labels' order."""
    return sorted(((name, label(kind)) for name, kind in known_events()), key=lambda pair: pair[1].casefold())
