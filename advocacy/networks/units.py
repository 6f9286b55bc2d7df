"""The ways in which networks count. The browser's counter (static/counter.js) holds the same, so named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from unicodedata import normalize

import regex

from advocacy.networks.emoji import EMOJI
from advocacy.networks.rule import Limits, Unit
from advocacy.networks.urls import MASTODON, TWITTER, addresses

_GRAPHEME = regex.compile(r"\X")
_FLAGS = regex.compile(r"[\U0001F1E6-\U0001F1FF]{3,}+")
"""Letters of flags in a row. Graphemes are found by looking back to the first of them at each of them, which
takes the square of their number."""

_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points that weigh 1 on X; all others weigh 2 (twitter-text, configuration v3)."""

_MENTION = regex.compile(
    r"(?<![=/\p{L}\p{M}\p{Nd}\p{Pc}])"
    r"(@[a-zA-Z0-9_]+(?:[.-]+[a-zA-Z0-9_]+)*+)@[\p{L}\p{M}\p{Nd}\p{Pc}.-]*[\p{L}\p{M}\p{Nd}\p{Pc}]"
)
"""Somebody on another server, in a post on Mastodon: only the part before the second @ counts."""


def graphemes(text: str, _limits: Limits) -> int:
    """What a reader takes for one sign each: extended grapheme clusters (Unicode Standard Annex #29)."""
    if not text.isascii():
        # Two letters make a flag, counted from the first of the row on (rules GB12 and GB13).
        rows = [len(row.group()) for row in _FLAGS.finditer(text)]
        text = _FLAGS.sub(lambda row: row.group()[: 2 - len(row.group()) % 2], text)
        return sum((row - 1) // 2 for row in rows) + sum(1 for _one in _GRAPHEME.finditer(text))
    return sum(1 for _one in _GRAPHEME.finditer(text))


def utf16(text: str, _limits: Limits) -> int:
    """Units of UTF-16: most signs are one, emojis two and more."""
    return len(text) + sum(1 for sign in text if ord(sign) > 0xFFFF)


def utf8_bytes(text: str) -> int:
    """Bytes of UTF-8."""
    return len(text.encode("utf-8", errors="surrogatepass"))


def weighted(text: str, limits: Limits) -> int:
    """X: NFC first; an address counts `limits.link_characters`, an emoji 2, others by their code point."""
    text = normalize("NFC", text)
    found = addresses(text, TWITTER)
    at, total = 0, 0
    for one in found:
        total += _weight(text[at : one.start]) + (limits.link_characters or 0)
        at = one.end
    return total + _weight(text[at:])


def _weight(text: str) -> int:
    emojis, rest = 0, text
    if not text.isascii():
        rest, emojis = EMOJI.subn("", text)
    return 2 * emojis + sum(1 if _is_light(ord(sign)) else 2 for sign in rest)


def _is_light(code: int) -> bool:
    return any(first <= code <= last for first, last in _LIGHT)


def mastodon(text: str, limits: Limits) -> int:
    """Mastodon: graphemes, once addresses are `limits.link_characters` long and @lea@example.org is @lea."""
    if limits.link_characters is not None:
        for one in reversed(addresses(text, MASTODON)):
            text = text[: one.start] + "x" * limits.link_characters + text[one.end :]
    return graphemes(_MENTION.sub(r"\1", text), limits)


def emoji_bytes(text: str, _limits: Limits) -> int:
    """Threads: an emoji counts its bytes of UTF-8, any other code point 1."""
    emojis = [found.group() for found in EMOJI.finditer(text)]
    return len(text) - sum(map(len, emojis)) + sum(map(utf8_bytes, emojis))


COUNTED: Mapping[Unit, Callable[[str, Limits], int]] = MappingProxyType(
    {
        Unit.WEIGHTED: weighted,
        Unit.GRAPHEMES: graphemes,
        Unit.MASTODON: mastodon,
        Unit.UTF16: utf16,
        Unit.EMOJI_BYTES: emoji_bytes,
    }
)
