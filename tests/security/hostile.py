"""What nobody types by accident: in addresses, in their arguments, in forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from advocacy.people.models import Person
from tests.support.client import PageClient, forget_the_last_request, tree
from tests.support.client import field as text_field
from tests.support.makers import sign_in
from tests.support.pages import Company, pages

WORDS = (
    "a\x00b",
    "9" * 30,
    "-1",
    "٣",
    "0001-01-01",
    "9999-12-31",
    "7.9999-12-31",
    "0001-01-01T00:00:00+23:59",
    "%_\\' OR 1=1 --",
    "../../../etc/passwd",
    "{{ 7 * 7 }}%(name)s{}",
    "<script>alert(1)</script>",
    "\r\nSet-Cookie: a=b",
    "\u202e\u200b\ufeff\ufffe",
    "a" * 6_000,
)
"""Words for every gap, every argument and every field."""

RAW = ("%ff%fe", "%ed%a0%80", "%")
"""What is no UTF-8, or no percent-encoding, as it stands on the line."""

ARGUMENTS = (
    *("q", "language", "next", "seen", "show", "text", "kind", "standing", "state", "who", "sort", "manager"),
    *("before", "after", "employer", "department", "site", "version", "person", "polls", "answered"),
    *("day", "since", "until", "due_on", "clock", "when", "without_mail"),
    *("alias", "account", "topic", "network", "flagged", "now", "older", "newer", "corrects", "time"),
    *("module", "audience", "departments", "roles", "topics", "validity", "months", "month", "days"),
    *("grace_days", "begins_on", "ended", "decided", "year", "title"),
)
"""Every argument that some address takes."""


@dataclass(frozen=True)
class Form:
    """A form that posts: where to, what a browser would send, and which fields can be typed into."""

    action: str
    values: dict[str, str]
    typed: frozenset[str]


class HastyClient(FlaskClient):
    """A client that looks at no page it is given."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Fetch."""
        forget_the_last_request()
        answer: TestResponse = super().open(*args, **kwargs)
        return answer

    def token(self) -> dict[str, str]:
        """The token that every form of this session takes."""
        return {"csrf_token": text_field(self.get("/account/").get_data(as_text=True), "csrf_token")}


def hasty_client(app: Flask, person: Person | None = None) -> HastyClient:
    """A hasty client on which `person` is signed in, if anybody."""
    client = HastyClient(app, app.response_class)
    if person is not None:
        sign_in(client, person)
    return client


def encoded(word: str) -> str:
    """The word as it stands in an address."""
    return quote(word, safe="")


def forms(app: Flask, client: PageClient, company: Company) -> list[Form]:
    """Every form that posts, of every page, once for each address it posts to."""
    found: dict[str, Form] = {}
    for address in pages(app, company).values():
        answer = client.get(address)
        if answer.mimetype != "text/html":
            continue
        for element in tree(answer.get_data(as_text=True)).iter("form"):
            action = urlsplit(element.get("action") or "").path
            if (element.get("method") or "get").lower() == "post" and action not in found:
                found[action] = _form(action, element)
    return list(found.values())


def _form(action: str, element: Element) -> Form:
    values: dict[str, str] = {}
    typed = set()
    for part in element.iter():
        name, kind = part.get("name"), part.get("type", "text")
        if not name or name == "csrf_token":
            continue
        if part.tag == "textarea":
            values[name] = part.text or "Words"
            typed.add(name)
        elif part.tag == "select":
            chosen = [one for one in part.iter("option") if one.get("value")]
            values[name] = (chosen[0].get("value") or "") if chosen else ""
        elif part.tag == "input" and kind in {"radio", "checkbox"}:
            values.setdefault(name, part.get("value") or "y")
        elif part.tag == "input" and kind not in {"submit", "button", "file"}:
            values[name] = part.get("value") or ("2026-05-04" if kind == "date" else "Words")
            if kind != "hidden":
                typed.add(name)
    return Form(action, values, frozenset(typed))
