"""Which requests are quick, and that they are read as the server would read them."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.middleware.proxy_fix import ProxyFix

from advocacy.quick import add, quick_environ

PLAIN = b"GET /l/abc HTTP/1.1\r\nHost: example.org\r\nUser-Agent: Firefox\r\n\r\n"


@pytest.fixture(scope="module")
def quick() -> Flask:
    """An application that has `/l/abc` at hand, and nothing else."""
    app = Flask("quick")
    add(app, "/l/", lambda name: name == "abc")
    return app


def test_a_plain_request_is_quick(quick: Flask) -> None:
    environ = quick_environ(quick, PLAIN, "192.0.2.1")
    assert environ is not None
    assert (environ["REQUEST_METHOD"], environ["PATH_INFO"]) == ("GET", "/l/abc")
    assert (environ["REMOTE_ADDR"], environ["HTTP_USER_AGENT"]) == ("192.0.2.1", "Firefox")
    assert "HTTP_COOKIE" not in environ


@pytest.mark.parametrize(
    "head",
    [
        PLAIN.replace(b"GET", b"HEAD"),
        PLAIN.replace(b"/l/abc", b"/l/abc?fbclid=IwAR1%20x"),
        PLAIN.replace(b"HTTP/1.1", b"HTTP/1.0"),
        PLAIN.replace(b"Firefox", "Firefox é".encode()),
        PLAIN.replace(b"User-Agent: ", b"user-agent:\t"),
        PLAIN.replace(b"Host", b"Cookie: a=b\r\nConnection: keep-alive\r\nHost"),
    ],
)
def test_what_browsers_send_is_quick(quick: Flask, head: bytes) -> None:
    assert quick_environ(quick, head, "192.0.2.1") is not None


@pytest.mark.parametrize(
    "head",
    [
        b"",
        PLAIN[:-1],
        PLAIN[:-2],
        PLAIN + b"G",
        PLAIN + PLAIN,
        PLAIN.replace(b"abc", b"abd"),
        PLAIN.replace(b"/l/", b"/m/"),
        PLAIN.replace(b"abc", b"ab%63"),
        PLAIN.replace(b"abc", b"abc/"),
        PLAIN.replace(b"abc", b"abc#x"),
        PLAIN.replace(b"GET ", b"POST "),
        PLAIN.replace(b"GET ", b"get "),
        PLAIN.replace(b"GET /l/", b"GET http://example.org/l/"),
        PLAIN.replace(b"HTTP/1.1", b"HTTP/2.0"),
        PLAIN.replace(b"\r\n", b"\n"),
        PLAIN.replace(b"Firefox", b"Fire\rfox"),
        PLAIN.replace(b"Firefox", b"Fire\x00fox"),
        PLAIN.replace(b"Firefox", b"Fire\r\n fox"),
        PLAIN.replace(b"User-Agent:", b"User-Agent :"),
        PLAIN.replace(b"User-Agent:", b": "),
        PLAIN.replace(b"User-Agent", b"User-Agent: x\r\nUser-Agent"),
        PLAIN.replace(b"Host", b"Content-Length: 3\r\nHost"),
        PLAIN.replace(b"Host", b"Transfer-Encoding: chunked\r\nHost"),
        PLAIN.replace(b"Host", b"Expect: 100-continue\r\nHost"),
        PLAIN.replace(b"Host", b"Upgrade: h2c\r\nHost"),
        PLAIN.replace(b"Host", b"X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-For: 5.6.7.8\r\nHost"),
    ],
)
def test_what_is_the_least_unusual_is_left_to_the_server(quick: Flask, head: bytes) -> None:
    assert quick_environ(quick, head, "192.0.2.1") is None


def test_a_header_that_only_looks_like_a_proxys_is_none(quick: Flask) -> None:
    head = PLAIN.replace(b"Host", b"X_Forwarded_For: 203.0.113.9\r\nHost")
    environ = quick_environ(quick, head, "192.0.2.1")
    assert environ is not None
    assert "HTTP_X_FORWARDED_FOR" not in environ


@pytest.mark.parametrize(("hops", "seen"), [(1, "203.0.113.9"), (2, "198.51.100.1"), (3, "192.0.2.1")])
def test_the_address_is_what_trusted_proxies_say(quick: Flask, hops: int, seen: str) -> None:
    head = PLAIN.replace(b"Host", b"X-Forwarded-For: 198.51.100.1, 203.0.113.9\r\nHost")
    environ = quick_environ(quick, head, "192.0.2.1")
    assert environ is not None
    addresses: list[str] = []

    def note(fixed, _start):  # type: ignore[no-untyped-def]
        addresses.append(fixed["REMOTE_ADDR"])
        return ()

    ProxyFix(note, x_for=hops)(environ, lambda *_said: None)
    assert addresses == [seen]


@given(st.binary(max_size=300))
def test_no_bytes_are_a_fault(quick: Flask, tail: bytes) -> None:
    for head in (tail, PLAIN[:-2] + tail, b"GET /l/abc HTTP/1.1\r\n" + tail):
        environ = quick_environ(quick, head, "192.0.2.1")
        if environ is not None:
            assert environ["PATH_INFO"] == "/l/abc"
            assert head.endswith(b"\r\n\r\n")
