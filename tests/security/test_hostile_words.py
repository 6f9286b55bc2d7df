"""Hostile words in every gap, every argument and every field: never a fault of ours, never half a change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, cycle

from flask import Flask
from werkzeug.test import TestResponse

from tests.house.test_access import routes
from tests.security.hostile import ARGUMENTS, RAW, WORDS, encoded, forms, hasty_client
from tests.support.client import PageClient
from tests.support.makers import sign_in
from tests.support.pages import a_company

ENDS_THE_SESSION = re.compile(r"/sign-out$|^/account/password$|^/account/link/|^/account/sign-in$")
WORDS_WITHOUT_GAP = re.compile(r"<(?:string:)?(\w*slug|token|part|code|alias)>")


def hostile_queries(step: int = 3) -> Iterator[str]:
    """Queries in which every argument has a hostile word, each time another one."""
    words = [*map(encoded, WORDS), *RAW]
    for start in range(0, len(words), step):
        turned = words[start:] + words[:start]
        yield "&".join(f"{name}={word}" for name, word in zip(ARGUMENTS, cycle(turned), strict=False))


def is_answered(answer: TestResponse) -> bool:
    """Whether it is an answer and no fault of ours, with the headers that every answer has."""
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    answer.get_data()
    return answer.status_code < 500


def test_hostile_gaps_lead_nowhere(app: Flask) -> None:
    company = a_company()
    client = hasty_client(app, company.viewer)
    token = client.token()
    for rule, method in routes(app):
        if not WORDS_WITHOUT_GAP.search(rule.rule):
            continue
        for word in chain(map(encoded, WORDS), RAW):
            filled = WORDS_WITHOUT_GAP.sub(lambda _gap, word=word: word, rule.rule)  # type: ignore[misc]
            address = re.sub(r"<[^>]+>", "1", filled)
            answer = client.open(address, method=method, data=token if method == "POST" else None)
            assert is_answered(answer), f"{method} {address[:200]} answered {answer.status_code}"


def test_hostile_arguments_break_no_page(app: Flask) -> None:
    company = a_company()
    client = hasty_client(app, company.viewer)
    bad = []
    for rule, method in routes(app):
        if method != "GET":
            continue
        address = re.sub(r"<(?:\w+:)?(\w+)>", lambda gap: str(company.gaps.get(gap[1], 1)), rule.rule)
        for asked in hostile_queries():
            answer = client.get(f"{address}?{asked}")
            if not is_answered(answer):
                bad.append(f"{address}?{asked[:300]} answered {answer.status_code}")
    assert not bad, "\n".join(bad)


def test_hostile_days_break_no_dry_run(app: Flask) -> None:
    company = a_company()
    client = hasty_client(app, company.viewer)
    address = f"/charter/manage/drafts/{company.gaps['draft_id']}/dry-run"
    for word in map(encoded, WORDS):
        for chosen in (f"when=later&due_on=2026-06-01&day={word}", f"when=now&due_on={word}"):
            answer = client.get(f"{address}?{chosen}")
            assert is_answered(answer), f"{chosen} answered {answer.status_code}"


def test_hostile_words_in_forms_are_refused_or_kept(app: Flask, client: PageClient) -> None:
    company = a_company()
    sign_in(client, company.viewer)
    found = [form for form in forms(app, client, company) if not ENDS_THE_SESSION.search(form.action)]
    assert len(found) > 40, "the forms of the pages"
    plain = hasty_client(app, company.viewer)
    token = plain.token()
    bad = []
    for every in (False, True):
        for form in found:
            for word in WORDS:
                hostile = {name: word for name in (form.values if every else form.typed)}
                if not hostile:
                    continue
                answer = plain.post(form.action, data={**form.values, **hostile, **token})
                assert answer.status_code != 400, f"{form.action} took the token for a stale one"
                if not is_answered(answer):
                    bad.append(f"{form.action} with {word[:40]!r} in {sorted(hostile)}: {answer.status_code}")
    assert not bad, "\n".join(bad)
