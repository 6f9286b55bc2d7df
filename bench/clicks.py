"""A click as bytes: what a browser sends to acknowledge, made beforehand.

The load runs on the cores it measures, and a browser does not. So whatever can be made before the clock
starts is, and a click then costs a connection, a `send` and a `recv`.
"""

from __future__ import annotations

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.support.readers import PATIENCE_SECONDS, Reader

NO_ANSWER = 0


@dataclass(frozen=True)
class Click:
    """One person's form, ready to be sent to this port."""

    person_id: int
    port: int
    request: bytes

    def send(self) -> int:
        """Send it, wait until the server has said all; the status, or NO_ANSWER."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), PATIENCE_SECONDS) as connection:
                connection.sendall(self.request)
                answer = b""
                while part := connection.recv(65_536):
                    answer += part
        except OSError:
            return NO_ANSWER
        return _status(answer)


def clicks_of(readers: Sequence[Reader]) -> list[Click]:
    """The click of each reader, on the form as the page would have shown it."""
    return [Click(reader.person_id, reader.port, _request(reader)) for reader in readers]


def _request(reader: Reader) -> bytes:
    form, host = reader.minted, f"127.0.0.1:{reader.port}"
    body = urlencode({**form.fields, "reached_end": "1"})
    lines = (
        f"POST {form.address} HTTP/1.1",
        f"Host: {host}",
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Language: fr,fr-FR;q=0.8,en-US;q=0.5,en;q=0.3",
        f"Origin: http://{host}",
        f"Referer: http://{host}/charter/{form.slug}",
        f"Cookie: {reader.cookie}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "Connection: close",
    )
    return ("\r\n".join(lines) + f"\r\n\r\n{body}").encode("ascii")


def _status(answer: bytes) -> int:
    """The status of an answer that came whole, as far as its head says; else NO_ANSWER."""
    head, end, body = answer.partition(b"\r\n\r\n")
    _before, named, rest = head.lower().partition(b"\r\ncontent-length:")
    length = int(rest.partition(b"\r\n")[0]) if named else 0
    return int(head[9:12]) if end and head.startswith(b"HTTP/1.") and len(body) >= length else NO_ANSWER
