"""The words of the library as people read them: what each stored word is called, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from advocacy.library.rules.objectives import VERDICT_NAMES
from advocacy.library.rules.sheets import STATE_NAMES, AccountState
from advocacy.library.rules.standing import STANDING_NAMES, Standing
from advocacy.library.rules.states import CONTENT_STATE_NAMES, State
from advocacy.library.rules.words import (
    AIM_NAMES,
    MEASURE_NAMES,
    STAGE_NAMES,
    Aim,
    ContentKind,
    Decision,
    Measure,
    MediaKind,
    Stage,
    Verdict,
)
from advocacy.networks.words import NETWORK_NAMES, Network
from advocacy.people.rules import Language
from advocacy.roster.rules.work_accounts import network_name

LANGUAGES = {Language.FRENCH: _l("French"), Language.ENGLISH: _l("English")}
KINDS = {ContentKind.POST: _l("Post"), ContentKind.CONTEST: _l("Contest")}
MEDIA = {MediaKind.IMAGE: _l("Image"), MediaKind.VIDEO: _l("Video"), MediaKind.PDF: _l("PDF")}


DECISIONS = {Decision.APPROVED: _l("approved"), Decision.RETURNED: _l("returned")}


def network(which: Network) -> str:
    """What a network calls itself."""
    return gettext(NETWORK_NAMES[which])


def aim(which: Aim) -> str:
    """What an aim is called."""
    return gettext(AIM_NAMES[which])


def measure(which: Measure) -> str:
    """What a measure is called."""
    return gettext(MEASURE_NAMES[which])


def stage(which: Stage) -> str:
    """What a stage is called."""
    return gettext(STAGE_NAMES[which])


def standing(which: Standing) -> str:
    """Where a content stands, in a word or two."""
    return gettext(STANDING_NAMES[which])


def account_state(which: AccountState) -> str:
    """What the state of an official account is called."""
    return gettext(STATE_NAMES[which])


def network_at(which: Network, address: str) -> str:
    """What a network calls itself; one without a name of ours is called after its host."""
    return network_name(which, address) if which is Network.OTHER else network(which)


def verdict(which: Verdict) -> str:
    """What a review of an objective decided, in a word."""
    return gettext(VERDICT_NAMES[which])


def state(which: State) -> str:
    """In which state a content is, in a word or two."""
    return gettext(CONTENT_STATE_NAMES[which])


def state_of(value: str) -> str:
    """What the state of a content with this stored word is called."""
    return state(State(value))
