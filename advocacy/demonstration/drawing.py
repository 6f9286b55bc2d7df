"""Simple pictures for the demonstration, drawn when it is loaded: shapes and colours, nobody's photograph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from math import cos, pi, sin

from PIL import Image, ImageDraw

SIZE = (1200, 630)
"""What most networks show of a picture, in points."""

GREEN, DEEP, CREAM, SAND, CLAY, INK = "#2f6b4f", "#173b2c", "#f6f1e7", "#d9c8a9", "#a8643c", "#1f2a44"

Draw = ImageDraw.ImageDraw


def drawn(name: str) -> bytes:
    """The picture called `name`, as PNG: the same bytes every time."""
    ground, shapes = DRAWINGS[name]
    picture = Image.new("RGB", SIZE, ground)
    shapes(ImageDraw.Draw(picture))
    out = BytesIO()
    picture.save(out, "PNG", optimize=False)
    return out.getvalue()


def _soles(draw: Draw) -> None:
    for place, colour in enumerate((CLAY, SAND, GREEN)):
        x, y = 210 + 210 * place, 120 + 60 * place
        draw.ellipse((x, y, x + 250, y + 330), fill=colour)
        draw.ellipse((x + 45, y + 230, x + 215, y + 430), fill=colour)


def _stitches(draw: Draw) -> None:
    at = [(600 + 0.9 * turn * cos(turn / 9), 315 + 0.62 * turn * sin(turn / 9)) for turn in range(20, 330, 2)]
    draw.line(at, fill=SAND, width=13)
    for x, y in at[::3]:
        draw.ellipse((x - 4, y - 4, x + 4, y + 4), fill=CLAY)


def _laces(draw: Draw) -> None:
    for sign in (1, -1):
        wave = [(x, 315 + sign * 180 * sin(x / 190)) for x in range(-20, 1240, 8)]
        draw.line(wave, fill=CREAM, width=26, joint="curve")


def _stripes(draw: Draw) -> None:
    for line in range(12):
        wave = [(x, 20 + 55 * line + 14 * sin(x / 130 + line / 3)) for x in range(-20, 1240, 10)]
        draw.line(wave, fill=INK, width=14 + line % 3 * 5, joint="curve")


def _pebbles(draw: Draw) -> None:
    for x, y, wide, high, colour in (
        (380, 400, 440, 170, "#8b8a86"),
        (450, 280, 320, 140, SAND),
        (520, 180, 200, 115, "#6d6a64"),
    ):
        draw.ellipse((x + 10, y + 18, x + wide + 10, y + high + 18), fill="#d8d0c0")
        draw.ellipse((x, y, x + wide, y + high), fill=colour)


def _glow(draw: Draw) -> None:
    for ring in range(14):
        reach = 300 - 16 * ring
        warm = (60 + 13 * ring, 44 + 11 * ring, 30 + 5 * ring)
        draw.ellipse((600 - reach, 280 - reach, 600 + reach, 280 + reach), fill=warm)
    draw.ellipse((450, 360, 750, 560), fill="#2b2622")


def _plates(draw: Draw) -> None:
    for x in range(0, 1200, 60):
        draw.rectangle((x, 0, x + 22, 630), fill="#e9dfca")
    for x, colour in ((220, GREEN), (600, CLAY), (980, INK)):
        for ring, fill in enumerate((colour, CREAM, colour, "#ffffff")):
            reach = 165 - 32 * ring
            draw.ellipse((x - reach, 315 - reach, x + reach, 315 + reach), fill=fill)


def _facade(draw: Draw) -> None:
    for place in range(3):
        x = 120 + 340 * place
        draw.rectangle((x, 300, x + 280, 630), fill=GREEN)
        draw.pieslice((x, 160, x + 280, 440), 180, 360, fill=GREEN)
        draw.rectangle((x + 40, 330, x + 240, 630), fill=DEEP if place != 1 else SAND)
    for place in range(12):
        draw.rectangle((60 + 90 * place, 60, 105 + 90 * place, 130), fill=CLAY)


def _boxes(draw: Draw) -> None:
    for x, size in ((120, 180), (360, 240), (680, 320)):
        y, lid = 540 - size, size // 4
        draw.rectangle((x, y, x + size, 540), fill=SAND, outline=CLAY, width=5)
        draw.polygon(((x, y), (x + lid, y - lid), (x + size + lid, y - lid), (x + size, y)), fill=CLAY)
        draw.line((x + size / 2, y, x + size / 2, 540), fill=CLAY, width=9)


def _notebook(draw: Draw) -> None:
    draw.polygon(((300, 60), (840, 60), (900, 120), (900, 570), (300, 570)), fill="#efe4cc")
    draw.polygon(((840, 60), (840, 120), (900, 120)), fill=SAND)
    for line in range(8):
        y = 150 + 50 * line
        draw.line((330, y, 870, y), fill="#cdbf9f", width=2)
        end = 380 + 60 * ((line * 5) % 8)
        ink = [(x, y - 12 + 7 * sin(x / (5 + line % 3))) for x in range(345, end, 3)]
        draw.line(ink, fill="#6b4423", width=4)
    draw.arc((330, 70, 390, 130), 0, 360 * (1 - 1 / pi), fill="#6b4423", width=4)


DRAWINGS: Mapping[str, tuple[str, Callable[[Draw], None]]] = {
    "soles": (CREAM, _soles),
    "stitches": (DEEP, _stitches),
    "laces": (DEEP, _laces),
    "stripes": ("#faf7f0", _stripes),
    "pebbles": ("#efe9dc", _pebbles),
    "glow": ("#241c18", _glow),
    "plates": (CREAM, _plates),
    "facade": ("#eef2ee", _facade),
    "boxes": ("#f1ece2", _boxes),
    "notebook": ("#b9ad94", _notebook),
}
"""Ground and shapes of each picture."""
