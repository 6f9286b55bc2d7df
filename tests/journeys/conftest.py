"""Chromium, and portals for it. A page that breaks the content policy or logs an error fails its test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.support.portal import Portal, a_portal

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's Chromium, talking to loopback only."""
    if CHROMIUM is None:
        pytest.fail("Chromium is missing: install the package chromium (Debian: apt-get install chromium).")
    return {"executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """An empty portal of this test's own."""
    with a_portal(tmp_path_factory.mktemp("portal")) as running:
        yield running


class Visitor:
    """Somebody at a browser: opens pages as a person, and keeps what the browser complained about."""

    def __init__(self, browser: Browser, portal: Portal) -> None:
        self._browser = browser
        self._portal = portal
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def open_as(
        self, number: str | None = None, *, language: str = "en", width: int = 1280, **options: Any
    ) -> Page:
        """A new browser window of this width (pixels), signed in as the person with this number, if any.

        That person speaks `language` from now on.
        """
        context = self._browser.new_context(
            base_url=self._portal.url,
            locale="fr-FR" if language == "fr" else "en-GB",
            viewport={"width": width, "height": 900},
            **options,
        )
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.sign_in_as(number, page, language=language)
        return page

    def sign_in_as(self, number: str | None, page: Page, *, language: str = "en") -> None:
        """From now on whoever sits at this window is the person with this number, or a stranger.

        That person speaks `language` from now on.
        """
        page.context.clear_cookies()
        if number is not None:
            cookie = self._portal.cookie_of(number, language)
            page.context.add_cookies([cookie])  # type: ignore[list-item]

    def close(self) -> None:
        """Close every window."""
        for context in self._contexts:
            context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(message.text)


@contextmanager
def a_visitor(browser: Browser, portal: Portal) -> Iterator[Visitor]:
    """Somebody at a browser. Raises AssertionError afterwards if the browser complained."""
    made = Visitor(browser, portal)
    try:
        yield made
    finally:
        made.close()
    assert not made.complaints


@pytest.fixture
def visitor(browser: Browser, portal: Portal) -> Iterator[Visitor]:
    """Somebody at a browser; the test fails if the browser complained."""
    with a_visitor(browser, portal) as made:
        yield made
