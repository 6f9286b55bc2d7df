"""The words of the library as people read them: what each stored word is called, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from advocacy.library.rules.words import (
    AIM_NAMES,
    MEASURE_NAMES,
    STAGE_NAMES,
    Aim,
    ContentKind,
    Measure,
    MediaKind,
    Stage,
)
from advocacy.networks.words import NETWORK_NAMES, Network
from advocacy.people.rules import Language

LANGUAGES = {Language.FRENCH: _l("French"), Language.ENGLISH: _l("English")}
KINDS = {ContentKind.POST: _l("Post"), ContentKind.CONTEST: _l("Contest")}
MEDIA = {MediaKind.IMAGE: _l("Image"), MediaKind.VIDEO: _l("Video"), MediaKind.PDF: _l("PDF")}


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
