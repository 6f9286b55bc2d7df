"""Any accent is readable: on both pages, in both schemes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.errors import Refused
from advocacy.theme import DARK, LIGHT, Scheme, contrast, mix, theme_css

TOKENS = Path(__file__).parents[1] / "static" / "app.css" / "10-tokens.css"


def shades(css: str) -> list[dict[str, str]]:
    """The custom properties of the light rule and of the dark rule."""
    return [
        dict(pair.split(":") for pair in rule.split(";")) for rule in re.findall(r":root\{([^}]*)\}", css)
    ]


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


def test_mixing_goes_from_one_colour_to_the_other() -> None:
    assert mix("#000000", "#ffffff", 0) == "#000000"
    assert mix("#000000", "#ffffff", 1) == "#ffffff"
    assert mix("#102030", "#304050", 0.5) == "#203040"


@given(st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}"))
def test_every_colour_gets_shades_that_can_be_read(accent: str) -> None:
    for scheme, shade in zip((LIGHT, DARK), shades(theme_css(accent)), strict=True):
        for background in (scheme.page, scheme.surface, shade["--accent-soft"]):
            assert contrast(shade["--accent-text"], background) >= 4.5
        assert contrast(shade["--accent"], scheme.page) >= 3
        assert contrast(shade["--on-accent"], shade["--accent"]) >= 4.5
        assert contrast(shade["--on-accent"], shade["--accent-hover"]) >= 4.5


def test_a_readable_accent_is_kept_as_it_is() -> None:
    light, _dark = shades(theme_css("#0B6E4F"))
    assert light["--accent"] == light["--accent-text"] == "#0b6e4f"
    assert light["--on-accent"] == "#ffffff"


def test_a_pale_accent_is_darkened_on_white_and_kept_on_black() -> None:
    light, dark = shades(theme_css("#ffe680"))
    assert light["--accent"] != "#ffe680"
    assert dark["--accent"] == "#ffe680"
    assert dark["--on-accent"] == "#000000"


@pytest.mark.parametrize("colour", ["", "green", "#fff", "#12345g", "#0b6e4f;}", "0b6e4f", "#0b6e4f\n"])
def test_what_is_no_colour_is_refused_by_name(colour: str) -> None:
    with pytest.raises(Refused) as refusal:
        theme_css(colour)
    assert repr(colour) in str(refusal.value)


@pytest.mark.parametrize(("scheme", "place"), [(LIGHT, 0), (DARK, 1)])
def test_the_backgrounds_computed_with_are_those_of_the_style_sheet(scheme: Scheme, place: int) -> None:
    css = TOKENS.read_text()
    assert re.findall(r"--page: (#\w+);", css)[place] == scheme.page
    assert re.findall(r"--surface: (#\w+);", css)[place] == scheme.surface
