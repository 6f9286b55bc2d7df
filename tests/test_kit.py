"""The shared macros: documented, free of inline style and script, and able to draw what they promise."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import html5lib
import pytest
from flask import Flask
from flask_babel import Babel
from jinja2 import StrictUndefined

TEMPLATES = Path(__file__).parents[1] / "templates"
KIT = TEMPLATES / "shared"
OURS = [*KIT.glob("*.html"), *(TEMPLATES / "errors").glob("*.html"), TEMPLATES / "_layout.html"]


@pytest.fixture(scope="module")
def app() -> Flask:
    app = Flask(__name__, static_folder=None, template_folder=str(TEMPLATES))
    app.jinja_env.undefined = StrictUndefined
    Babel(app, locale_selector=lambda: "en")
    app.jinja_env.globals.update(
        asset=lambda name: f"/static/{name}",
        csrf_token=lambda: "token",
        get_locale=lambda: "en",
        organisation="Maison Verdier",
    )
    return app


def drawn(app: Flask, source: str, **values: object) -> str:
    """What `source` renders to; it must be HTML without a parse error."""
    with app.test_request_context("/"):
        text = app.jinja_env.from_string(source).render(**values)
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(text)
    return text


def public_macros() -> list[tuple[str, str]]:
    found = []
    for path in sorted(KIT.glob("*.html")):
        found += [(path.name, name) for name in re.findall(r"macro ([a-z]\w*)\(", path.read_text())]
    return found


@pytest.mark.parametrize(("file", "macro"), public_macros())
def test_every_macro_is_in_the_reference(file: str, macro: str) -> None:
    reference = (KIT / "README.md").read_text()
    if file == "icon.html":
        assert f"{macro}(" in reference
        return
    _before, section = reference.split(f"`shared/{file}`", 1)
    assert f"`{macro}(" in section.split("\n## ")[0]


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_no_style_or_script_stands_in_a_page(path: Path) -> None:
    text = path.read_text()
    assert not re.findall(r"\bstyle=|<style|\bon[a-z]+=|javascript:|hx-on|<script(?![^>]*\bsrc=)", text)


@pytest.mark.parametrize(
    ("days", "said", "kind"),
    [
        (-2, "2 days overdue", "danger"),
        (-1, "1 day overdue", "danger"),
        (0, "Due today", "warn"),
        (1, "Due tomorrow", "warn"),
        (7, "Due in 7 days", "warn"),
        (8, "Due in 8 days", "neutral"),
        (40, "Due on", "neutral"),
    ],
)
def test_a_due_date_is_said_relatively_and_kept_exactly(app: Flask, days: int, said: str, kind: str) -> None:
    today = date(2025, 5, 12)
    due = today + timedelta(days=days)
    text = drawn(
        app, '{% import "shared/badge.html" as badge %}{{ badge.due(due, today) }}', due=due, today=today
    )
    assert said in text
    assert f'class="badge due {kind}"' in text
    assert f'datetime="{due.isoformat()}"' in text


def test_a_stacked_bar_has_a_name_a_table_and_segments_that_fill_it(app: Flask) -> None:
    text = drawn(
        app,
        '{% import "shared/chart.html" as chart %}'
        '{{ chart.stacked("c", "State", [("a", "Done", "ok"), ("b", "Owed", "warn")],'
        ' [("Sound", {"a": 3, "b": 1}, None), ("Nobody", {}, None)], "Department") }}',
    )
    widths = [float(width) for width in re.findall(r'class="segment[^>]* width="([\d.]+)%"', text)]
    assert widths == [75.0, 25.0]
    assert "Sound: Done 3, Owed 1" in text
    assert '<th scope="row">Nobody</th>' in text


def test_what_people_typed_is_escaped_everywhere(app: Flask) -> None:
    bad = '<img src=x onerror="x">'
    text = drawn(
        app,
        '{% import "shared/page.html" as page %}{% import "shared/list.html" as lists %}'
        '{% import "shared/notice.html" as notice %}{% import "shared/reading.html" as reading %}'
        '{{ page.header(bad, lead=bad, kicker=bad) }}{{ lists.person(bad, bad, "/p") }}'
        "{{ notice.notice(bad) }}{{ lists.facts([(bad, bad)]) }}"
        '{{ reading.change("ins", bad) }}{{ page.empty(bad, bad) }}',
        bad=bad,
    )
    assert "<img" not in text


@pytest.mark.parametrize("code", [400, 403, 404, 409, 413, 429, 500, 503])
def test_an_error_page_is_whole_without_database_person_or_form(app: Flask, code: int) -> None:
    template = app.jinja_env.get_template(f"errors/{code}.html")
    with app.test_request_context("/"):
        text = template.render(request_id="01JV-8K2M", retry_after=30, message="A sentence.")
        template.render()
    html5lib.HTMLParser(strict=True).parse(text)
    assert "<h1>" in text
    assert "01JV-8K2M" in text
    assert "A sentence." in text
    assert "<form" not in text
    if code in (429, 503):
        assert "30 seconds" in text


def test_a_mail_greets_says_one_thing_to_do_and_why_it_came(app: Flask) -> None:
    child = (
        '{% extends "mail/_layout.txt" %}'
        "{% block subject %}Hidden{% endblock %}{% block body %}Body & all.{% endblock %}"
    )
    with app.test_request_context("/"):
        text = app.jinja_env.from_string(child).render(
            name="Léa",
            action_url="https://x.test/charter/",
            action_label="Read it",
            why="You work here.",
            sender="Karim",
        )
    assert [line for line in text.splitlines() if line] == [
        "Hello Léa,",
        "Body & all.",
        "Read it:",
        "https://x.test/charter/",
        "-- ",
        "You work here.",
        "Sent by Karim through the portal of Maison Verdier.",
    ]
