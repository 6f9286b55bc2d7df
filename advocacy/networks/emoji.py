"""What is one emoji: the sequences of Unicode Technical Standard #51, as its data files recommend them.

Signs that are text unless said otherwise (`©`, `❤`) need U+FE0F to be emojis, and a skin tone something that
has a skin. Of chains it is asked that what they join is joined somewhere in Unicode 17, not that this very
chain is known. The browser's counter holds the same expression.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

FLAGS = """
ACDEFGILMOQRSTUWXZ BABDEFGHIJLMNOQRSTVWYZ CACDFGHIKLMNOPQRUVWXYZ DEGJKMOZ EACEGHRSTU
FIJKMOR GABDEFGHILMNPQRSTUWY HKMNRTU ICDELMNOQRST JEMOP KEGHIMNPRWYZ LABCIKRSTUVY
MACDEFGHKLMNOPQRSTUVWXYZ NACEFGILOPRUZ OM PAEFGHKLMNRSTWY QA REOSUW
SABCDEGHIJKLMNORSTVXYZ TACDFGHJKLMNORTVWZ UAGMNSYZ VACEGINU WFS XK YET ZAMW
"""
"""Regions that have a flag: a first letter, then all that follow it (ISO 3166-1, and what Unicode adds)."""

JOINED = "♀♂⚕⚖⚧✈❤➡↔↕☠❄⬛🌈🌫🌾🍳🍼🎄🎓🎤🎨🏫🏭👦👧👨👩💋💥💨💫💻💼🔥🔧🔬🗨🚀🚒🟩🟫🤝🦯🦰🦱🦲🦳🦺🦼🦽🧑🧒🩰🩹🫲"
"""What may follow a joiner."""

_TEXTUAL = r"(?![0-9#*]|\p{Emoji_Presentation})\p{Emoji}\uFE0F"
_ONE = rf"(?:\p{{Emoji_Modifier_Base}}\p{{Emoji_Modifier}}|\p{{Emoji_Presentation}}|{_TEXTUAL})"
_KEYCAP = r"[0-9#*]\uFE0F?\u20E3"
_REGION = r"\U0001F3F4[\U000E0020-\U000E007E]+\U000E007F"


def _flags() -> Iterator[str]:
    """For each first letter, an expression of its flags, in regional indicators."""
    for letters in FLAGS.split():
        first, others = _indicator(letters[0]), "".join(map(_indicator, letters[1:]))
        yield f"{first}[{others}]"


def _indicator(letter: str) -> str:
    return chr(0x1F1E6 + ord(letter) - ord("A"))


EMOJI = regex.compile("|".join((*_flags(), _KEYCAP, _REGION, rf"{_ONE}(?:\u200D(?=[{JOINED}]){_ONE})*")))
"""One emoji, as long as it goes."""
