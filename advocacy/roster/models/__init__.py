"""Tables of the roster: enrolment and what was committed to, profiles, hours, pauses, suspensions,
work accounts."""

from advocacy.roster.models.enrolment import Commitment, Enrolment, EnrolmentEnd
from advocacy.roster.models.profile import Alias, AliasLook, MemberHours, MemberLanguage, MemberProfile
from advocacy.roster.models.standing import Pause, Suspension, SuspensionReason
from advocacy.roster.models.wish import TopicWish
from advocacy.roster.models.work_account import WorkAccount

__all__ = [
    "Alias",
    "AliasLook",
    "Commitment",
    "Enrolment",
    "EnrolmentEnd",
    "MemberHours",
    "MemberLanguage",
    "MemberProfile",
    "Pause",
    "Suspension",
    "SuspensionReason",
    "TopicWish",
    "WorkAccount",
]
