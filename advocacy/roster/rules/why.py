"""What keeps somebody from answering, and how it is said: a sentence with the next step in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from advocacy.charter.rules import gate
from advocacy.errors import N_


class Why(StrEnum):
    """What keeps somebody from answering."""

    NOT_EMPLOYED = "not_employed"
    EXTERNAL = "external"
    ABSENT = "absent"
    NO_CHARTER = "no_charter"
    CHARTER_NOT_ACKNOWLEDGED = "charter_not_acknowledged"
    CHARTER_OVERDUE = "charter_overdue"
    CHARTER_OBJECTED = "charter_objected"
    NOT_ENROLLED = "not_enrolled"
    ENROLMENT_ENDED = "enrolment_ended"
    LEFT_SINCE = "left_since"
    PAUSED = "paused"
    SUSPENDED = "suspended"
    TRAINING_MISSING = "training_missing"
    TRAINING_LAPSED = "training_lapsed"
    TOPIC_NOT_HELD = "topic_not_held"


SENTENCES: Mapping[Why, str] = {
    Why.NOT_EMPLOYED: N_("Only people who work here answer customers. Tell HR if you do."),
    Why.EXTERNAL: N_(
        "External people do not answer customers for the company. Give the question to an employee."
    ),
    Why.ABSENT: N_("You are away until %(day)s. You may answer again from the day you are back."),
    Why.NO_CHARTER: gate.SENTENCES[gate.Why.NOTHING_PUBLISHED],
    Why.CHARTER_NOT_ACKNOWLEDGED: gate.SENTENCES[gate.Why.NOT_ACKNOWLEDGED],
    Why.CHARTER_OVERDUE: N_("“%(title)s” was to be read by %(day)s. Read and acknowledge it first."),
    Why.CHARTER_OBJECTED: gate.SENTENCES[gate.Why.OBJECTED],
    Why.NOT_ENROLLED: N_("You are not on the roster. Read what its members commit to, and join."),
    Why.ENROLMENT_ENDED: N_("Your place on the roster ended on %(day)s. Join again when you wish."),
    Why.LEFT_SINCE: N_("You left the company on %(day)s, which ended your place on the roster. Join again."),
    Why.PAUSED: N_("You are on pause until %(day)s. End the pause to answer again."),
    Why.SUSPENDED: N_("HR has suspended you from answering. Talk to HR."),
    Why.TRAINING_MISSING: N_("“%(title)s” is required and not completed. Take the training first."),
    Why.TRAINING_LAPSED: N_("“%(title)s” held until %(day)s. Take the training again."),
    Why.TOPIC_NOT_HELD: N_("You do not hold this topic. Ask for it on your profile."),
}
"""What to tell the person, with the next step in it."""

WITHOUT_A_DAY: Mapping[Why, str] = {
    Why.ABSENT: N_(
        "You are noted as away. You may answer again from the day you are back; tell HR which it is."
    ),
    Why.CHARTER_OVERDUE: N_("“%(title)s” is overdue. Read and acknowledge it first."),
    Why.PAUSED: N_("You are on pause. End it to answer again."),
}
"""The same where nobody knows until when."""

OF_THE_GATE = {
    gate.Why.NOTHING_PUBLISHED: Why.NO_CHARTER,
    gate.Why.NEVER_ACTED: Why.CHARTER_NOT_ACKNOWLEDGED,
    gate.Why.NOT_ACKNOWLEDGED: Why.CHARTER_NOT_ACKNOWLEDGED,
    gate.Why.OVERDUE: Why.CHARTER_OVERDUE,
    gate.Why.OBJECTED: Why.CHARTER_OBJECTED,
    gate.Why.NOT_EMPLOYED: Why.NOT_EMPLOYED,
}
"""What the gate of the charter says, in the words of this one."""


@dataclass(frozen=True)
class Reason:
    """One thing in the way: what, about which text, the last day or the day of it, where the next step is."""

    why: Why
    title: Mapping[str, str] = field(default_factory=dict)
    day: date | None = None
    path: str | None = None

    @property
    def sentence(self) -> str:
        """English, with the gaps title and day; the next step is in it."""
        return SENTENCES[self.why] if self.day else WITHOUT_A_DAY.get(self.why, SENTENCES[self.why])
