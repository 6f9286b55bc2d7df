"""Templates: named after routes, all of them used, leading to routes that exist, asking no database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, before_render_template, request, template_rendered
from jinja2 import Environment, nodes
from sqlalchemy import Engine, event

from advocacy.db import db
from tests.house.source import ROOT, modules
from tests.support.client import PageClient
from tests.support.makers import sign_in
from tests.support.pages import a_company, pages

TEMPLATES = ROOT / "templates"
NOT_PAGES = ("shared/", "errors/", "mail/")
"""Folders without pages of their own: parts of all pages, what is said instead of one, and mails."""

PAPER = {
    "audit/receipt_paper.html": "printed on paper by audit/paper.py; its page is audit/receipt.html",
    "training/certificate_paper.html": "printed on paper; its page is training/certificate.html",
}
"""Templates that are no pages, each with what they are."""

IS_NAMED = re.compile(r"[\"']((?:[\w-]+/)*[\w-]+\.(?:html|txt|css))[\"']")


def names(pattern: str = "*") -> list[str]:
    """Every template below `templates/`, or those whose file is called like `pattern`."""
    return sorted(
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob(pattern)
        if path.is_file() and path.suffix != ".md"
    )


def text_of(name: str) -> str:
    """The source of a template."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


@cache
def tree(name: str) -> nodes.Template:
    """A template as Jinja reads it."""
    source = text_of(name)
    return Environment(extensions=["jinja2.ext.i18n"]).parse(source)


def folder_of(app: Flask, blueprint: str) -> str:
    """Where a blueprint's pages lie: in the folder of its name, or in the one its addresses begin with."""
    if (TEMPLATES / blueprint).is_dir():
        return blueprint
    return (app.blueprints[blueprint].url_prefix or "").strip("/") or blueprint


def page_of(app: Flask, endpoint: str) -> str:
    """The template of the page of an endpoint."""
    blueprint, _dot, name = endpoint.rpartition(".")
    return f"{folder_of(app, blueprint)}/{name}.html"


def pages_with_a_route(app: Flask) -> set[str]:
    """What the pages of all routes would be called; a POST may answer with a page of its own."""
    return {page_of(app, rule.endpoint) for rule in app.url_map.iter_rules() if "." in rule.endpoint}


def test_a_page_is_named_after_its_route(app: Flask) -> None:
    found = pages_with_a_route(app)
    alone = [
        name
        for name in names("*.html")
        if not name.startswith(NOT_PAGES) and not Path(name).name.startswith("_") and name not in PAPER
    ]
    assert set(alone) <= found, f"no route has the name of {sorted(set(alone) - found)}"


def test_a_fragment_is_named_after_its_root(app: Flask) -> None:
    """`_register.html`, which a route can send alone, has the root `id="register"` and replaces itself."""
    wrong = []
    for name in sorted(fragments()):
        text = re.sub(r"\{[#%].*?[#%]\}", "", text_of(name), flags=re.DOTALL)
        # The root is a tag, or what a macro makes of the id that it is given first.
        first = re.match(r"\s*(?:<\w+\b[^>]*?\bid=|\{\{-?\s*[\w.]+\()\"([^\"]*)\"", text)
        wanted = Path(name).stem.removeprefix("_").replace("_", "-")
        if not first or not first[1].startswith(wanted):
            wrong.append(f"{name}: its root has the id {first[1] if first else 'of nothing'}, not {wanted}")
    assert not wrong, "\n".join(wrong)


def fragments() -> set[str]:
    """The templates that routes send alone."""
    found = {one for module in modules() for one in re.findall(r'fragment="([^"]+)"', module.text)}
    assert found
    return found


def test_every_template_is_used(app: Flask) -> None:
    in_code = {name for module in modules() for name in IS_NAMED.findall(module.text)}
    in_templates = {name for one in names() for name in IS_NAMED.findall(text_of(one))}
    pages_of_routes = pages_with_a_route(app)
    answers = {name for name in names() if re.fullmatch(r"errors/\d+\.html", name)}
    unused = set(names()) - in_code - in_templates - pages_of_routes - answers - letters()
    assert not unused


