"""A spreadsheet of contents: what its columns are called, and what each line says, or what is wrong in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from advocacy.charter.rules.publishing import instant
from advocacy.errors import N_, Refused
from advocacy.folding import fold
from advocacy.library.rules.links import check_link
from advocacy.library.rules.rights import check_topics
from advocacy.library.rules.writing import LONGEST, LONGEST_WORDING, Plan, check_window
from advocacy.networks.words import NETWORK_NAMES, RELAYED, Network
from advocacy.people.imports.values import day
from advocacy.people.rules import Language
from advocacy.sheets.headers import Matched, match, meanings
from advocacy.sheets.rows import Row
from advocacy.training.rules.imports.told import said_of

MOST_LINES = 200
LARGEST_FILE = 2 * 1024 * 1024
NEW, KNOWN, ERROR = "new", "known", "error"
MORNING, EVENING = time(9, 0), time(18, 0)
"""When a day without an hour opens and closes."""

Column = tuple[str, str]
"""A part of a content, and its language (empty where it has none)."""

_PARTS = {
    "title": (("Titre",), ("Title",)),
    "why": (("Pourquoi", "Utilité"), ("Why", "Use to the reader")),
    "audience": (("Public", "Destinataires"), ("Audience",)),
    "next_step": (("Suite attendue", "Étape suivante"), ("Next step", "Expected next step")),
}
_WHOLE = {
    "link": (("Lien", "URL", "Adresse"), ("Link", "URL", "Address")),
    "topic": (("Thème", "Sujet"), ("Topic",)),
    "opens": (("Ouvre le", "Début", "À partir du"), ("Opens", "Opens on", "From")),
    "closes": (("Ferme le", "Fin", "Jusqu’au"), ("Closes", "Closes on", "Until")),
}
_SPOKEN = {Language.FRENCH: ("fr", "français", "french"), Language.ENGLISH: ("en", "anglais", "english")}


def _columns() -> tuple[tuple[Mapping[Column, tuple[str, ...]], Mapping[Column, tuple[str, ...]]], ...]:
    """The names of every column in French and in English."""
    french: dict[Column, tuple[str, ...]] = {}
    english: dict[Column, tuple[str, ...]] = {}
    names = dict(_PARTS) | {one.value: ((NETWORK_NAMES[one],), (NETWORK_NAMES[one],)) for one in RELAYED}
    names[Network.EMAIL.value] = (("E-mail", "Courriel"), ("E-mail", "Email"))
    for part, (fr, en) in names.items():
        for language, spoken in _SPOKEN.items():
            column = (part, language.value)
            french[column] = tuple(f"{name} ({word})" for name in fr for word in spoken)
            english[column] = tuple(f"{name} ({word})" for name in en for word in spoken)
    for part, (fr, en) in _WHOLE.items():
        french[part, ""], english[part, ""] = fr, en
    return ((french, english),)


((FRENCH, ENGLISH),) = _columns()
_MEANINGS = meanings(FRENCH, ENGLISH)
NO_TITLE = N_("A column with titles is missing: call it “Titre (fr)” or “Title (en)”.")


@dataclass(frozen=True)
class Known:
    """What lines are held against: topics by folded name, the actor's limits, our own hosts, the zone."""

    topics: Mapping[str, int]
    rights: Collection[int]
    own_hosts: Collection[str]
    zone: str


@dataclass(frozen=True)
class Line:
    """A line as it was read: what it says, or what is wrong (`said`: column, value, sentence, values)."""

    line: int
    title: str = ""
    link: str = ""
    topic_id: int | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    wordings: Sequence[tuple[str, str, str]] = ()
    said: Mapping[str, Any] = field(default_factory=dict)


def recognise(headers: Sequence[str]) -> Matched[Column]:
    """What the columns mean. Raises Refused for two with one meaning, and where none has titles."""
    found = match(headers, _MEANINGS, {})
    if not any(part == "title" for part, _language in found.places):
        raise Refused(NO_TITLE)
    return found


def template_header(language: str) -> tuple[str, ...]:
    """The header of an empty file in French ("fr…") or English, every column once."""
    names = FRENCH if language.startswith("fr") else ENGLISH
    return tuple(one[0] for one in names.values())


class _Wrong(Exception):
    """A cell is wrong: which, what stands there, and why."""

    def __init__(self, column: Column, value: str, refused: Refused) -> None:
        self.column, self.value, self.refused = column, value, refused
        super().__init__(refused.sentence)


