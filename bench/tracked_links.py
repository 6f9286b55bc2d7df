"""P11: a tracked link gone viral, beside nginx that answers `return 302` on the same core; and guessed codes.

Both servers are one process on one core; the crowd is on another. A burst of connections is laid before a
server that is stopped (SIGSTOP); then it goes on until the last of them is answered, so it has as much to
do as it can do. What counts is the processor's time that it took, in all its threads: how fast the crowd
can knock and read would else decide for nginx, and other programs on a shared machine for both. Every
visitor is another one, who comes through a proxy with one of fifty browsers: the most that counting can
cost, and it is in the figure.
"""

from __future__ import annotations

import itertools
import math
import os
import select
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from advocacy.db import db
from bench.harness import Bar, Line, by_turns
from bench.scratch import Scratch
from tests.support.library_makers import a_live_content
from tests.support.link_makers import FIREFOX, a_tracked_link, counted
from tests.support.served import Served, an_installation
from tests.support.waiting import until

SPEED = Bar(0.40, at_least=True)
MEMORY = Bar(1.05)
BURST = 400
BURSTS, BURSTS_SHORT = 30, 8
GUESSES, GUESSES_SHORT = 4_000, 1_000
GUESSES_BEFORE = 1_000
"""Answered before memory is looked at the first time: what a process loads only once is loaded by then."""

BROWSERS = 50
PATIENCE = 30.0

NGINX = """daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port} backlog=2048;
    location / {{ add_header Cache-Control no-store; return 302 {target}; }}
  }}
}}
"""


def lines(place: Scratch) -> list[Line]:
    """Answers for each second of a core, ours and nginx's; and the memory of a process asked for nonsense."""
    missing = _missing()
    found = [_not_measured(missing)] if missing else []
    for engine in place.engines:
        with _a_post(place, engine) as post:
            if not missing:
                found.append(_speed(place, engine, post))
            found.append(_memory(place, engine, post))
    return found


def _missing() -> str:
    if _nginx() is None:
        return "nginx is not installed (Debian: nginx-light)"
    return (
        ""
        if len(os.sched_getaffinity(0)) > 1
        else "this machine has one core: server and crowd need one each"
    )


def _nginx() -> str | None:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def _not_measured(why: str) -> Line:
    return Line("P11 a link gone viral", "–", "–", math.nan, SPEED, note=f"not measured: {why}")


@dataclass
class _Post:
    """An installation with one web process, and a link in it."""

    served: Served
    slug: str
    link_id: int
    pid: int = 0
    answered: int = 0
    visitors: Iterator[int] = field(default_factory=itertools.count)

    def followed(self, number: int) -> bytes:
        """The request of a visitor who follows the link."""
        return _request(f"/l/{self.slug}", number)


@contextmanager
def _a_post(place: Scratch, engine: str) -> Iterator[_Post]:
    folder = place.new_folder(engine)
    with an_installation(folder, place.database(engine), trusted_proxies=1) as served:
        with served.app.app_context():
            link = a_tracked_link(a_live_content())
            post = _Post(served, link.slug, link.id)
            db.session.remove()
        served.start(processes=1)
        post.pid = _only_child(served._running["web"].pid)
        yield post


def _only_child(pid: int) -> int:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    if len(children) != 1:
        raise RuntimeError(f"one web process was wanted, {len(children)} run")
    return int(children[0])


def _speed(place: Scratch, engine: str, post: _Post) -> Line:
    bursts = BURSTS_SHORT if place.short else BURSTS
    with _an_anchor(place) as (anchor_pid, anchor_port), _apart(post.pid, anchor_pid):

        def ours() -> float:
            post.answered += bursts * BURST
            return _rate(post.served.port, post.pid, bursts, lambda: post.followed(next(post.visitors)))

        def anchor() -> float:
            return _rate(anchor_port, anchor_pid, bursts, lambda: post.followed(next(post.visitors)))

        rounds = by_turns(ours, anchor)
    post.served.stop()
    with post.served.app.app_context():
        people, bots = counted(post.link_id)
    if people + bots != post.answered:
        raise RuntimeError(f"{post.answered} clicks were answered, {people} + {bots} are counted")
    note = (
        f"{rounds.count}; all {post.answered:,} clicks counted after a clean stop, {people:,} as people, "
        f"{bots:,} as more at once than can be told apart"
    )
    return Line(
        f"P11 a link gone viral, {engine}",
        f"{rounds.middle:,.0f} per s of a core",
        f"nginx {rounds.middle_anchor:,.0f}",
        rounds.ratio,
        SPEED,
        rounds.quiet,
        note,
    )


