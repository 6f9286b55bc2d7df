"""What a whole company's standings cost the processor: `python -m bench.company_at_once`.

For machines that do other things meanwhile: it counts the processor's time in this process and prints the
lowest and the median of some samples, of 2,500 members with four trainings, a past of four completions each
and 20 topics. On PostgreSQL the database's own share is in another process, and not counted.
"""

from __future__ import annotations

import argparse
import gc
import logging
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from statistics import median

from advocacy.db import db
from advocacy.people.models import Person
from advocacy.roster.eligibility import eligible_members
from advocacy.training.queries.standing import standings
from advocacy.wiring import wiring
from bench.history import History, a_history
from bench.scratch import scratch
from tests.support.makers import sign_in

SAMPLES = 7


def main(arguments: Sequence[str]) -> int:
    """Measure on each engine and print; 0."""
    parser = argparse.ArgumentParser(prog="python -m bench.company_at_once", description=__doc__)
    parser.add_argument("--engine", action="append", choices=("sqlite", "postgresql"))
    engines = tuple(parser.parse_args(arguments).engine or ("sqlite", "postgresql"))
    logging.disable(logging.WARNING)
    with scratch(engines=engines) as place:
        for engine in engines:
            with a_history(place, engine, 40_000) as history, history.app.app_context():
                gc.collect()
                gc.freeze()  # as the web does before its processes fork
                for name, work in _works(history):
                    costs = sorted(_cost(work) for _sample in range(SAMPLES))
                    said = f"{name} {costs[0]:.0f} ms, median {median(costs):.0f} ms"
                    sys.stdout.write(f"{engine}: {said}\n")
                gc.unfreeze()
    return 0


def _works(history: History) -> Iterable[tuple[str, Callable[[], object]]]:
    at, client = wiring().clock.now(), history.app.test_client()
    sign_in(client, db.session.get_one(Person, history.viewer_id))
    yield "standings of everybody", lambda: standings(db.session(), at=at, people=None)
    yield "who may answer on what", lambda: eligible_members(db.session(), at=at)
    yield "page of expiries", lambda: client.get("/hr/expiries?days=90")
    yield "page of coverage", lambda: client.get("/roster/coverage")


def _cost(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return 1000 * (time.process_time() - began)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
