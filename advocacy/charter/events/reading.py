"""Facts of reading: who acknowledged or objected, who asked. No reason and no question in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_
from advocacy.people.rules import Language

_LANGUAGES = {"language": {str(Language.FRENCH): N_("French"), str(Language.ENGLISH): N_("English")}}


@dataclass(frozen=True)
class CharterAcknowledged(Event):
    """A person acknowledged one text that was shown to them: `sha256`, which is among the documents."""

    provable: ClassVar[bool] = True
    sentence: ClassVar[str] = N_(
        "%(subject)s acknowledged “%(document)s”, version %(number)s (%(language)s)."
    )
    words: ClassVar[Mapping[str, Mapping[str, str]]] = _LANGUAGES

    document: str
    number: int
    language: Language
    manifest: str
    sha256: str
    html_sha256: str
    opened_at: datetime
    reached_end: bool


@dataclass(frozen=True)
class CharterObjected(Event):
    """A person read one text that was shown to them and objected to it. Why is no part of the ledger."""

    provable: ClassVar[bool] = True
    sentence: ClassVar[str] = N_("%(subject)s objected to “%(document)s”, version %(number)s (%(language)s).")
    words: ClassVar[Mapping[str, Mapping[str, str]]] = _LANGUAGES

    document: str
    number: int
    language: Language
    manifest: str
    sha256: str
    html_sha256: str
    opened_at: datetime
    reached_end: bool


@dataclass(frozen=True)
class CharterQuestionAsked(Event):
    """A person asked the owner of a document about it."""

    sentence: ClassVar[str] = N_("%(actor)s asked a question about “%(document)s”, version %(number)s.")

    document: str
    number: int
    question_id: int
