"""Fetching what somebody names: only the public web, at the address that was checked."""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from time import monotonic

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.networks.fetching import (
    MOST_BYTES,
    MOST_REDIRECTS,
    PATIENCE,
    NotFetched,
    SafeFetch,
    Why,
    checked_target,
)
from advocacy.networks.public import is_public

PUBLIC = "93.184.216.34"
HTML = {"content-type": "text/html; charset=utf-8"}
HOSTILE = (
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://example.com/",
    "javascript:alert(1)",
    "//example.com/",
    "example.com",
    "",
    "http://example.com:22/",
    "https://example.com:80/",
    "http://example.com:443/",
    "http://example.com:99999/",
    "http://name@example.com/",
    "http://name:word@example.com/",
    "http://example.com\\@127.0.0.1/",
    "http://exam\nple.com/",
    "http:///etc/passwd",
    "http://[::1/",
    "http://" + "a" * 300 + ".com/",
    "https://example.com/" + "a" * 3000,
)
PRIVATE = (
    "127.0.0.1",
    "127.8.8.8",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "240.0.0.1",
    "198.18.0.1",
    "192.0.0.8",
    "192.88.99.1",
    "::1",
    "::",
    "fec0::1",
    "3fff::1",
    "::127.0.0.1",
    "2001:0:7f00:1::",
    "64:ff9b:1::a9fe:a9fe",
    "fe80::1",
    "fe80::1%eth0",
    "fd00:ec2::254",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "no address",
)


def finding(*ips: str) -> Callable[[str, int], Sequence[str]]:
    """A name server that knows these addresses of every host."""
    return lambda _host, _port: ips


def answering(answer: Callable[[httpx2.Request], httpx2.Response], *ips: str) -> SafeFetch:
    """A web that answers so, at these addresses."""
    return SafeFetch(finding(*(ips or (PUBLIC,))), lambda: httpx2.MockTransport(answer))


def why(fetch: SafeFetch, address: str = "https://example.com/") -> Why:
    """Why nothing is fetched."""
    with pytest.raises(NotFetched) as refused:
        fetch.text(address)
    return refused.value.why


def never(_request: httpx2.Request) -> httpx2.Response:
    """What must not be asked."""
    raise AssertionError("nobody may be asked")


@pytest.mark.parametrize("address", HOSTILE)
def test_what_is_no_address_of_the_public_web_is_not_asked(address: str) -> None:
    assert why(answering(never), address) is Why.FORBIDDEN


@pytest.mark.parametrize("ip", PRIVATE)
def test_a_host_inside_is_not_asked_however_it_is_written(ip: str) -> None:
    assert not is_public(ip)
    assert why(answering(never, ip)) is Why.FORBIDDEN
    assert why(answering(never, PUBLIC, ip)) is Why.FORBIDDEN


def test_the_real_name_server_leads_nobody_inside() -> None:
    fetch = SafeFetch(transport=lambda: httpx2.MockTransport(never))
    for host in (
        "localhost",
        "127.0.0.1",
        "2130706433",
        "0x7f.1",
        "017700000001",
        "[::1]",
        "[::ffff:7f00:1]",
    ):
        assert why(fetch, f"http://{host}/") in {Why.FORBIDDEN, Why.UNREACHABLE}


def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(200, headers=HTML, text="Bonjour – é")

    fetched = answering(answer).text("https://Example.com/@lea?x=1#top")
    assert fetched.text == "Bonjour – é"
    assert str(seen[0].url) == f"https://{PUBLIC}/@lea?x=1"
    assert seen[0].headers["host"] == "example.com"
    assert seen[0].extensions["sni_hostname"] == "example.com"
    assert "cookie" not in seen[0].headers


def test_a_redirect_is_checked_like_the_first_address() -> None:
    def resolve(host: str, _port: int) -> Sequence[str]:
        return ("169.254.169.254",) if host == "inside.example" else (PUBLIC,)

    for target in (
        "http://inside.example/latest/meta-data/",
        "file:///etc/passwd",
        "https://example.com:8080/",
    ):
        moved = httpx2.Response(302, headers={"location": target})
        fetch = SafeFetch(resolve, lambda moved=moved: httpx2.MockTransport(lambda _request: moved))  # type: ignore[misc]  # a default keeps the loop's value
        assert why(fetch) is Why.FORBIDDEN


def test_five_redirects_are_followed_and_a_sixth_is_not() -> None:
    def moving(times: int) -> SafeFetch:
        left = iter(range(times))

        def answer(request: httpx2.Request) -> httpx2.Response:
            step = next(left, None)
            if step is None:
                return httpx2.Response(200, headers=HTML, text="here")
            return httpx2.Response(301, headers={"location": f"/step-{step}"})

        return answering(answer)

    assert moving(MOST_REDIRECTS).text("https://example.com/").address == "https://example.com/step-4"
    assert why(moving(MOST_REDIRECTS + 1)) is Why.REFUSED


