"""A test client that behaves as a browser without JavaScript, and checks every page it fetches."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask import g, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_XHTML = "{http://www.w3.org/1999/xhtml}"


class PageClient(FlaskClient):
    """Fetches pages and refuses those that no browser should be given."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Fetch, then check the page if it is one."""
        forget_the_last_request()
        answer: TestResponse = super().open(*args, **kwargs)
        if answer.mimetype == "text/html" and answer.data:
            check_page(answer.get_data(as_text=True), fragment=not is_whole(answer))
        return answer

    def csrf(self, address: str) -> str:
        """The CSRF token of the first form of the page at `address`."""
        return field(self.get(address).get_data(as_text=True), "csrf_token")

    def submit(self, address: str, *, page: str | None = None, **values: Any) -> TestResponse:
        """Post `values` to `address` with the token of the page they are typed on (`page`, else the same)."""
        return self.post(address, data={"csrf_token": self.csrf(page or address), **values})


def forget_the_last_request() -> None:
    """A test's application context lives through several requests; what a request keeps in `g` must not."""
    if has_app_context():
        for name in list(g):
            g.pop(name)


def is_whole(answer: TestResponse) -> bool:
    """Whether the answer is a whole document."""
    return "<html" in answer.get_data(as_text=True)[:600].lower()


@lru_cache(maxsize=8)
def tree(html: str) -> Element:
    """The page as a tree without namespaces, which nobody changes: a page is checked and then read."""
    root: Element = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    return root


def field(html: str, name: str) -> str:
    """The value of the first input called `name`. Raises AssertionError if there is none."""
    for element in tree(html).iter("input"):
        if element.get("name") == name:
            return element.get("value") or ""
    raise AssertionError(f"no input is called {name}")


def language_of(html: str, words: str) -> str:
    """The language in which the page says it says `words`. Raises AssertionError if nobody says them."""
    found = _language_in(tree(html), words, "")
    assert found is not None, f"the page does not say “{words}”"
    return found


def _language_in(element: Element, words: str, language: str) -> str | None:
    language = element.get("lang") or language
    if words in (element.text or ""):
        return language
    for child in element:
        found = _language_in(child, words, language)
        if found is not None or words in (child.tail or ""):
            return language if found is None else found
    return None


def check_page(html: str, *, fragment: bool) -> None:
    """Raise AssertionError for a page that no browser should be given.

    That is: a duplicate id, a form without an action or token, no title, heading or language, an hx-target,
    label or description that leads nowhere, an inline style or script.
    """
    root = tree(html)
    elements = list(root.iter())
    ids = Counter(element.get("id") for element in elements if element.get("id"))
    doubled = [name for name, count in ids.items() if count > 1]
    assert not doubled, f"ids used twice: {doubled}"
    for element in elements:
        _check_element(element, ids, fragment=fragment)
    if not fragment:
        title = root.find(".//title")
        assert title is not None, "a page without a title"
        assert (title.text or "").strip(), "a page with an empty title"
        assert len(list(root.iter("h1"))) == 1, "a page has exactly one h1"
        assert root.get("lang") in {"fr", "en", "en-GB"}, "a page says its language"


def _check_element(element: Element, ids: Counter[str | None], *, fragment: bool) -> None:
    tag = str(element.tag)
    assert "style" not in element.attrib, f"inline style on <{tag}>"
    assert not [name for name in element.attrib if name.startswith("on")], f"inline handler on <{tag}>"
    if tag == "form":
        assert element.get("action") or element.get("method", "").lower() == "dialog", (
            "a form without an action"
        )
        _check_form(element)
    if tag == "script":
        assert element.get("src") or element.get("type") == "application/json", "inline script"
    if tag == "style":
        raise AssertionError("inline style sheet")
    if fragment:
        return
    target = element.get("hx-target", "")
    if target.startswith("#"):
        assert target[1:] in ids, f"hx-target to nowhere: {target}"
    for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
        for name in (element.get(attribute) or "").split():
            assert name in ids, f"{attribute} to nowhere: {name}"


def _check_form(form: Element) -> None:
    if form.get("method", "get").lower() == "post":
        names = {element.get("name") for element in form.iter("input")}
        assert "csrf_token" in names, f"a POST form without a token: {form.get('action')}"
