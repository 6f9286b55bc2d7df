"""The words of the roster that are stored."""

from __future__ import annotations

from enum import StrEnum


class EndCause(StrEnum):
    """Why an enrolment ended. Leaving the company ends it too, and is computed."""

    MEMBER = "member"
    HR = "hr"


class CheckResult(StrEnum):
    """What became of looking for the code on an account's page."""

    WAITING = "waiting"
    NOT_THERE = "not_there"
    UNREACHABLE = "unreachable"
    TAKEN = "taken"


class Confirmation(StrEnum):
    """How a work account was confirmed."""

    ADMINISTRATOR = "administrator"
    CODE = "code"
