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


def _window(draw: Draw) -> None:
    for x, y, frame in ((190, 130, "#c9d3cd"), (430, 210, CLAY)):
        draw.rounded_rectangle((x, y, x + 580, y + 330), 22, fill="#ffffff", outline=frame, width=9)
        draw.rectangle((x + 9, y + 62, x + 571, y + 70), fill=frame)
        for dot in range(3):
            draw.ellipse((x + 34 + 40 * dot, y + 24, x + 56 + 40 * dot, y + 46), fill=frame)
    draw.polygon(((720, 320), (820, 490), (620, 490)), fill=CLAY)
    draw.rounded_rectangle((709, 370, 731, 435), 10, fill="#ffffff")
    draw.ellipse((708, 448, 732, 472), fill="#ffffff")


def _people(draw: Draw) -> None:
    for place, colour in enumerate((GREEN, CLAY, INK, SAND, DEEP)):
        x, y = 160 + 190 * place, 250 + 35 * (place % 2)
        draw.ellipse((x + 25, y - 130, x + 135, y - 20), fill=colour)
        draw.pieslice((x - 30, y, x + 190, y + 420), 180, 360, fill=colour)


def _quiet(draw: Draw) -> None:
    wave = [(x, 315 + 200 * sin(x / 34) * max(1 - x / 780, 0.0) ** 1.6) for x in range(0, 1200, 3)]
    draw.line(wave, fill=SAND, width=11, joint="curve")
    draw.ellipse((1010, 285, 1070, 345), fill=SAND)


def _plug(draw: Draw) -> None:
    cord = [(x, 330 + 110 * sin(x / 120)) for x in range(-20, 470, 6)]
    draw.line(cord, fill="#2b2622", width=22, joint="curve")
    end = 330 + 110 * sin(464 / 120)
    draw.rounded_rectangle((455, end - 75, 600, end + 75), 26, fill="#2b2622")
    for y in (end - 38, end + 18):
        draw.rectangle((600, y, 672, y + 20), fill="#8b8a86")
    draw.rounded_rectangle((830, end - 130, 1060, end + 130), 34, fill="#ffffff", outline=SAND, width=9)
    for y in (end - 38, end + 18):
        draw.ellipse((905, y - 6, 937, y + 26), fill="#2b2622")


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
    "window": ("#eef2ee", _window),
    "people": (CREAM, _people),
    "quiet": (DEEP, _quiet),
    "plug": ("#efe4cc", _plug),
}
"""Ground and shapes of each picture."""
