"""How somebody belongs to the company, the languages, and when a dated row holds."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """How somebody belongs to the company. A service account is a machine: it owes nothing, answers
    nothing."""

    EMPLOYEE = "employee"
    EXTERNAL = "external"
    SERVICE = "service"


class Language(StrEnum):
    """The languages of the interface, in the order in which they are offered."""

    FRENCH = "fr"
    ENGLISH = "en"


def holds_on(valid_from: date, valid_to: date | None, day: date) -> bool:
    """Whether a dated row holds on `day`: from its first day, up to the day before `valid_to`."""
    return valid_from <= day and (valid_to is None or day < valid_to)
