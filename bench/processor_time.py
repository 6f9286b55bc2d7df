"""What one acknowledgement, and its line in the ledger, cost the processor: `python -m bench.processor_time`.

For machines that do other things meanwhile: it counts the processor's time in this process instead of the
clock's, and prints the lowest and the median of many small samples. Without a web server, whose share is a
fifth of a millisecond, and without the database server, which is another process.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from statistics import median

from flask import Flask
from sqlalchemy import event
from werkzeug.test import EnvironBuilder, run_wsgi_app

from advocacy.audit.sealer import seal
from advocacy.db import db
from bench.company import Company, a_company
from bench.scratch import scratch
from tests.support.readers import Reader

SAMPLE = 25
SAMPLES = 24
LINES = 300
"""Of so many acknowledgements is a batch of the sealer: what two seconds bring on a busy day."""


def main(arguments: Sequence[str]) -> int:
    """Measure on each engine and print; 0."""
    parser = argparse.ArgumentParser(prog="python -m bench.processor_time", description=__doc__)
    parser.add_argument("--engine", action="append", choices=("sqlite", "postgresql"))
    engines = tuple(parser.parse_args(arguments).engine or ("sqlite", "postgresql"))
    with scratch(engines=engines) as place:
        for engine in engines:
            with a_company(place, engine, 2 * LINES + SAMPLE * (SAMPLES + 1)) as company:
                for said in _lines(company):
                    sys.stdout.write(f"{engine}: {said}\n")
    return 0


def _lines(company: Company) -> Iterator[str]:
    app = company.served.app
    with _counting(app) as statements:
        _acknowledge(app, company.some(SAMPLE))
    gc.collect()
    costs = sorted(_acknowledge(app, company.some(SAMPLE)) for _sample in range(SAMPLES))
    yield (
        f"an acknowledgement {costs[0]:.2f} ms, median {median(costs):.2f} ms, "
        f"{len(statements) / SAMPLE:.0f} statements"
    )
    _seal(app)
    costs = []
    for _batch in range(2):
        _acknowledge(app, company.some(LINES))
        costs.append(_seal(app) / LINES)
    yield f"sealing {min(costs):.3f} ms for each line, in batches of {LINES}"


def _acknowledge(app: Flask, readers: Sequence[Reader]) -> float:
    """Let them acknowledge; the milliseconds for each. Raises AssertionError when one is refused."""
    asked = [_environment(reader) for reader in readers]
    began = time.process_time()
    answers = [run_wsgi_app(app, environment)[1] for environment in asked]
    cost = (time.process_time() - began) * 1000 / len(readers)
    assert {answer.split()[0] for answer in answers} == {"303"}, answers
    return cost


def _environment(reader: Reader) -> dict[str, object]:
    form = reader.minted
    base = f"http://127.0.0.1:{reader.port}"
    headers = [("Cookie", reader.cookie), ("Referer", base + form.address)]
    builder = EnvironBuilder(
        form.address, base, method="POST", data={**form.fields, "reached_end": "1"}, headers=headers
    )
    return builder.get_environ()


def _seal(app: Flask) -> float:
    """Seal all there is; the milliseconds."""
    with app.app_context():
        began = time.process_time()
        seal()
        cost = (time.process_time() - began) * 1000
        db.session.remove()
    return cost


@contextmanager
def _counting(app: Flask) -> Iterator[list[str]]:
    """The statements that the database is sent meanwhile."""
    sent: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
