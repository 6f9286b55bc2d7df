"""Tables of the roster: enrolment and what was committed to, profiles, hours, pauses, suspensions,
work accounts."""

from advocacy.roster.models.enrolment import Commitment, Enrolment, EnrolmentEnd
from advocacy.roster.models.profile import Alias, MemberHours, MemberLanguage, MemberProfile
from advocacy.roster.models.standing import Pause, Suspension, SuspensionReason
from advocacy.roster.models.work_account import WorkAccount

__all__ = [
    "Alias",
    "Commitment",
    "Enrolment",
    "EnrolmentEnd",
    "MemberHours",
    "MemberLanguage",
    "MemberProfile",
    "Pause",
    "Suspension",
    "SuspensionReason",
    "WorkAccount",
]
