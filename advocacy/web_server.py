"""gunicorn, told what to do by us rather than by a file or its environment."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from advocacy import beside
from advocacy.db import db
from advocacy.logs import without_secret_paths
from advocacy.web_worker import WebWorker


def serve(app: Flask, *, host: str, port: int, processes: int | None) -> None:
    """Serve the pages on `host` and `port` until SIGTERM or SIGINT.

    Two processes per core and one unless given: with one thread each they answered more, and more evenly,
    than fewer with threads.
    """
    beside.begin(app)
    _Gunicorn(
        app,
        {
            "bind": [f"[{host}]:{port}" if ":" in host else f"{host}:{port}"],
            "worker_class": WebWorker,
            "workers": processes or 2 * multiprocessing.cpu_count() + 1,
            "preload_app": True,
            # A long export is one answer: it must not be cut while it streams.
            "timeout": 300,
            "graceful_timeout": 20,
            "max_requests": 20_000,
            "max_requests_jitter": 2_000,
            "control_socket_disable": True,
            # Which proxies may speak for the visitor is decided by the setting trusted_proxies, not here.
            "forwarded_allow_ips": "",
            "loglevel": "warning",
            "logger_class": _Log,
            "proc_name": "advocacy-web",
            "when_ready": _set_aside,
            "worker_exit": _leave_at_once,
        },
    ).run()


def _set_aside(_arbiter: object) -> None:
    """Before the processes fork: what is loaded by now stays, and is not looked through for garbage again.

    A page about a whole company makes so many objects that Python looks for garbage among all there are,
    several times: with the program's own among them that is a third of the page. It would also touch, and so
    copy, all the memory the processes share.
    """
    gc.collect()
    gc.freeze()


def _leave_at_once(_arbiter: object, worker: Any) -> None:
    """End a web process that has answered its last request, without Python taking itself apart.

    That would touch, and so copy, all the memory the processes share: seconds for each, after Ctrl+C.
    A process that ends by a fault keeps its status, by which gunicorn knows it.
    """
    app: Flask = worker.app.wsgi()
    beside.end(app)
    ended = sys.exc_info()[1]
    if not isinstance(ended, SystemExit) or ended.code:
        return
    with app.app_context():
        db.engine.dispose()
    sys.stderr.flush()
    os._exit(0)


class _Log(Logger):
    """gunicorn's log of errors, which names the address that failed: not those that hold a secret."""

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        told = [without_secret_paths(one) if isinstance(one, str) else one for one in args]
        super().exception(msg, *told, **kwargs)


class _Gunicorn(BaseApplication):
    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self._app, self._options = app, options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return self._app
