"""Commands that serve: web, worker, and both under one supervisor."""

from __future__ import annotations

from datetime import timedelta

import click
from flask import Flask
from sqlalchemy.exc import OperationalError

from advocacy.commands import application, end, settings_or_end
from advocacy.db import db
from advocacy.features import LOOPS
from advocacy.jobs.rules import LEASE
from advocacy.jobs.worker import Worker
from advocacy.schema import is_current
from advocacy.supervisor import is_answered, is_free, supervise
from advocacy.web_server import serve

_BEHIND = "The database is not at this release. First run: advocacy migrate"

host = click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
port = click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
processes = click.option(
    "--processes", type=click.IntRange(1, 256), help="Web processes; two per core and one unless given."
)
threads = click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64))


@click.command()
@host
@port
@processes
def web(host: str, port: int, processes: int | None) -> None:
    """Serve the pages."""
    app = _ready()
    serve(app, host=host, port=port, processes=processes)


@click.command()
@threads
@click.option(
    "--lease",
    default=LEASE.total_seconds(),
    show_default=True,
    type=click.FloatRange(1, 600),
    help="Seconds after which another worker takes what this one held, if it is ended by force.",
)
def worker(threads: int, lease: float) -> None:
    """Do what is to be done after the answer: mails, imports, the ledger's seal. Any number may run."""
    Worker(_ready(), LOOPS, threads=threads, lease=timedelta(seconds=lease)).run()


@click.command()
@host
@port
@processes
@threads
def run(host: str, port: int, processes: int | None, threads: int) -> None:
    """Serve the pages and do the work, together, until one of them ends or Ctrl+C."""
    base = settings_or_end().base_url
    if not is_free(host, port):
        end(f"Something else listens on {host}, port {port}. Choose another with --port.")
    web_arguments = ["web", "--host", host, "--port", str(port)]
    if processes:
        web_arguments += ["--processes", str(processes)]
    click.echo("Advocacy is starting…")

    def say_ready() -> None:
        click.echo(f"Advocacy listens on http://{host}:{port}/ – Ctrl+C ends it.")
        if not base.endswith(f":{port}"):
            click.echo(f"People, and the links in mails, use {base}/")

    commands = [web_arguments, ["worker", "--threads", str(threads)]]
    raise click.exceptions.Exit(supervise(commands, until=lambda: is_answered(host, port), then=say_ready))


def _ready() -> Flask:
    """The application, with no connection open, so that processes forked from here share none.

    Ends when the tables are not at this release. A database that does not answer yet is waited for: the
    pages say 503 until it does.
    """
    with application() as app:
        try:
            current = is_current(db.engine)
        except OperationalError:
            click.echo("The database does not answer; going on without it until it does.", err=True)
            current = True
        db.engine.dispose()
    if not current:
        end(_BEHIND)
    return app


COMMANDS = (web, worker, run)
