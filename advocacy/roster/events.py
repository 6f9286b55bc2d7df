"""Facts about members of the roster. Reasons are never in them, nor what somebody is called in public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_
from advocacy.networks.words import NETWORK_WORDS

_CAUSES = {"cause": {"member": N_("their own wish"), "hr": N_("HR")}}
_NETWORKS = {"network": NETWORK_WORDS}
_CONFIRMED = {"confirmation": {"administrator": N_("an administrator"), "code": N_("a code posted there")}}


@dataclass(frozen=True)
class CommitmentPublished(Event):
    """A version of the sentence "I commit to …" holds from now on, in French and English."""

    provable: ClassVar[bool] = True

    number: int
    sha256_fr: str
    sha256_en: str
    sentence: ClassVar[str] = N_("Version %(number)s of the roster’s commitment was published.")


@dataclass(frozen=True)
class RosterJoined(Event):
    """Somebody committed to exactly this text, and joined."""

    provable: ClassVar[bool] = True

    number: int
    language: str
    sha256: str
    sentence: ClassVar[str] = N_("%(subject)s joined the roster, committing to version %(number)s.")


@dataclass(frozen=True)
class RosterLeft(Event):
    """An enrolment ended, by the member or by HR."""

    provable: ClassVar[bool] = True

    cause: str
    sentence: ClassVar[str] = N_("%(actor)s ended the enrolment of %(subject)s on the roster (%(cause)s).")
    words: ClassVar[Mapping[str, Mapping[str, str]]] = _CAUSES


@dataclass(frozen=True)
class AliasChosen(Event):
    """A member has another public name."""

    sentence: ClassVar[str] = N_("%(actor)s chose a public alias.")


@dataclass(frozen=True)
class AliasWithdrawn(Event):
    """HR took a public name from a member: nobody speaks under it any more. Neither it nor why is in it."""

    provable: ClassVar[bool] = True

    sentence: ClassVar[str] = N_("%(actor)s withdrew the public alias of %(subject)s.")


@dataclass(frozen=True)
class MemberProfileChanged(Event):
    """A member changed languages, hours, zone or capacity; `fields` names them."""

    fields: tuple[str, ...]
    sentence: ClassVar[str] = N_("%(actor)s changed how they answer: %(fields)s.")
    words: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "fields": {
            "languages": N_("languages"),
            "hours": N_("hours"),
            "zone": N_("time zone"),
            "capacity": N_("capacity"),
        }
    }


@dataclass(frozen=True)
class TopicAsked(Event):
    """A member asked for a topic."""

    topic_id: int
    called: str
    sentence: ClassVar[str] = N_("%(actor)s asked for the topic %(called)s.")


@dataclass(frozen=True)
class TopicDeclined(Event):
    """HR said no to a topic that a member asked for, or the member asks no more."""

    topic_id: int
    called: str
    sentence: ClassVar[str] = N_("%(actor)s closed the wish of %(subject)s for the topic %(called)s.")


@dataclass(frozen=True)
class MemberPaused(Event):
    """A member rests."""

    until: datetime | None
    sentence: ClassVar[str] = N_("%(actor)s paused on the roster.")


@dataclass(frozen=True)
class MemberResumed(Event):
    """A member is back before the pause ended."""

    sentence: ClassVar[str] = N_("%(actor)s ended their pause on the roster.")


@dataclass(frozen=True)
class MemberSuspended(Event):
    """HR keeps a member from answering. Why is kept elsewhere."""

    provable: ClassVar[bool] = True

    sentence: ClassVar[str] = N_("%(actor)s suspended %(subject)s from the roster.")


@dataclass(frozen=True)
class SuspensionLifted(Event):
    """A suspended member may answer again."""

    provable: ClassVar[bool] = True

    sentence: ClassVar[str] = N_("%(actor)s lifted the suspension of %(subject)s from the roster.")


@dataclass(frozen=True)
class SuspensionReasonDeleted(Event):
    """The reason of a suspension was deleted; the suspension itself stays on record."""

    sentence: ClassVar[str] = N_("%(actor)s deleted why %(subject)s was suspended from the roster.")


@dataclass(frozen=True)
class WorkAccountAdded(Event):
    """A member registered an account used only for this work."""

    account_id: int
    network: str
    sentence: ClassVar[str] = N_("%(actor)s registered a work account on %(network)s.")
    words: ClassVar[Mapping[str, Mapping[str, str]]] = _NETWORKS


@dataclass(frozen=True)
class WorkAccountConfirmed(Event):
    """A work account was found to be the member's."""

    provable: ClassVar[bool] = True

    account_id: int
    network: str
    confirmation: str
    sentence: ClassVar[str] = N_(
        "The work account of %(subject)s on %(network)s was confirmed by %(confirmation)s."
    )
    words: ClassVar[Mapping[str, Mapping[str, str]]] = {**_NETWORKS, **_CONFIRMED}


@dataclass(frozen=True)
class WorkAccountEnded(Event):
    """A work account is used for this work no longer."""

    provable: ClassVar[bool] = True

    account_id: int
    network: str
    sentence: ClassVar[str] = N_("%(actor)s ended the work account of %(subject)s on %(network)s.")
    words: ClassVar[Mapping[str, Mapping[str, str]]] = _NETWORKS
