"""Pictures of the demonstration's pages, for the guide: `make pictures`.

A name says what is shown: page, language, light or dark, wide or narrow. They are small on purpose – few
colours each – because they live in the repository. To take some of them again, by page or by name:
`python -m tests.journeys.pictures docs/pictures hr-overview charter-fr-dark-narrow`.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

from advocacy.audit.sealer import seal
from advocacy.demonstration import CAST, load
from tests.journeys.conftest import ARGUMENTS, CHROMIUM
from tests.support.jobs import run_jobs
from tests.support.portal import Portal, a_portal

WIDE, NARROW = (1280, 900), (390, 844)
PATIENCE = 10_000
"""Milliseconds to wait for a page or a button."""

LARGEST = 150_000
COLOURS = 128
"""Enough for pages of text and flat colour; a third of the bytes."""

DOCUMENT = "/charter/manage/documents/social-media"

IMPORT_HEADER = "Matricule;Prénom;Nom;Courriel;Employeur;Service;Matricule du manager;Langue;Date d'entrée\n"
IMPORT_GOOD = IMPORT_HEADER + (
    "N901;Maëlys;Le Goff;maelys@verdier.example;Maison Verdier SAS;Ventes > Papeterie;V002;fr;04/05/2026\n"
    "N902;Ciarán;O'Brien;ciaran@verdier.example;Maison Verdier SAS;Ventes > Papeterie;N901;en;11/05/2026\n"
    "N903;Zoé;D’Angelo;;Maison Verdier SAS;Ventes > Papeterie;N901;fr;01/06/2026\n"
)
IMPORT_BAD = IMPORT_HEADER + (
    "N901;Maëlys;Le Goff;maelys@verdier;Maison Verdier SAS;Ventes > Papeterie;V002;fr;04/05/2026\n"
    "N902;Ciarán;O'Brien;ciaran@verdier.example;Maison Verdier SAS;Ventes > Papeterie;N999;de;32/05/2026\n"
    "N902;;D’Angelo;;Maison Verdier SAS;Ventes > Papeterie;N902;fr;01/06/2026\n"
)

Steps = Callable[["Studio", Page], None]


def _stay(_studio: Studio, _page: Page) -> None:
    """The page as it opens."""


@dataclass(frozen=True)
class Shot:
    """One picture: who opens which address how, and what they do there before it is taken."""

    name: str
    part: str | None
    address: str
    steps: Steps = _stay

    @property
    def page(self) -> str:
        """What is shown: the name less how it looks."""
        return self.name.rsplit("-", 3)[0]

    @property
    def file(self) -> str:
        """The picture's file name."""
        return f"{self.name}.png"

    @property
    def language(self) -> str:
        """`fr` or `en`, from the name."""
        return self.name.split("-")[-3]

    @property
    def scheme(self) -> str:
        """`light` or `dark`, from the name."""
        return self.name.split("-")[-2]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the window in pixels, from the name."""
        return NARROW if self.name.endswith("narrow") else WIDE


class Studio:
    """The running demonstration, and a browser to look at it."""

    def __init__(self, portal: Portal, browser: Browser) -> None:
        self._portal, self._browser = portal, browser

    def work(self) -> None:
        """Do what a worker would do soon: the jobs that are due, and the ledger's seal."""
        with self._portal.app.app_context():
            run_jobs()
            seal()

    def take(self, shot: Shot, folder: Path) -> None:
        """Take one picture into `folder`, in few colours."""
        with self._page(shot) as page:
            page.goto(shot.address)
            shot.steps(self, page)
            taken = small(page.screenshot(animations="disabled", caret="hide"))
        if len(taken) > LARGEST:
            raise BrowserError(f"it has {len(taken):,} bytes, at most {LARGEST:,} are wanted")
        (folder / shot.file).write_bytes(taken)

    @contextmanager
    def _page(self, shot: Shot) -> Iterator[Page]:
        context = self._browser.new_context(
            base_url=self._portal.url,
            locale="fr-FR" if shot.language == "fr" else "en-GB",
            color_scheme=shot.scheme,  # type: ignore[arg-type]
            viewport={"width": shot.size[0], "height": shot.size[1]},
            reduced_motion="reduce",
        )
        if shot.part:
            cookie = self._portal.cookie_of(CAST[shot.part], shot.language)
            context.add_cookies([cookie])  # type: ignore[list-item]
        context.set_default_timeout(PATIENCE)
        try:
            yield context.new_page()
        finally:
            context.close()


