"""A quiz as it is asked, and as it comes back marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from advocacy.charter.rules import Weight
from advocacy.quizzes.attempts import Chances, chances
from advocacy.quizzes.quiz import MarkedQuestion, Quiz, marked_questions, shuffled
from advocacy.training.queries.published import (
    PublishedModule,
    PublishedText,
    VersionLine,
    module_of_version,
    version_lines,
)
from advocacy.training.queries.taking import AttemptFacts, CycleLine, attempt, attempts, cycles


@dataclass(frozen=True)
class AskedPage:
    """The questions of an attempt, in its own order, in one language."""

    attempt: AttemptFacts
    module: PublishedModule
    text: PublishedText
    quiz: Quiz


@dataclass(frozen=True)
class ResultPage:
    """An attempt that was handed in. `done` is the completion it made, or that closed its cycle otherwise."""

    attempt: AttemptFacts
    module: PublishedModule
    text: PublishedText
    questions: tuple[MarkedQuestion, ...]
    done: CycleLine | None
    newer: VersionLine | None
    """The version in force, when that is another one."""
    chances: Chances

    @property
    def is_outdated(self) -> bool:
        """Whether a material version came out since this one."""
        return self.newer is not None and self.newer.weight is Weight.MATERIAL

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles of the text's sections by their ids."""
        return {section.id: section.title for section in self.text.sections}


def asked_page(
    session: Session, attempt_id: int, person_id: int, *, language: str, at: datetime
) -> AskedPage | None:
    """The questions of an attempt of one's own; None once it is handed in. Two queries; raises NotVisible."""
    begun = attempt(session, attempt_id, visible_to=person_id)
    if begun.is_handed_in:
        return None
    module = module_of_version(session, begun.version_id, at=at)
    text = module.text_in(language)
    return AskedPage(begun, module, text, shuffled(text.quiz, begun.seed))


def result_page(
    session: Session, attempt_id: int, person_id: int, *, language: str, at: datetime
) -> ResultPage | None:
    """The result of an attempt of one's own; None before it is handed in. Five queries; raises NotVisible."""
    begun = attempt(session, attempt_id, visible_to=person_id)
    if not begun.is_handed_in:
        return None
    module = module_of_version(session, begun.version_id, at=at)
    text = module.text_in(language)
    known = [one.at for one in attempts(session, begun.cycle_id, begun.version_id) if one.at]
    later = [
        line for line in version_lines(session, [module.id], at=at) if line.number > module.version.number
    ]
    material = [line for line in later if line.weight is Weight.MATERIAL]
    mine = cycles(session, person_id, module.id)
    return ResultPage(
        attempt=begun,
        module=module,
        text=text,
        questions=marked_questions(shuffled(text.quiz, begun.seed), begun.answers),
        done=next((one for one in mine if one.id == begun.cycle_id and one.counts), None),
        newer=next(iter(material[-1:] or later[-1:]), None),
        chances=chances(len(known), max(known, default=None), module.version.attempts, at),
    )