@contextmanager
def _an_anchor(place: Scratch) -> Iterator[tuple[int, int]]:
    """nginx, one process: its id and port."""
    folder, port = place.new_folder("nginx"), _free_port()
    target = "https://example.org/boots/1?utm_source=x&utm_medium=social&utm_campaign=content-1"
    written = folder / "nginx.conf"
    written.write_text(NGINX.format(folder=folder, port=port, target=target), encoding="utf-8")
    program = _nginx() or "nginx"
    running = subprocess.Popen(
        [program, "-p", str(folder), "-c", str(written), "-e", str(folder / "error.log")],
        stdin=subprocess.DEVNULL,
    )
    try:
        until(lambda: _listens(port), "nginx to listen", PATIENCE)
        yield running.pid, port
    finally:
        running.send_signal(signal.SIGCONT)
        running.terminate()
        running.wait(PATIENCE)


@contextmanager
def _apart(*servers: int) -> Iterator[None]:
    """The servers on one core, this process on another; as it was afterwards."""
    before = os.sched_getaffinity(0)
    first, second, *_others = sorted(before)
    for pid in servers:
        for thread in os.listdir(f"/proc/{pid}/task"):
            os.sched_setaffinity(int(thread), {first})
    os.sched_setaffinity(0, {second})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _rate(port: int, pid: int, bursts: int, request: Callable[[], bytes]) -> float:
    """Answers for each second that the server has the processor, while it is never without a request."""
    before = _processor_seconds(pid)
    try:
        for _each in range(bursts):
            _burst(port, pid, [request() for _one in range(BURST)])
    finally:
        os.kill(pid, signal.SIGCONT)
    return bursts * BURST / (_processor_seconds(pid) - before)


def _processor_seconds(pid: int) -> float:
    """What all threads of a process have had of the processor (proc(5), schedstat: nanoseconds)."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((one / "schedstat").read_text(encoding="ascii").split()[0]) for one in threads) / 1e9


def _burst(port: int, pid: int, requests: Sequence[bytes]) -> None:
    """Let the server answer these; it is stopped before and after."""
    os.kill(pid, signal.SIGSTOP)
    waiting = dict(_knock(port, request) for request in requests)
    with select.epoll() as ready:
        for descriptor in waiting:
            ready.register(descriptor, select.EPOLLIN)
        os.kill(pid, signal.SIGCONT)
        answers = []
        while waiting:
            arrived = ready.poll(PATIENCE)
            if not arrived:
                raise RuntimeError(f"{len(waiting)} of {len(requests)} were not answered")
            for descriptor, _event in arrived:
                with waiting.pop(descriptor) as connection:
                    answers.append(connection.recv(4096))
    os.kill(pid, signal.SIGSTOP)
    if not all(answer.startswith(b"HTTP/1.1 302 ") for answer in answers):
        raise RuntimeError("something else than 302 was answered")


def _knock(port: int, request: bytes) -> tuple[int, socket.socket]:
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    connection.sendall(request)
    return connection.fileno(), connection


def _memory(place: Scratch, engine: str, post: _Post) -> Line:
    """What a process takes after many guessed codes, against what it took after some."""
    if not post.served.runs():
        post.served.start(processes=1)
        post.pid = _only_child(post.served._running["web"].pid)
    _guess(post.served.port, range(GUESSES_BEFORE))
    before = _resident(post.pid)
    more = GUESSES_SHORT if place.short else GUESSES
    _guess(post.served.port, range(GUESSES_BEFORE, GUESSES_BEFORE + more))
    after = _resident(post.pid)
    return Line(
        f"P11 guessed codes, {engine}",
        f"{after / 1e6:.1f} MB",
        f"{before / 1e6:.1f} MB",
        after / before,
        MEMORY,
        note=f"one web process after {more:,} more codes that no link has",
    )


def _guess(port: int, numbers: range) -> None:
    """Ask for codes that no link has, a hundred from each address: more would only be refused."""
    letters = "abcdefghijkm"
    for number in numbers:
        code = "".join(letters[(number // 12**place) % 12] for place in range(12))
        _descriptor, connection = _knock(port, _request(f"/l/{code}", number // 100))
        with connection:
            answer = connection.recv(4096)
            while connection.recv(65536):
                pass
        if not answer.startswith(b"HTTP/1.1 404 "):
            raise RuntimeError(f"a guessed code was answered {answer[:40]!r}")


def _resident(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGESIZE")


def _request(path: str, visitor: int) -> bytes:
    address = f"198.{18 + (visitor >> 16) % 2}.{visitor >> 8 & 255}.{visitor & 255}"
    agent = FIREFOX.replace("128", str(100 + visitor % BROWSERS))
    headers = ("Accept: text/html", "Accept-Language: fr", "Accept-Encoding: gzip", "Connection: close")
    lines = (f"GET {path} HTTP/1.1", "Host: 127.0.0.1", f"User-Agent: {agent}", f"X-Forwarded-For: {address}")
    return "\r\n".join((*lines, *headers, "", "")).encode("ascii")


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
