"""Facts of writing content. No word of what is written is in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_


@dataclass(frozen=True)
class ContentStarted(Event):
    """A content was begun; `origin` is blank, link or template."""

    sentence: ClassVar[str] = N_("%(actor)s began the content “%(content_id)s”.")

    content_id: int
    origin: str


@dataclass(frozen=True)
class ContentEdited(Event):
    """A content was saved with changes, as this edition."""

    sentence: ClassVar[str] = N_("%(actor)s saved edition %(edition)s of the content “%(content_id)s”.")

    content_id: int
    edition: int


@dataclass(frozen=True)
class ContentDiscarded(Event):
    """A content that was never approved was given up."""

    sentence: ClassVar[str] = N_("%(actor)s discarded the content “%(content_id)s”.")

    content_id: int


@dataclass(frozen=True)
class ContentTemplateKept(Event):
    """A content was kept as a template to begin from."""

    sentence: ClassVar[str] = N_("%(actor)s kept the content “%(content_id)s” as template %(template_id)s.")

    content_id: int
    template_id: int


@dataclass(frozen=True)
class ContentTemplateRetired(Event):
    """A template is offered no longer."""

    sentence: ClassVar[str] = N_("%(actor)s retired template %(template_id)s.")

    template_id: int


@dataclass(frozen=True)
class PhraseAdded(Event):
    """Whoever types these words is warned from now on."""

    sentence: ClassVar[str] = N_("%(actor)s added entry %(phrase_id)s to the words to think twice about.")

    phrase_id: int


@dataclass(frozen=True)
class PhraseRetired(Event):
    """Nobody is warned of these words any longer."""

    sentence: ClassVar[str] = N_("%(actor)s took entry %(phrase_id)s from the words to think twice about.")

    phrase_id: int
