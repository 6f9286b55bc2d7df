"""A real mail server on loopback that takes, refuses or keeps waiting, by address."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class Sink:
    """What arrived. `answers` gives what is said to a recipient instead of 250 OK; `silent` takes the message
    and then hangs up instead of answering; `holding` takes it and lets the sender wait for the answer."""

    port: int = 0
    messages: list[EmailMessage] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    silent: bool = False
    holding: bool = False
    arrived: threading.Condition = field(default_factory=threading.Condition)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        """Take or refuse one recipient."""
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take the message."""
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        with self.arrived:
            self.messages.append(message)
            self.arrived.notify_all()
        while self.holding:
            await asyncio.sleep(0.02)
        if self.silent:
            server.transport.abort()
        return "250 OK"

    def wait_for(self, count: int, seconds: float = 30.0) -> list[EmailMessage]:
        """The messages, once there are `count`. Raises AssertionError when they do not come."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.messages) >= count, seconds), len(self.messages)
            return list(self.messages)


@contextmanager
def a_sink() -> Iterator[Sink]:
    """A mail server that listens on a free port of the loopback address."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        sink = Sink(port=free.getsockname()[1])
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