def small(png: bytes) -> bytes:
    """The same picture with a palette of its own."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(out, "PNG", optimize=True)
    return out.getvalue()


def _follow(selector: str) -> Steps:
    """Click the first link or button that `selector` finds, and wait for its page."""

    def steps(_studio: Studio, page: Page) -> None:
        page.locator(selector).first.click()
        page.wait_for_load_state()

    return steps


def _look_at(selector: str) -> Steps:
    """Scroll until what `selector` finds stands at the top."""

    def steps(_studio: Studio, page: Page) -> None:
        page.locator(selector).first.evaluate("place => place.scrollIntoView({block: 'start'})")

    return steps


def _upload(content: str, place: str) -> Steps:
    """Hand in a people file, have it read, and look at `place` of its preview."""

    def steps(studio: Studio, page: Page) -> None:
        page.set_input_files(
            "input[type=file]",
            {"name": "newcomers.csv", "mimeType": "text/csv", "buffer": content.encode("utf-8-sig")},
        )
        page.locator("main form[enctype] button[type=submit]").first.click()
        page.wait_for_url(re.compile(r"/admin/imports/\d+"))
        studio.work()
        page.reload()
        _look_at(place)(studio, page)

    return steps


def _draft(step: str, place: str = "h1") -> Steps:
    """Open a step of the version that is being prepared, at `place`."""

    def steps(studio: Studio, page: Page) -> None:
        _follow("main a[href*='/manage/drafts/']")(studio, page)
        draft = re.search(r"/charter/manage/drafts/\d+", page.url)
        assert draft is not None
        page.goto(draft.group() + step)
        if place != "h1":
            _look_at(place)(studio, page)

    return steps


def _acknowledge(_studio: Studio, page: Page) -> None:
    page.locator("form[action$='/acknowledgement'] button").first.click()
    page.wait_for_url("**/charter/acts/*")


def _receipt(studio: Studio, page: Page) -> None:
    studio.work()
    page.locator("main a[href*='/audit/receipts/']").first.click()
    page.wait_for_load_state()


def _check_receipt(studio: Studio, page: Page) -> None:
    studio.work()
    page.goto("/charter/history")
    page.locator("main a[href*='/audit/receipts/']").first.click()
    page.wait_for_load_state()
    receipt = page.request.get(page.url.split("?")[0] + ".json").body()
    page.goto("/audit/verify")
    page.set_input_files(
        "input[type=file]", {"name": "receipt.json", "mimeType": "application/json", "buffer": receipt}
    )
    page.locator("main form[enctype] button[type=submit]").first.click()
    page.wait_for_load_state()


def _posts(studio: Studio, page: Page) -> None:
    _look_at(".post-card")(studio, page)
    page.wait_for_load_state("networkidle")


def _share(studio: Studio, page: Page) -> None:
    _follow("article h2 a")(studio, page)
    _look_at("#share-box")(studio, page)


def _write(studio: Studio, page: Page) -> None:
    _follow("main table a[href*='/contents/']")(studio, page)
    _look_at("#part-wordings")(studio, page)


SHOTS = (
    Shot("journal-en-light-wide", "auditor", "/audit/?until=2026-04-03"),
    Shot("sign-in-en-light-wide", None, "/account/sign-in"),
    Shot("person-roles-en-light-wide", "admin", "/admin/?text=V003", _follow("main table a")),
    Shot("import-errors-en-light-wide", "hr", "/admin/imports/", _upload(IMPORT_BAD, ".figures")),
    Shot("import-preview-en-light-wide", "hr", "/admin/imports/", _upload(IMPORT_GOOD, ".figures")),
    Shot("write-en-light-wide", "charter_owner", DOCUMENT, _draft("")),
    Shot("review-fr-light-wide", "approver", DOCUMENT, _draft("/review", "#changes")),
    Shot("dry-run-en-light-wide", "charter_owner", DOCUMENT, _draft("/dry-run", ".figures")),
    Shot("charter-en-light-wide", "employee", "/charter/social-media"),
    Shot("charter-fr-dark-narrow", "employee", "/charter/social-media"),
    Shot("today-fr-light-narrow", "employee", "/"),
    Shot("answer-fr-light-narrow", "employee", "/charter/social-media", _look_at("#answer")),
    Shot("recorded-en-light-wide", "employee", "/charter/social-media", _acknowledge),
    Shot("receipt-fr-light-wide", "employee", "/charter/history", _receipt),
    Shot("hr-overview-en-light-wide", "hr", "/hr/", _look_at("main .figures")),
    Shot("hr-overview-fr-dark-wide", "hr", "/hr/", _look_at("main .figures")),
    Shot("register-en-light-wide", "hr", "/hr/register", _look_at("main form[method=get]")),
    Shot("person-en-light-wide", "hr", "/hr/register?who=acknowledged", _follow("main table a")),
    Shot("team-fr-light-narrow", "manager", "/hr/team"),
    Shot("notices-en-light-wide", "hr", "/hr/notices"),
    Shot("verify-en-light-wide", "employee", "/", _check_receipt),
    Shot("export-en-light-wide", "auditor", "/audit/export"),
    Shot("requirements-en-light-wide", "hr", "/training/requirements/"),
    Shot("training-fr-light-narrow", "employee", "/training/bad-buzz"),
    Shot("certificate-en-light-wide", "member", "/training/history", _follow("main a[href*=completions]")),
    Shot("roster-en-light-wide", "employee", "/roster/"),
    Shot("eligibility-fr-light-narrow", "employee", "/roster/eligibility"),
    Shot("coverage-en-light-wide", "hr", "/roster/coverage"),
    Shot("verify-alias-en-light-wide", "member", "/roster/mine", _follow("main a[href*='/verify/']")),
    Shot("library-en-light-wide", "member", "/library/?topic=all&language=all", _posts),
    Shot("share-fr-light-narrow", "member", "/library/?topic=all", _share),
    Shot("share-en-dark-wide", "member", "/library/?topic=all&language=all", _follow("article h2 a")),
    Shot("write-content-en-light-wide", "editor", "/library/manage/contents", _write),
    Shot("calendar-fr-light-wide", "editor", "/library/manage/calendar"),
    Shot("official-accounts-en-light-wide", None, "/accounts/"),
    Shot("objective-en-light-wide", "approver", "/insights/", _follow("main a[href*='/objectives/']")),
    Shot("participation-fr-light-wide", "manager", "/insights/participation"),
)
"""In the order in which they are taken: some do what later ones show."""


def main(arguments: list[str]) -> int:
    """Take every picture into the folder named first, or only those named after it; 1 if one failed."""
    folder, wanted = Path(arguments[0]), set(arguments[1:])
    folder.mkdir(parents=True, exist_ok=True)
    failed = 0
    with tempfile.TemporaryDirectory() as data, a_portal(Path(data), demonstration=True) as portal:
        load(portal.app)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            studio = Studio(portal, browser)
            studio.work()
            for shot in SHOTS:
                if wanted and not {shot.name, shot.page} & wanted:
                    continue
                try:
                    studio.take(shot, folder)
                    print(f"{shot.file}  {(folder / shot.file).stat().st_size >> 10} kB", flush=True)
                except BrowserError as error:
                    failed += 1
                    print(f"{shot.file}  not taken: {error.message.splitlines()[0]}", file=sys.stderr)
            browser.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
