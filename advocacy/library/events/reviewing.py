"""Facts of reviewing content and of passing it on. No free text in them: notes and reasons stay in rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_


@dataclass(frozen=True)
class ContentHandedIn(Event):
    """A content was handed in for review, as this revision."""

    sentence: ClassVar[str] = N_("%(actor)s handed in revision %(number)s of the content “%(content_id)s”.")

    content_id: int
    number: int
    revision: str


@dataclass(frozen=True)
class ContentApproved(Event):
    """A revision may be passed on, exactly as its hash says."""

    provable: ClassVar[bool] = True
    sentence: ClassVar[str] = N_("%(actor)s approved revision %(number)s of the content “%(content_id)s”.")

    content_id: int
    number: int
    revision: str


@dataclass(frozen=True)
class ContentReturned(Event):
    """A revision went back to its author with a note."""

    sentence: ClassVar[str] = N_("%(actor)s returned revision %(number)s of the content “%(content_id)s”.")

    content_id: int
    number: int
    revision: str


@dataclass(frozen=True)
class ContentCommented(Event):
    """Somebody wrote a comment on a content."""

    sentence: ClassVar[str] = N_("%(actor)s commented on the content “%(content_id)s”.")

    content_id: int


@dataclass(frozen=True)
class ContentHeld(Event):
    """A content is held back: nobody passes it on."""

    sentence: ClassVar[str] = N_("%(actor)s held the content “%(content_id)s” back.")

    content_id: int


@dataclass(frozen=True)
class ContentReleased(Event):
    """A content that was held back may be passed on again."""

    sentence: ClassVar[str] = N_("%(actor)s released the content “%(content_id)s”.")

    content_id: int


@dataclass(frozen=True)
class ContentRecalled(Event):
    """A content was recalled for good; `revision` is what people saw last."""

    provable: ClassVar[bool] = True
    sentence: ClassVar[str] = N_("%(actor)s recalled the content “%(content_id)s”, revision %(number)s.")

    content_id: int
    number: int
    revision: str


@dataclass(frozen=True)
class ContentFeatured(Event):
    """A content is shown first."""

    sentence: ClassVar[str] = N_(
        "%(actor)s put the content “%(content_id)s” in place %(place)s of those shown first."
    )

    content_id: int
    place: int


@dataclass(frozen=True)
class ContentUnfeatured(Event):
    """A content is no longer shown first."""

    sentence: ClassVar[str] = N_("%(actor)s took the content “%(content_id)s” from those shown first.")

    content_id: int
    place: int
