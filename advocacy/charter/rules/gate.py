"""The gate: who may pass on posts, and who may answer for the company, as far as the charter goes.

Relaying needs one acknowledgement or objection, ever, and nothing overdue. Answering needs an acknowledgement
of the version in force, or of an earlier one while the new one is not yet due. The gate stands in front of
these two things only: never in front of reading, HR pages or signing out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from advocacy.charter.rules.standing import Standing
from advocacy.charter.rules.words import Act
from advocacy.errors import N_


class Why(StrEnum):
    """What keeps the gate shut."""

    NOTHING_PUBLISHED = "nothing_published"
    NEVER_ACTED = "never_acted"
    NOT_ACKNOWLEDGED = "not_acknowledged"
    OVERDUE = "overdue"
    OBJECTED = "objected"
    NOT_EMPLOYED = "not_employed"


SENTENCES: Mapping[Why, str] = {
    Why.NOTHING_PUBLISHED: N_("No charter is in force yet. You will be told when there is one to read."),
    Why.NEVER_ACTED: N_("Read “%(title)s” first, and acknowledge it or object to it."),
    Why.NOT_ACKNOWLEDGED: N_("Read and acknowledge “%(title)s” first."),
    Why.OVERDUE: N_("“%(title)s” was to be read by %(due_on)s. Read it, and acknowledge it or object to it."),
    Why.OBJECTED: N_(
        "You objected to “%(title)s”. To answer customers for the company, you would have to acknowledge it."
    ),
    Why.NOT_EMPLOYED: N_("This is for people who work here today."),
}
"""What to tell the person, with the next step in it."""


@dataclass(frozen=True)
class DocumentFacts:
    """One document in force, and where the person stands. `before` is their latest act on an older debt."""

    slug: str
    title: Mapping[str, str]
    standing: Standing
    due_on: date | None = None
    before: Act | None = None


@dataclass(frozen=True)
class GateFacts:
    """What the gate is decided on, for one person on one day. `acted_ever` is about any version of any."""

    documents: tuple[DocumentFacts, ...]
    acted_ever: bool


@dataclass(frozen=True)
class Reason:
    """One thing in the way: the sentence (English, with gaps), the document, and where the next step is."""

    why: Why
    title: Mapping[str, str] = field(default_factory=dict)
    due_on: date | None = None
    path: str | None = None

    @property
    def sentence(self) -> str:
        """English, with the gaps title and due_on."""
        return SENTENCES[self.why]


@dataclass(frozen=True)
class Passage:
    """The gate's answer: yes when nothing is in the way."""

    reasons: tuple[Reason, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the person may."""
        return not self.reasons


def may_relay(facts: GateFacts) -> Passage:
    """Whether the person may pass on posts."""
    reasons = list(_gone(facts))
    if not facts.acted_ever:
        reasons.extend(_to_begin_with(facts, Why.NEVER_ACTED))
    reasons.extend(
        _reason(Why.OVERDUE, document)
        for document in facts.documents
        if document.standing is Standing.OVERDUE
    )
    return Passage(_each_document_once(reasons))


def may_answer(facts: GateFacts) -> Passage:
    """Whether the person may answer for the company, as far as the charter goes."""
    reasons = list(_gone(facts))
    for document in facts.documents:
        why = _against_answering(document)
        if why is not None:
            reasons.append(_reason(why, document))
    if not reasons and not any(_acknowledged(document) for document in facts.documents):
        reasons.extend(_to_begin_with(facts, Why.NOT_ACKNOWLEDGED))
    return Passage(_each_document_once(reasons))


def _against_answering(document: DocumentFacts) -> Why | None:
    if document.standing is Standing.OBJECTED:
        return Why.OBJECTED
    if document.standing is Standing.OVERDUE:
        return Why.OVERDUE
    if document.standing is Standing.OWED and document.before is not Act.ACKNOWLEDGED:
        return Why.OBJECTED if document.before is Act.OBJECTED else Why.NOT_ACKNOWLEDGED
    return None


def _acknowledged(document: DocumentFacts) -> bool:
    """In force, or an earlier one while the new one is not due (it never is for who is not asked)."""
    if document.standing in (Standing.OWED, Standing.EXEMPT):
        return document.before is Act.ACKNOWLEDGED
    return document.standing is Standing.ACKNOWLEDGED


def _gone(facts: GateFacts) -> Iterable[Reason]:
    if any(document.standing is Standing.LEFT for document in facts.documents):
        yield Reason(Why.NOT_EMPLOYED)


def _to_begin_with(facts: GateFacts, why: Why) -> Iterable[Reason]:
    """One document to begin with: one that is asked of the person, if any is."""
    if not facts.documents:
        yield Reason(Why.NOTHING_PUBLISHED)
        return
    owed = [d for d in facts.documents if d.standing in (Standing.OVERDUE, Standing.OWED)]
    yield _reason(why, (owed or list(facts.documents))[0])


def _reason(why: Why, document: DocumentFacts) -> Reason:
    return Reason(why, document.title, document.due_on, f"/charter/{document.slug}")


def _each_document_once(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The last reason given about a document says more than the first."""
    by_path: dict[str | None, Reason] = {}
    for reason in reasons:
        by_path[reason.path] = reason
    return tuple(by_path.values())
