"""The words of trainings that are stored: kinds of module, validity, ways of completing."""

from __future__ import annotations

from enum import StrEnum


class ModuleKind(StrEnum):
    """How a module is done: a text with a quiz, a session led by a trainer, or a proof from elsewhere."""

    TEXT = "text"
    SESSION = "session"
    PROOF = "proof"


class Validity(StrEnum):
    """How long a completion holds: for good, for some months, or up to a month of the calendar."""

    ONCE = "once"
    ROLLING = "rolling"
    CALENDAR = "calendar"


class Way(StrEnum):
    """How a completion came about."""

    QUIZ = "quiz"
    ATTENDED = "attended"
    PROOF = "proof"
    RECORDED = "recorded"
    IMPORTED = "imported"


class State(StrEnum):
    """Where somebody stands with a module on which something binds them."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLIANT = "compliant"
    EXPIRING_SOON = "expiring_soon"
    IN_GRACE = "in_grace"
    EXPIRED = "expired"
    WAIVED = "waived"


class CycleCause(StrEnum):
    """Why a cycle was opened."""

    FIRST = "first"
    EXPIRY = "expiry"
    MATERIAL = "material"
    WISH = "wish"
