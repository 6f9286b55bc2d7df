"""What is one emoji: the sequences of Unicode Technical Standard #51, section 1.4.

Close to what the networks take for one: a flag of two letters that no country has, or a chain that no
keyboard offers, is one here, and longer in X's own list of emojis. `©`, `®` and digits are text unless said
otherwise. The browser's counter holds the same expression.
"""

from __future__ import annotations

import regex

_TAGS = r"[\U000E0020-\U000E007E]+\U000E007F"
_SUFFIX = rf"(?:\uFE0F|\p{{Emoji_Modifier}}|{_TAGS})?"
_PICTURE = r"(?![0-9#*])\p{Emoji}"
_FLAG = r"\p{Regional_Indicator}\p{Regional_Indicator}"
_KEYCAP = r"[0-9#*]\uFE0F?\u20E3"
_CHAIN = rf"{_PICTURE}{_SUFFIX}(?:\u200D{_PICTURE}{_SUFFIX})+"
_ALONE = rf"\p{{Emoji_Presentation}}{_SUFFIX}|{_PICTURE}(?:\uFE0F|\p{{Emoji_Modifier}}|{_TAGS})"

EMOJI = regex.compile(rf"{_FLAG}|{_KEYCAP}|{_CHAIN}|{_ALONE}")
"""One emoji, as long as it goes."""
