"""The editor's form as a browser sends it: what the page shows, with what somebody typed over it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from werkzeug.test import TestResponse

from advocacy.library.models import Content
from tests.support.client import PageClient, tree

Typed = dict[str, list[str]]


def editor_of(content: Content | int) -> str:
    """The address of a content's editor."""
    return f"/library/manage/contents/{content if isinstance(content, int) else content.id}"


def shown(html: str) -> Typed:
    """What the editor's form would send untouched, by the names of its fields."""
    form = next(one for one in tree(html).iter("form") if one.get("id") == "editor")
    found: Typed = {}
    for element in form.iter():
        name = element.get("name")
        if name and element.get("type") not in {"submit", "file"}:
            for value in _values(element):
                found.setdefault(name, []).append(value)
    return found


def save(client: PageClient, content: Content | int, **typed: object) -> TestResponse:
    """Open the editor, type this over what it shows, and press its button; a list is several boxes."""
    html = client.get(editor_of(content)).get_data(as_text=True)
    return send(client, content, shown(html), **typed)


def send(client: PageClient, content: Content | int, fields: Typed, **typed: object) -> TestResponse:
    """Send fields that a page showed before, with this typed over them."""
    data = {
        **fields,
        **{name: value if isinstance(value, list) else [value] for name, value in typed.items()},
    }
    return client.post(editor_of(content), data=data, content_type="multipart/form-data")


def _values(element: Element) -> Iterator[str]:
    if element.tag == "textarea":
        yield (element.text or "").removeprefix("\n")
    elif element.tag == "select":
        for option in element.iter("option"):
            if option.get("selected") is not None:
                yield option.get("value") or ""
    elif element.tag == "input":
        is_box = element.get("type") in {"checkbox", "radio"}
        if not is_box or element.get("checked") is not None:
            yield element.get("value") or ("y" if is_box else "")
