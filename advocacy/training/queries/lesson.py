"""Everything the page of one module shows, gathered once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from advocacy.errors import NotVisible
from advocacy.quizzes.attempts import Chances, chances
from advocacy.training.queries.published import PublishedModule, PublishedText, module
from advocacy.training.queries.standing import PersonStanding, standings
from advocacy.training.queries.taking import CycleLine, CycleProgress, progress
from advocacy.training.rules import ModuleKind


@dataclass(frozen=True)
class LessonPage:
    """One module for one person; `standing` is None when nothing requires it of them."""

    module: PublishedModule
    text: PublishedText
    standing: PersonStanding | None
    current: CycleProgress | None
    """The open cycle."""
    done: CycleLine | None
    """The latest cycle that was completed, and not revoked."""
    chances: Chances

    @property
    def seconds(self) -> int:
        """The time counted in the open cycle."""
        return self.current.seconds if self.current else 0

    @property
    def pending_id(self) -> int | None:
        """An attempt that was begun and not handed in."""
        return self.current.pending_id if self.current else None

    @property
    def takes_quiz(self) -> bool:
        """Whether it is taken here, by reading and a quiz."""
        return self.module.kind is ModuleKind.TEXT and not self.module.retired

    @property
    def contents(self) -> list[tuple[str, str]]:
        """(anchor, title) of each section."""
        return [(section.anchor, section.title) for section in self.text.sections]


def lesson_page(session: Session, person_id: int, slug: str, *, language: str, at: datetime) -> LessonPage:
    """The page of the module `slug` in `language`. Six queries at most.

    Raises NotVisible: it has no published version, or it is retired and this person never began it.
    """
    found = module(session, slug, at=at)
    cycles = progress(session, person_id, found.id, found.version.id)
    if found.retired and not cycles:
        raise NotVisible
    mine = standings(session, at=at, people=[person_id], modules=[found.id])
    current = next((one for one in cycles if one.cycle.is_open), None)
    handed_in = (current.handed_in, current.last_at) if current else (0, None)
    done = [one.cycle for one in cycles if one.cycle.counts]
    return LessonPage(
        module=found,
        text=found.text_in(language),
        standing=next(iter(mine), None),
        current=current,
        done=max(done, key=lambda one: one.completed_at or at, default=None),
        chances=chances(*handed_in, found.version.attempts, at),
    )