def test_what_is_too_long_or_no_text_or_not_there_is_left() -> None:
    long = b"x" * (MOST_BYTES + 1)
    assert why(answering(lambda _r: httpx2.Response(200, headers=HTML, content=long))) is Why.TOO_MUCH
    image, packed = {"content-type": "image/png"}, {**HTML, "content-encoding": "gzip"}
    empty = gzip.compress(b"")
    assert why(answering(lambda _r: httpx2.Response(200, headers=packed, content=empty))) is Why.REFUSED
    assert why(answering(lambda _r: httpx2.Response(200, headers=image, content=b"x"))) is Why.OTHER_KIND
    assert why(answering(lambda _r: httpx2.Response(404, headers=HTML, text="no"))) is Why.REFUSED


def test_a_host_that_does_not_answer_is_unreachable() -> None:
    def down(_request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectTimeout("no answer")

    def unknown(_host: str, _port: int) -> Sequence[str]:
        raise OSError("no such host")

    assert why(answering(down)) is Why.UNREACHABLE
    assert why(SafeFetch(unknown, lambda: httpx2.MockTransport(never))) is Why.UNREACHABLE


def test_a_charset_that_nobody_knows_does_not_break_the_page() -> None:
    odd = {"content-type": "text/html; charset=klingon"}
    assert (
        answering(lambda _r: httpx2.Response(200, headers=odd, content=b"abc")).text("http://a.example/").text
    )


def test_a_real_server_is_asked_by_the_name_of_its_host() -> None:
    with a_server() as (port, hosts):

        class ToLoopback(httpx2.HTTPTransport):
            """Stands for the internet: what goes to the public address arrives at our server."""

            def handle_request(self, request: httpx2.Request) -> httpx2.Response:
                assert request.url.host == PUBLIC
                request.url = request.url.copy_with(host="127.0.0.1", port=port)
                return super().handle_request(request)

        fetched = SafeFetch(finding(PUBLIC), ToLoopback).text("http://lea.example/about")
    assert fetched.text == "you asked lea.example for /about"
    assert hosts == ["lea.example"]


@contextmanager
def a_server() -> Iterator[tuple[int, list[str]]]:
    """A server on loopback: its port, and the hosts it was asked for."""
    hosts: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hosts.append(self.headers["Host"])
            content = f"you asked {self.headers['Host']} for {self.path}".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port, hosts
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"])
@pytest.mark.parametrize("tls", [False, True])
def test_a_server_that_sends_a_byte_now_and_then_is_left(start: bytes, tls: bool, tmp_path: Path) -> None:
    """Also before its headers end; and what came of a text without a length is not taken for the whole."""
    with a_dripping_server(start, certified(tmp_path) if tls else None) as (port, gone):
        scheme = "https" if tls else "http"

        class ToLoopback(httpx2.HTTPTransport):
            """What goes to the public address arrives at our server."""

            def handle_request(self, request: httpx2.Request) -> httpx2.Response:
                request.url = request.url.copy_with(host="127.0.0.1", port=port)
                return super().handle_request(request)

        fetch = SafeFetch(finding(PUBLIC), lambda: ToLoopback(verify=unchecked()), patience=0.3)
        began = monotonic()
        assert why(fetch, f"{scheme}://lea.example/") is Why.UNREACHABLE
        assert monotonic() - began < PATIENCE
        assert gone.wait(PATIENCE)


def certified(folder: Path) -> ssl.SSLContext:
    """TLS with a certificate that nobody has signed."""
    key, certificate = str(folder / "key.pem"), str(folder / "certificate.pem")
    new = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    named = ["-subj", "/CN=lea.example", "-days", "2", "-keyout", key, "-out", certificate]
    subprocess.run([*new, *named], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def unchecked() -> ssl.SSLContext:
    """TLS that believes the certificate of our server."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


@contextmanager
def a_dripping_server(start: bytes, tls: ssl.SSLContext | None) -> Iterator[tuple[int, threading.Event]]:
    """A server that sends `start` and then an x now and then: its port, and when it was left alone."""
    gone, stop = threading.Event(), threading.Event()
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _address = listening.accept()
        try:
            with tls.wrap_socket(connection, server_side=True) if tls else connection as talking:
                talking.sendall(start)
                while not stop.wait(0.02):
                    talking.sendall(b"x")
        except OSError:
            gone.set()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1], gone
    finally:
        stop.set()
        thread.join()
        listening.close()


@given(st.text(max_size=80))
def test_nothing_that_is_typed_breaks_the_check(typed: str) -> None:
    for address in (typed, f"http://{typed}", f"https://{typed}/x"):
        try:
            target = checked_target(address, finding(PUBLIC))
        except NotFetched:
            continue
        assert target.ip == PUBLIC
        assert target.scheme in {"http", "https"}
