"""Commands about work done later."""

from __future__ import annotations

import click
from flask import Flask

from advocacy.access import SYSTEM
from advocacy.commands import application, end
from advocacy.db import db
from advocacy.jobs import actions, queries
from advocacy.jobs.running import Runner
from advocacy.work import unit_of_work


@click.group()
def jobs() -> None:
    """What is done after the answer: what waits, what failed."""


@jobs.command("list")
def list_jobs() -> None:
    """Say how many jobs wait, and which failed."""
    with application():
        count, first = queries.waiting(db.session())
        since = f", the first due since {first:%Y-%m-%d %H:%M} UTC" if first else ""
        click.echo(f"Waiting: {count}{since}")
        failed = queries.failed(db.session())
        click.echo(f"Failed: {len(failed)}{' or more' if len(failed) == 50 else ''}")
        for job in failed:
            click.echo(f"  {job.id}  {job.kind}  {job.ended_at:%Y-%m-%d %H:%M}  {job.last_error}")


@jobs.command()
@click.argument("job_id", type=int)
def retry(job_id: int) -> None:
    """Try the failed job JOB_ID once more, with all its attempts."""
    with application(), unit_of_work(SYSTEM) as work:
        if not actions.try_once_more(work, job_id):
            end(f"No failed job has the number {job_id}.")
    click.echo("It is due again.")


@jobs.command("run")
@click.option("--seconds", default=60.0, show_default=True, help="Stop after so long.")
def run_jobs(seconds: float) -> None:
    """Do what is due now, here, without a worker."""
    with application() as app:
        more = _drain(app, seconds)
    click.echo("There is more to do." if more else "Nothing is due any more.")


def _drain(app: Flask, seconds: float) -> bool:
    return Runner(app).drain(seconds=seconds, jobs=1_000_000)


COMMANDS = (jobs,)
