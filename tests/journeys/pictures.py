"""Pictures of the main pages of the demonstration: `make pictures`.

Light and dark, wide and narrow, in both languages. They are small on purpose – 256 colours each – because they
live in the repository; one that would pass 150 kB ends the command. To take some of them again:
`python -m tests.journeys.pictures docs/pictures today hr-fr-dark-wide`.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from advocacy.demonstration import CAST, load
from tests.journeys.conftest import ARGUMENTS, CHROMIUM
from tests.support.portal import Portal, a_portal

WIDTHS = {"wide": (1280, 860), "narrow": (390, 844)}
LARGEST = 150_000


@dataclass(frozen=True)
class Picture:
    """A page as somebody sees it: a key of CAST, or None for a stranger. `follow` is a link to click there."""

    page: str
    address: str
    part: str | None
    look: str
    follow: str = ""

    @property
    def name(self) -> str:
        """Page, language, scheme, width."""
        return f"{self.page}-{self.look}"


PICTURES = (
    Picture("sign-in", "/account/sign-in", None, "fr-light-narrow"),
    Picture("today", "/", "employee", "en-light-wide"),
    Picture("today", "/", "employee", "fr-dark-narrow"),
    Picture("charter", "/charter/", "employee", "en-light-wide"),
    Picture("charter", "/charter/", "employee", "fr-light-narrow"),
    Picture("charter", "/charter/", "employee", "fr-dark-wide"),
    Picture("recorded", "/charter/history", "hr", "en-light-wide", follow='main a[href*="/charter/acts/"]'),
    Picture(
        "receipt", "/charter/history", "hr", "fr-light-narrow", follow='main a[href*="/audit/receipts/"]'
    ),
    Picture("manage", "/charter/manage/", "charter_owner", "en-light-wide"),
    Picture("draft", "/charter/manage/", "charter_owner", "fr-light-wide", follow='main a[href*="/drafts/"]'),
    Picture("hr", "/hr/", "hr", "en-light-wide"),
    Picture("hr", "/hr/", "hr", "fr-dark-wide"),
    Picture("register", "/hr/register", "hr", "en-light-wide"),
    Picture("team", "/hr/team", "manager", "fr-light-narrow"),
    Picture("journal", "/audit/", "auditor", "en-dark-wide"),
    Picture("people", "/admin/", "admin", "fr-light-wide"),
    Picture("imports", "/admin/imports/", "hr", "en-light-wide"),
)


def main(arguments: Sequence[str]) -> int:
    """Take the pictures into the folder named first; only those whose names follow, if any do."""
    folder, wanted = Path(arguments[0]), set(arguments[1:])
    folder.mkdir(parents=True, exist_ok=True)
    chosen = [picture for picture in PICTURES if not wanted or {picture.page, picture.name} & wanted]
    with (
        tempfile.TemporaryDirectory(prefix="advocacy-pictures-") as place,
        a_portal(Path(place), demonstration=True) as portal,
        sync_playwright() as playwright,
    ):
        load(portal.app)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for picture in chosen:
            taken = small(take(browser, portal, picture))
            if len(taken) > LARGEST:
                raise SystemExit(f"{picture.name} has {len(taken):,} bytes, at most {LARGEST:,} are wanted")
            (folder / f"{picture.name}.png").write_bytes(taken)
            sys.stdout.write(f"{picture.name}.png  {len(taken) // 1000} kB\n")
        browser.close()
    return 0


def take(browser: Browser, portal: Portal, picture: Picture) -> bytes:
    """The picture, as PNG. Raises AssertionError when the page does not open."""
    language, scheme, width = picture.look.split("-")
    across, down = WIDTHS[width]
    context = browser.new_context(
        base_url=portal.url,
        locale="fr-FR" if language == "fr" else "en-GB",
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": across, "height": down},
        reduced_motion="reduce",
    )
    if picture.part is not None:
        context.add_cookies([portal.cookie_of(CAST[picture.part])])  # type: ignore[list-item]
    page = context.new_page()
    _open(page, picture.address)
    if page.locator("html").get_attribute("lang") != language:
        _speak(page, language)
        _open(page, picture.address)
    if picture.follow:
        page.locator(picture.follow).first.click()
        page.wait_for_load_state()
    taken = page.screenshot(animations="disabled")
    context.close()
    return taken


def small(png: bytes) -> bytes:
    """The same picture with a palette of its own."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    out = io.BytesIO()
    image.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


def _open(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, f"{address} answered {answer.status}"


def _speak(page: Page, language: str) -> None:
    """Choose the language as people do: by the form that every page has."""
    page.locator(f'form.language button[value="{language}"]').first.click()
    page.wait_for_load_state()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
