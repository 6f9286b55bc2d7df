"""Decisions while a module is being written: its short name, its settings, when it can be retired."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from advocacy.charter.rules.drafting import check_slug
from advocacy.errors import Refused
from advocacy.people.rules import Language
from advocacy.quizzes.terms import check_terms, pass_mark_problems
from advocacy.training.rules.words import ModuleKind

LONGEST_MINUTES = 2400
"""Forty hours: what takes longer is several modules."""

TAKEN_BY_PAGES = frozenset(
    {
        "certificates",
        "completions",
        "history",
        "hr",
        "imports",
        "manage",
        "modules",
        "people",
        "proofs",
        "requirements",
        "reports",
        "sessions",
        "verify",
        "waivers",
    }
)
"""What stands, or may come to stand, below /training/ beside modules."""


@dataclass(frozen=True)
class ModuleSettings:
    """How a module is done. `attempts` is None for any number; `minutes` is what people are told."""

    authoritative: Language = Language.FRENCH
    pass_mark: int = 0
    attempts: int | None = None
    minutes: int = 20


def check_module_slug(slug: str) -> None:
    """Raise Refused unless `slug` is a short name fit for an address and free of meaning there."""
    check_slug(slug, TAKEN_BY_PAGES)


def check_settings(settings: ModuleSettings) -> None:
    """Raise Refused for numbers that can never be right, whatever the quiz."""
    if not 1 <= settings.minutes <= LONGEST_MINUTES:
        raise Refused(
            "A module takes between 1 and %(most)s minutes, not %(minutes)s.",
            most=LONGEST_MINUTES,
            minutes=settings.minutes,
        )
    check_terms(settings.pass_mark, settings.attempts)


def settings_problems(kind: ModuleKind, settings: ModuleSettings, questions: int | None) -> Iterator[Refused]:
    """What keeps these settings from being reviewed; `questions` is None while the quiz cannot be read."""
    if kind is not ModuleKind.TEXT:
        if settings.pass_mark:
            yield Refused("Only a text has a quiz: the number of right answers needed must be 0.")
    else:
        yield from pass_mark_problems(settings.pass_mark, questions)


def check_retiring(retired_at: datetime | None) -> None:
    """Raise Refused for a module that is retired already."""
    if retired_at is not None:
        raise Refused("This module is retired already.")


def check_returning(retired_at: datetime | None) -> None:
    """Raise Refused for a module that is not retired."""
    if retired_at is None:
        raise Refused("This module is not retired.")


def check_not_retired(retired_at: datetime | None) -> None:
    """Raise Refused when a new version of a retired module is begun or published."""
    if retired_at is not None:
        raise Refused("This module is retired. Bring it back first.")
