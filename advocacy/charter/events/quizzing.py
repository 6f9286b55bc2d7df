"""Facts of the quiz of a version. What somebody answered is no part of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_
from advocacy.people.rules import Language


@dataclass(frozen=True)
class CharterQuizPassed(Event):
    """A person passed the quiz of a text, whose bytes hold its questions: `sha256`, among the documents."""

    provable: ClassVar[bool] = True
    sentence: ClassVar[str] = N_(
        "%(subject)s passed the quiz of “%(document)s”, version %(number)s (%(language)s)."
    )
    words: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "language": {str(Language.FRENCH): N_("French"), str(Language.ENGLISH): N_("English")}
    }

    document: str
    number: int
    language: Language
    manifest: str
    sha256: str
    quiz_sha256: str
    pass_mark: int
    questions: int
