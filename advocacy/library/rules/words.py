"""The words of the library that are stored."""

from __future__ import annotations

from enum import StrEnum

from advocacy.errors import N_


class ContentKind(StrEnum):
    """What kind of thing is said. A contest has rules and an end."""

    POST = "post"
    CONTEST = "contest"


class Aim(StrEnum):
    """What an objective wants."""

    AWARENESS = "awareness"
    TRAFFIC = "traffic"
    LEADS = "leads"
    SALES = "sales"
    RECRUITMENT = "recruitment"
    LOYALTY = "loyalty"
    SERVICE = "service"


AIM_NAMES = {
    Aim.AWARENESS: N_("Awareness"),
    Aim.TRAFFIC: N_("Traffic"),
    Aim.LEADS: N_("Leads"),
    Aim.SALES: N_("Sales"),
    Aim.RECRUITMENT: N_("Recruitment"),
    Aim.LOYALTY: N_("Loyalty"),
    Aim.SERVICE: N_("Service"),
}
"""What each aim is called, to be translated when shown."""


class Measure(StrEnum):
    """What an objective's figure counts: what the portal counts itself, or a figure an editor notes."""

    CLICKS = "clicks"
    SHARES = "shares"
    ANSWERS = "answers"
    NOTED = "noted"


MEASURE_NAMES = {
    Measure.CLICKS: N_("People who clicked"),
    Measure.SHARES: N_("Shares declared"),
    Measure.ANSWERS: N_("Answers given in public"),
    Measure.NOTED: N_("A figure noted by hand"),
}
"""What each measure is called, to be translated when shown."""


class Verdict(StrEnum):
    """What a review of an objective decided."""

    KEEP = "keep"
    CHANGE = "change"
    STOP = "stop"


class Stage(StrEnum):
    """Where somebody stands in life with the brand, in ten stages."""

    UNAWARE = "unaware"
    AWARE = "aware"
    INTERESTED = "interested"
    FOLLOWER = "follower"
    PARTICIPANT = "participant"
    INVITED = "invited"
    CUSTOMER = "customer"
    AMBASSADOR = "ambassador"
    ASKED = "asked"
    COMMUNITY = "community"


STAGE_NAMES = {
    Stage.UNAWARE: N_("Does not know us"),
    Stage.AWARE: N_("Knows us"),
    Stage.INTERESTED: N_("Is interested"),
    Stage.FOLLOWER: N_("Follows us"),
    Stage.PARTICIPANT: N_("Takes part"),
    Stage.INVITED: N_("Is invited to buy"),
    Stage.CUSTOMER: N_("Is a customer"),
    Stage.AMBASSADOR: N_("Speaks for us"),
    Stage.ASKED: N_("Is asked whether all is well"),
    Stage.COMMUNITY: N_("Belongs to the community"),
}
"""What each stage is called, in their order, to be translated when shown."""


class Decision(StrEnum):
    """What a review of a revision decided."""

    APPROVED = "approved"
    RETURNED = "returned"


class MediaKind(StrEnum):
    """What a file shows."""

    IMAGE = "image"
    VIDEO = "video"
    PDF = "pdf"


class Finding(StrEnum):
    """What the editor is warned of and must answer before handing in."""

    SAME_TEXT = "same_text"
    NO_EVIDENCE = "no_evidence"
    EVIDENCE_ENDS = "evidence_ends"
    CLASH = "clash"
    FORBIDDEN_WORDS = "forbidden_words"


class SightingKind(StrEnum):
    """What somebody saw outside."""

    WORRYING = "worrying"
    PRAISE = "praise"
    COMPETITOR = "competitor"
    IDEA = "idea"


class SuggestionAnswer(StrEnum):
    """What became of a suggestion."""

    USED = "used"
    DECLINED = "declined"


class TargetState(StrEnum):
    """What was found at a link's address when it was last looked at."""

    WAITING = "waiting"
    ALIVE = "alive"
    CHANGED = "changed"
    DEAD = "dead"
    FORBIDDEN = "forbidden"
