"""A click sends a whole form and believes only a whole answer."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from bench.clicks import NO_ANSWER, Click, clicks_of
from tests.support.readers import Form, Reader

FORM = Form("social-media", {"csrf_token": "t", "shown": "s é", "text": "0"})


def answered(answer: bytes) -> tuple[int, bytes]:
    """What a click makes of this answer, and what it had sent."""
    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as threads:
        reader = Reader(7, server.getsockname()[1], "", "advocacy=c", FORM)
        sending = threads.submit(clicks_of([reader])[0].send)
        connection, _address = server.accept()
        with connection:
            sent = connection.recv(65_536)
            connection.sendall(answer)
        return sending.result(), sent


def test_a_click_is_the_form_of_the_page() -> None:
    _status, sent = answered(b"")
    head, _empty, body = sent.partition(b"\r\n\r\n")
    assert head.startswith(b"POST /charter/social-media/acknowledgement HTTP/1.1\r\n")
    assert b"Cookie: advocacy=c\r\n" in head
    assert f"Content-Length: {len(body)}\r\n".encode() in head
    assert body == b"csrf_token=t&shown=s+%C3%A9&text=0&reached_end=1"


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (b"HTTP/1.1 303 SEE OTHER\r\nContent-Length: 2\r\n\r\nok", 303),
        (b"HTTP/1.1 204 NO CONTENT\r\nVary: Cookie\r\n\r\n", 204),
        (b"HTTP/1.1 303 SEE OTHER\r\nContent-Length: 2\r\n\r\no", NO_ANSWER),
        (b"HTTP/1.1 303 SEE OTHER\r\nContent-Le", NO_ANSWER),
        (b"", NO_ANSWER),
    ],
)
def test_an_answer_that_was_cut_is_none(answer: bytes, status: int) -> None:
    assert answered(answer)[0] == status


def test_nobody_there_is_no_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert Click(7, port, b"GET / HTTP/1.1\r\n\r\n").send() == NO_ANSWER
