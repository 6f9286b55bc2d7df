"""Commands about the evidence: seal, export, verify, change the key."""

from __future__ import annotations

import json
from pathlib import Path

import click
from sqlalchemy.orm import Session

from advocacy.access import SYSTEM
from advocacy.audit import actions, receipts
from advocacy.audit.announced import announced_keys
from advocacy.audit.directory import directory
from advocacy.audit.documents import document_sources
from advocacy.audit.export import snapshot, write_export
from advocacy.audit.facts import LedgerExported
from advocacy.audit.jobs import readme
from advocacy.audit.keys import LedgerKeyError, key_file, replace_key
from advocacy.audit.queries.exposure import exposure
from advocacy.audit.rules import chosen_numbers
from advocacy.audit.sealer import queue_forgotten, seal
from advocacy.audit.soundness import LedgerInconsistent, check_soundness
from advocacy.commands import application, end
from advocacy.db import db
from advocacy.errors import Refused
from advocacy.wiring import wiring
from advocacy.work import unit_of_work


@click.group()
def ledger() -> None:
    """The evidence: what is sealed, and its export."""


@ledger.command("seal")
@click.option("--all", "thorough", is_flag=True, help="Look at every event for one that was forgotten.")
def seal_now(thorough: bool) -> None:
    """Give every recorded fact its place now. The worker does this every two seconds."""
    with application():
        if thorough:
            with unit_of_work(SYSTEM) as work:
                found = queue_forgotten(work)
            click.echo(f"Forgotten facts found: {found}.")
        try:
            added = seal()
        except (LedgerInconsistent, LedgerKeyError) as error:
            end(f"Nothing was sealed. {error}")
    click.echo(f"Lines added: {added}.")


@ledger.command()
def status() -> None:
    """Say how far sealing and anchoring are, and which key signs. The status is 1 when something is wrong."""
    with application():
        session, now = db.session(), wiring().clock.now()
        state = exposure(session, now)
        keys = announced_keys(session)
        try:
            check_soundness(session, [announced.key for announced in keys])
        except LedgerInconsistent as error:
            end(f"The ledger contradicts itself. {error}")
    click.echo(f"Lines: {state.size}, the last sealed at {state.sealed_at or '–'}.")
    click.echo(f"Waiting: {state.unsealed}.")
    click.echo(f"Last anchor: {state.anchored_at or 'none yet'}.")
    for announced in keys:
        click.echo(f"Key: {announced.key.fingerprint}")
    if state.is_late:
        end(f"A fact has waited since {state.waiting_since}: is a worker running?")


@ledger.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--open", "numbers", multiple=True, help="Employee number of somebody to identify; may be repeated."
)
def export(folder: Path, numbers: tuple[str, ...]) -> None:
    """Write the whole ledger into FOLDER, to be checked without us: python3 FOLDER/verify_ledger.py FOLDER"""
    with application():
        people = _people(db.session(), " ".join(numbers))
        db.session.rollback()
        with snapshot(db.engine) as session:
            written = write_export(
                session, folder, people=people, sources=document_sources(), readme=readme, progress=_say
            )
        with unit_of_work(SYSTEM) as work:
            work.record(LedgerExported(opened=len(people)))
    click.echo(
        f"{written.lines} lines, {written.checkpoints} checkpoints, {written.documents} documents and "
        f"{written.openings} openings are in {folder}."
    )


def _people(session: Session, typed: str) -> list[int]:
    numbers = chosen_numbers(typed)
    found = directory().numbered(session, numbers)
    missing = [number for number in numbers if number not in found]
    if missing:
        raise Refused("Nobody has the number %(number)s.", number=", ".join(missing))
    return list(found.values())


def _say(done: int, total: int) -> None:
    if done == total or done % 100_000 == 0:
        click.echo(f"{done} of {total} lines", err=True)


@ledger.command("new-key")
@click.confirmation_option(prompt="From now on another key will sign. Go on?")
def new_key() -> None:
    """Sign with a new key from now on, and write that into the ledger.

    The old key is kept beside it and signs once more, so that whoever knows its fingerprint can follow. With
    ADVOCACY_LEDGER_KEY set, the key given there is announced.
    """
    with application() as app:
        settings = app.extensions["advocacy"].settings
        key = replace_key(settings).verifier
        with unit_of_work(SYSTEM) as work:
            announced = actions.announce_key(work, key)
    click.echo(f"The key is in {key_file(settings)} unless it is a setting. Its fingerprint:")
    click.echo(key.fingerprint)
    click.echo("The change is sealed within seconds." if announced else "The ledger knows it already.")


@click.command()
@click.argument("receipt", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", "fingerprint", default="", help="The key's fingerprint, as you were given it apart.")
def verify(receipt: Path, fingerprint: str) -> None:
    """Say whether RECEIPT (a JSON file) holds: INTACT, or what is wrong with it and the status 1."""
    plain = "".join(fingerprint.split()).replace(":", "").lower()
    try:
        read = json.loads(receipt.read_bytes())
        proven = receipts.verify(read, plain or None)
    except receipts.Unproven as error:
        end(f"FAULT {receipt}: {error}")
    except (ValueError, RecursionError, OSError):
        end(f"FAULT {receipt}: This is not a receipt: it is no JSON file.")
    click.echo(f"INTACT {receipt}")
    click.echo(f"  log          {proven.checkpoint.origin}")
    click.echo(f"  place        line {proven.position + 1} of {proven.checkpoint.size}")
    click.echo(f"  type         {proven.entry['type']}")
    click.echo(f"  at           {proven.entry['at']}")
    click.echo(f"  signed by    {proven.fingerprint}")
    for values in proven.opened:
        click.echo(f"  opened       {json.dumps(values, ensure_ascii=False, sort_keys=True)}")
    if not plain:
        click.echo(
            "WARNING: the signature was checked against the key inside, which anyone could have put there."
        )
        click.echo("         Give the fingerprint that you were told apart: --key FINGERPRINT")


COMMANDS = (ledger, verify)
