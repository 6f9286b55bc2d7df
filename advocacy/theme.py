"""The organisation's accent colour as custom properties of both colour schemes, with contrast computed.

A setting can name any colour; text and buttons must stay readable with it. So the accent is taken as a wish:
for each scheme it is made darker or lighter, its hue kept, just far enough for WCAG 2.2 level AA (1.4.3: 4.5
for text, 1.4.11: 3 for parts of the interface).
"""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass
from typing import NamedTuple

from advocacy.errors import Refused

TEXT_CONTRAST = 4.5
PART_CONTRAST = 3.0
_BLACK_AND_WHITE = ("#000000", "#ffffff")
_STEPS = 50
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Scheme:
    """The backgrounds on which the accent must stay readable; the same values are tokens of app.css."""

    page: str
    surface: str
    lightness: float
    """Where a shade moves when it cannot be read yet: 0 is black, 1 is white."""


LIGHT = Scheme(page="#ffffff", surface="#f2f4f1", lightness=0)
DARK = Scheme(page="#14181a", surface="#1e2427", lightness=1)


class _Rgb(NamedTuple):
    red: int
    green: int
    blue: int


def _parse(colour: str) -> _Rgb:
    return _Rgb(int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""

    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(part) for part in _parse(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two colours written as #rrggbb: from 1 (the same) to 21 (black on white)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """`colour` with `share` (0 to 1) of `other` in it, both and the answer as #rrggbb."""
    parts = zip(_parse(colour), _parse(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def _shade(colour: str, towards: float, share: float) -> str:
    """`colour` with its lightness moved `share` (0 to 1) of the way to `towards`; its hue stays."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in _parse(colour)))
    parts = colorsys.hls_to_rgb(hue, lightness + (towards - lightness) * share, saturation)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _readable(colour: str, backgrounds: tuple[str, ...], towards: float, least: float) -> str:
    """The shade of `colour` nearest to it that has the `least` contrast on all backgrounds."""
    for step in range(_STEPS + 1):
        candidate = _shade(colour, towards, step / _STEPS)
        if all(contrast(candidate, background) >= least for background in backgrounds):
            return candidate
    raise Refused("No readable shade of the colour %(colour)s was found.", colour=colour)


def _properties(accent: str, scheme: Scheme) -> dict[str, str]:
    soft = mix(scheme.page, accent, 0.1)
    backgrounds = (scheme.page, scheme.surface)
    fill = _readable(accent, backgrounds, scheme.lightness, PART_CONTRAST)
    on_fill = max(_BLACK_AND_WHITE, key=lambda ink: contrast(ink, fill))
    # Away from its text's colour, so that pointing at a button never makes it harder to read.
    away = "#000000" if on_fill == "#ffffff" else "#ffffff"
    return {
        "--accent": fill,
        "--accent-hover": mix(fill, away, 0.18),
        "--on-accent": on_fill,
        "--accent-text": _readable(accent, (*backgrounds, soft), scheme.lightness, TEXT_CONTRAST),
        "--accent-soft": soft,
    }


def theme_css(accent: str) -> str:
    """The style sheet that gives both schemes their shades of `accent` (#rrggbb).

    Raises Refused when `accent` is no such colour, or when no readable shade of it exists.
    """
    if not _HEX.fullmatch(accent):
        raise Refused("The colour %(colour)s is not written like #0b6e4f.", colour=repr(accent))

    def rule(scheme: Scheme) -> str:
        properties = _properties(accent.lower(), scheme).items()
        return ":root{" + ";".join(f"{name}:{value}" for name, value in properties) + "}"

    return f"{rule(LIGHT)}\n@media screen and (prefers-color-scheme:dark){{{rule(DARK)}}}\n"