def read_line(row: Row, headers: Sequence[str], columns: Matched[Column], known: Known) -> Line:
    """What a row says, up to the first cell that is wrong."""
    cells = {column: row.cells[place].strip() for column, place in columns.places.items()}
    title = cells.get(("title", "fr")) or cells.get(("title", "en")) or ""
    for fault in row.faults:
        named = headers[fault.column] if fault.column < len(headers) else fault.cell
        return Line(row.line, title[:160], said=said_of(named, "", fault.sentence, fault.values))
    try:
        return _line(row.line, cells, known)
    except _Wrong as wrong:
        place = columns.places.get(wrong.column)
        named = headers[place] if place is not None else ""
        refused = wrong.refused
        return Line(row.line, title[:160], said=said_of(named, wrong.value, refused.sentence, refused.values))


def _line(number: int, cells: Mapping[Column, str], known: Known) -> Line:
    texts = _texts(cells)
    opens = _moment(cells, ("opens", ""), MORNING, known.zone)
    closes = _moment(cells, ("closes", ""), EVENING, known.zone)
    _checked(("closes", ""), cells, lambda _text: check_window(Plan(opens, closes, known.zone)))
    return Line(
        line=number,
        title=next(told["title"] for told in texts.values() if told["title"]),
        link=_link(cells, known),
        topic_id=_topic(cells, known),
        opens_at=opens,
        closes_at=closes,
        texts=texts,
        wordings=_wordings(cells),
    )


def _texts(cells: Mapping[Column, str]) -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = {}
    for language in Language:
        told = {part: cells.get((part, language.value), "") for part in _PARTS}
        for part, text in told.items():
            if len(text) > LONGEST[part]:
                refused = Refused("At most %(most)s characters stand here.", most=LONGEST[part])
                raise _Wrong((part, language.value), text, refused)
        told["title"] = " ".join(told["title"].split())
        if any(told.values()):
            texts[language.value] = told
    if not any(told["title"] for told in texts.values()):
        at = next(column for column in cells if column[0] == "title")
        raise _Wrong(at, "", Refused("The title is missing: each line needs one, in one language at least."))
    return texts


def _wordings(cells: Mapping[Column, str]) -> list[tuple[str, str, str]]:
    found = []
    for network in RELAYED:
        for language in Language:
            text = cells.get((network.value, language.value), "")
            if len(text) > LONGEST_WORDING:
                refused = Refused("At most %(most)s characters stand here.", most=LONGEST_WORDING)
                raise _Wrong((network.value, language.value), text, refused)
            if text:
                found.append((network.value, language.value, text))
    return found


def _link(cells: Mapping[Column, str], known: Known) -> str:
    def check(text: str) -> str:
        if text:
            check_link(text, own_hosts=known.own_hosts)
        return text

    found: str = _checked(("link", ""), cells, check)
    return found


def _topic(cells: Mapping[Column, str], known: Known) -> int | None:
    def check(text: str) -> int | None:
        topic = known.topics.get(fold(text)) if text else None
        if text and topic is None:
            raise Refused("There is no open topic of this name.")
        check_topics(known.rights, [topic] if topic else [])
        return topic

    found: int | None = _checked(("topic", ""), cells, check)
    return found


def _moment(cells: Mapping[Column, str], column: Column, otherwise: time, zone: str) -> datetime | None:
    def read(text: str) -> datetime | None:
        if not text:
            return None
        first, _blank, clock = text.replace("T", " ").partition(" ")
        return instant(day(first), _clock(clock) if clock else otherwise, zone)

    found: datetime | None = _checked(column, cells, read)
    return found


def _clock(text: str) -> time:
    try:
        return time.fromisoformat(text.strip().replace("h", ":")[:8]).replace(second=0, microsecond=0)
    except ValueError:
        raise Refused("This is no time of the day. Write it as 14:05.") from None


def _checked(column: Column, cells: Mapping[Column, str], check: Any) -> Any:
    text = cells.get(column, "")
    try:
        return check(text)
    except Refused as refused:
        raise _Wrong(column, text, refused) from None


def check_file(size: int, name: str) -> None:
    """Raise Refused for an empty file, and for a larger one than contents fill."""
    if not size:
        raise Refused("“%(name)s” is empty.", name=name)
    if size > LARGEST_FILE:
        raise Refused(
            "“%(name)s” is larger than %(limit)s MB. Split it into smaller files.",
            name=name,
            limit=LARGEST_FILE // (1024 * 1024),
        )


def check_application(*, new: int, errors: int, applied: bool, discarded: bool) -> None:
    """Raise Refused for an import that has ended, has errors, or brings nothing."""
    if applied:
        raise Refused("This import has been applied. Nothing is made twice.")
    if discarded:
        raise Refused("This import was discarded. Upload the file again.")
    if errors:
        raise Refused("There are errors: correct the file and upload it again. It is whole or not at all.")
    if not new:
        raise Refused("Everything in this file is there already. There is nothing to make.")
