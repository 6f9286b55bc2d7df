"""What every answer has, whatever went wrong; whom we answer at all; how much we let ourselves be told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask, request, session
from sqlalchemy import text
from sqlalchemy.exc import DataError, DBAPIError

from advocacy import create_app
from advocacy.access import MOST_FROM_ANYONE, Can
from advocacy.db import db
from advocacy.flooding import MemoryCounts, account_or_address, most_requests
from tests.security.hostile import HastyClient, hasty_client
from tests.support.client import PageClient
from tests.support.makers import a_person, sign_in
from tests.support.world import a_world

PROTECTED = (
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "X-Frame-Options",
    "Cross-Origin-Opener-Policy",
    "Permissions-Policy",
)


def test_answers_of_every_kind_have_the_headers(app: Flask, client: PageClient) -> None:
    sign_in(client, a_person())
    fragment = {"HX-Request": "true"}
    answers = {
        "page": client.get("/"),
        "not found": client.get("/nothing"),
        "not allowed": client.get("/admin/"),
        "no such method": client.put("/account/"),
        "no token": client.post("/account/preferences"),
        "machine": client.get("/healthz"),
        "file": client.get("/audit/verify_ledger.py"),
        "head": client.head("/account/"),
        "options": client.open("/account/", method="OPTIONS"),
        "fragment not found": client.get("/nothing", headers=fragment),
        "signed out": client.post("/account/sign-out", data={"csrf_token": client.csrf("/account/")}),
    }
    for kind, answer in answers.items():
        missing = [name for name in PROTECTED if name not in answer.headers]
        assert not missing, f"{kind} ({answer.status_code}) lacks {missing}"
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        if kind != "signed out":
            assert answer.headers["Cache-Control"] == "no-store", kind


def test_a_file_that_has_not_changed_has_the_headers_too(client: PageClient) -> None:
    first = client.get("/audit/verify_ledger.py")
    again = client.get("/audit/verify_ledger.py", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert [name for name in PROTECTED if name not in again.headers] == []


def test_a_style_sheet_is_nothing_but_a_style_sheet(app: Flask, client: PageClient) -> None:
    page = client.get("/account/sign-in").get_data(as_text=True)
    (sheet, *_others) = re.findall(r'href="(/static/[^"]+\.css)"', page)
    answer = client.get(sheet)
    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers
    for outside in ("/static/../advocacy.sqlite", "/static/%2e%2e/advocacy.sqlite", "/advocacy.sqlite"):
        assert client.get(outside).status_code == 404


def test_a_fault_of_ours_tells_nothing_and_has_the_headers(tmp_path: Path) -> None:
    app = _an_app(tmp_path, PROPAGATE_EXCEPTIONS=False)
    app.add_url_rule("/fault", "fault", _fault)
    answer = app.test_client().get("/fault")
    assert answer.status_code == 500
    assert [name for name in PROTECTED if name not in answer.headers] == []
    page = answer.get_data(as_text=True)
    assert "Léa" not in page
    assert "Traceback" not in page
    assert answer.headers["X-Request-ID"] in page


@pytest.mark.parametrize("address", ["/", "/healthz", "/account/sign-in", "/audit/verify"])
@pytest.mark.parametrize("signed_in", [False, True])
def test_without_its_database_the_portal_still_answers(tmp_path: Path, address: str, signed_in: bool) -> None:
    client = _without_database(tmp_path, signed_in=signed_in)
    answer = client.get(address)
    assert answer.status_code in ({303, 200, 503} if not signed_in else {503})
    assert [name for name in PROTECTED if name not in answer.headers] == []
    assert "sqlite" not in answer.get_data(as_text=True).lower()


def test_without_its_database_an_unknown_page_is_still_unknown(tmp_path: Path) -> None:
    assert _without_database(tmp_path, signed_in=True).get("/nothing").status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "a b", "localhost:99999999", ""])
def test_another_host_is_not_served(client: PageClient, host: str) -> None:
    for address in ("/account/sign-in", "/healthz", "/nothing"):
        answer = client.get(address, headers={"Host": host})
        assert answer.status_code == 400
        assert "evil" not in answer.get_data(as_text=True)


def test_forwarded_headers_count_only_from_a_proxy_that_is_told_of(tmp_path: Path) -> None:
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    direct = _an_app(tmp_path / "direct")
    proxied = _an_app(tmp_path / "proxied", trusted_proxies=1)
    for app in (direct, proxied):
        app.add_url_rule("/whence", "whence", _whence)
    unheard = direct.test_client().get("/whence", headers={**forged, "X-Forwarded-For": "192.0.2.7"})
    assert unheard.get_data(as_text=True) == "127.0.0.1 localhost http"
    assert proxied.test_client().get("/whence", headers=forged).status_code == 400
    told = {**forged, "X-Forwarded-Host": "localhost"}
    seen = proxied.test_client().get("/whence", headers={**told, "X-Forwarded-For": "10.0.0.1, 192.0.2.7"})
    assert seen.get_data(as_text=True) == "192.0.2.7 localhost https"


def test_the_cookie_is_ours_alone(tmp_path: Path) -> None:
    app = _an_app(tmp_path, base_url="https://portal.example")
    answer = app.test_client().get("/account/sign-in", base_url="https://portal.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-advocacy=")
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert part in cookie.split("; ")
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


def test_nobody_plays_a_part_outside_a_demonstration(client: PageClient) -> None:
    for part in ("admin", "hr", "employee"):
        token = {"csrf_token": client.csrf("/account/sign-in")}
        answer = client.post(f"/demonstration/sign-in/{part}", data=token)
        assert answer.status_code == 404
    assert "/demonstration" not in client.get("/account/sign-in").get_data(as_text=True)


def test_strangers_cannot_make_us_take_in_much(client: PageClient) -> None:
    token = client.csrf("/account/sign-in")
    flood = {"csrf_token": token, "account": "a", "password": "b" * MOST_FROM_ANYONE}
    for address in ("/account/sign-in", "/account/forgotten", "/audit/verify", "/account/link/x"):
        assert client.post(address, data=flood).status_code == 413


def test_requests_are_counted_by_sign_in_before_address(app: Flask) -> None:
    counted = {}
    for who in ("one", "another", None):
        with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.7"}):
            if who is not None:
                session["_user_id"] = who
            counted[who] = (account_or_address(), most_requests())
    assert counted["one"][0] != counted["another"][0]
    assert "192.0.2.7" not in counted["one"][0]
    assert counted[None] == ("192.0.2.7", "60000/minute")


def test_a_company_behind_one_address_meets_no_429(app: Flask) -> None:
    stranger = hasty_client(app)
    assert {stranger.get("/account/privacy").status_code for _each in range(300)} == {200}
    with app.test_request_context():
        most, _slash, minute = most_requests().partition("/")
    assert minute == "minute"
    assert int(most) >= 280 * 60 * 3, "the load of bar P1, three requests each"


def test_a_window_counts_until_it_ends_and_is_then_forgotten() -> None:
    counts = MemoryCounts()
    assert [counts.incr("one", 60), counts.incr("one", 60, 2), counts.incr("another", 60)] == [1, 3, 1]
    assert counts.incr("over", 0) == counts.incr("over", 0) == 1, "each begins a new window"
    assert (counts.get("one"), counts.get("over"), counts.get("unknown")) == (3, 0, 0)
    assert counts.get_expiry("one") > counts.get_expiry("over")
    counts.SWEEP_SECONDS = 0.0
    counts.incr("one", 60)
    counts.clear("another")
    assert counts.reset() == 1, "what had ended was dropped on the way"


def test_counting_that_is_down_shuts_nobody_out(tmp_path: Path) -> None:
    app = _an_app(tmp_path, rate_limit_storage="redis://127.0.0.1:1")
    assert app.test_client().get("/account/privacy").status_code == 200


def test_what_cannot_be_kept_is_refused_and_no_error_repeats_it(tmp_path: Path, app: Flask) -> None:
    words = "no words of mine"
    with pytest.raises(DBAPIError) as caught:
        db.session.execute(text("SELECT * FROM nowhere WHERE a = :words"), {"words": words})
    db.session.rollback()
    assert words not in str(caught.value)
    other = _an_app(tmp_path)
    other.add_url_rule("/unkeepable", "unkeepable", _unkeepable)
    assert other.test_client().get("/unkeepable").status_code == 400


def test_an_address_in_other_letters_is_an_address_for_htmx(client: PageClient) -> None:
    sign_in(client, a_person())
    typed = {"csrf_token": client.csrf("/account/"), "language": "en", "next": "/account/?a=日本é"}
    answer = client.post("/account/language", data=typed, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].isascii()
    assert answer.headers["HX-Redirect"].startswith("/account/?a=%")


def _an_app(folder: Path, **settings: object) -> Flask:
    config = {"PROPAGATE_EXCEPTIONS": settings.pop("PROPAGATE_EXCEPTIONS", None)}
    app = create_app(a_world(folder, **settings).wiring)  # type: ignore[arg-type]
    app.config.update(config)
    return app


def _without_database(folder: Path, *, signed_in: bool) -> HastyClient:
    app = create_app(a_world(folder, f"sqlite:///{folder}/nowhere/none.sqlite").wiring)
    client = HastyClient(app, app.response_class)
    if signed_in:
        with client.session_transaction(base_url="http://localhost") as cookie:
            cookie["_user_id"] = "of a sign-in that cannot be looked up"
    return client


def _fault() -> str:
    raise ValueError("Léa has seen the inside")


def _unkeepable() -> str:
    raise DataError("INSERT", {}, ValueError("a NUL"))


def _whence() -> str:
    return f"{request.remote_addr} {request.host} {request.scheme}"


for _view in (_fault, _unkeepable, _whence):
    _view.access = Can.ANYONE  # type: ignore[attr-defined]  # what the label does
