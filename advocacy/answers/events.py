"""Facts about answers given in public. Neither link nor question is in them: a hash stands for the link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_
from advocacy.networks.words import NETWORK_WORDS


@dataclass(frozen=True)
class PublicAnswerRecorded(Event):
    """An answer given in public, with what the rule of eligibility said of that instant."""

    provable: ClassVar[bool] = True

    network: str
    language: str
    topic_id: int
    answered_at: datetime
    minutes: int
    link_sha256: str
    eligible: bool
    reasons: tuple[str, ...]
    corrects: str | None
    source: str
    sentence: ClassVar[str] = N_("%(actor)s recorded an answer given in public.")
    words: ClassVar[Mapping[str, Mapping[str, str]]] = {"network": NETWORK_WORDS}


@dataclass(frozen=True)
class AnswerThanked(Event):
    """A customer, or the manager, thanked for an answer."""

    answer_id: int
    thanks_from: str
    sentence: ClassVar[str] = N_("%(actor)s noted thanks from %(thanks_from)s for an answer of %(subject)s.")
    words: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "thanks_from": {"customer": N_("a customer"), "manager": N_("their manager")}
    }


@dataclass(frozen=True)
class AnswerWordsDeleted(Event):
    """Link, question and notes of an answer were deleted; that it was given stays on record."""

    answer_id: int
    sentence: ClassVar[str] = N_("%(actor)s deleted the link and the question of an answer of %(subject)s.")