def letters() -> set[str]:
    """The templates of mails: what a mail is called in the code is a word, not a path."""
    return {name for name in names() if name.startswith("mail/") and not Path(name).name.startswith("_")}


def test_every_template_named_exists() -> None:
    known = set(names())
    said = [
        f"{one} names {node.value}"
        for one in names("*.html")
        for node in tree(one).find_all(nodes.Const)
        if isinstance(node.value, str) and re.fullmatch(r"(?:[\w-]+/)*[\w-]+\.html", node.value)
        if node.value not in known
    ]
    assert not said


def test_every_mail_can_be_read_with_and_without_html() -> None:
    stems = {Path(name).stem for name in letters()}
    assert stems
    assert letters() == {f"mail/{stem}.{kind}" for stem in stems for kind in ("html", "txt")}


def test_every_mail_is_sent_by_somebody() -> None:
    code = "\n".join(module.text for module in modules())
    unsent = [stem for stem in {Path(name).stem for name in letters()} if f'"{stem}"' not in code]
    assert not unsent


def test_every_link_of_a_template_leads_to_a_route(app: Flask) -> None:
    known = {rule.endpoint for rule in app.url_map.iter_rules()} | {"demonstration.sign_in"}
    wrong = []
    for name in names("*.html"):
        for call in tree(name).find_all(nodes.Call):
            first = call.args[0] if call.args else None
            if getattr(call.node, "name", "") == "url_for" and isinstance(first, nodes.Const):
                wrong += [f"{name}: {one}" for one in meant(app, name, str(first.value)) if one not in known]
    assert not wrong, "\n".join(wrong)


def meant(app: Flask, template: str, endpoint: str) -> list[str]:
    """The endpoint; one that begins with a dot is of the blueprint whose folder the template lies in."""
    if not endpoint.startswith("."):
        return [endpoint]
    return [
        f"{blueprint}{endpoint}"
        for blueprint in app.blueprints
        if folder_of(app, blueprint) == str(Path(template).parent)
    ]


class Rendering:
    """What is rendered for whom meanwhile, and what it asks of the database."""

    def __init__(self) -> None:
        self.templates: dict[str, str] = {}
        self.queries: list[str] = []
        self._depth = 0

    def begin(self, _app: Flask, template: Any, **_kwargs: Any) -> None:
        """A template begins."""
        self._depth += 1
        self.templates[request.endpoint or ""] = template.name

    def end(self, _app: Flask, **_kwargs: Any) -> None:
        """A template ends."""
        self._depth -= 1

    def note(self, _c: Any, _cursor: Any, statement: str, _p: Any, _context: Any, _many: bool) -> None:
        """A statement is executed."""
        if self._depth:
            self.queries.append(f"{request.endpoint}: {' '.join(statement.split())[:120]}")


@contextmanager
def watched(app: Flask) -> Iterator[Rendering]:
    """Watch what is rendered."""
    found = Rendering()
    event.listen(Engine, "before_cursor_execute", found.note)
    try:
        with (
            before_render_template.connected_to(found.begin, app),
            template_rendered.connected_to(found.end, app),
        ):
            yield found
    finally:
        event.remove(Engine, "before_cursor_execute", found.note)


def test_no_template_asks_the_database_and_each_page_has_its_own(app: Flask, client: PageClient) -> None:
    company = a_company()
    sign_in(client, company.viewer)
    with watched(app) as found:
        for address in pages(app, company).values():
            db.session.expunge_all()
            client.get(address)
    assert len(found.templates) > 50
    assert not found.queries, "\n".join(found.queries)
    others = {name: used for name, used in found.templates.items() if used != page_of(app, name)}
    assert not others, f"pages with another page's template: {others}"
