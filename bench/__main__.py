"""`python -m bench [P2 P4 …] [--short]`: measure, print the table; status 1 when something falls short."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from bench.harness import Line, table
from bench.scratch import Scratch, scratch

CASES = {
    "P2": "bench.writers",
    "P4": "bench.ledger_cost",
    "P5": "bench.list_pages",
    "P6": "bench.page_queries",
    "P7": "bench.growth",
    "P9": "bench.reports",
    "P10": "bench.exports",
    "P11": "bench.tracked_links",
    "P16": "bench.verification",
    "P18": "bench.first_visit",
}
"""Each case's module has `lines(scratch)`: what it measured."""


def main(arguments: Sequence[str]) -> int:
    """Run the cases asked for; 0 when every bar holds, else 1."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("cases", nargs="*", choices=[*CASES, []], help="which bars; all unless given")
    parser.add_argument("--short", action="store_true", help="smaller and fewer rounds: a look, no verdict")
    parser.add_argument(
        "--engine",
        action="append",
        choices=("sqlite", "postgresql"),
        help="which database; both unless given",
    )
    parser.add_argument(
        "--processes", type=int, help="web processes; as many as it starts by itself unless given"
    )
    asked = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    found: list[Line] = []
    engines = tuple(asked.engine or ("sqlite", "postgresql"))
    with scratch(short=asked.short, engines=engines, processes=asked.processes) as place:
        for name in asked.cases or CASES:
            run: Callable[[Scratch], Sequence[Line]] = import_module(CASES[name]).lines
            sys.stderr.write(f"{name} …\n")
            found += run(place)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    sys.stdout.write(f"\n{table(found)}\n\n{os.cpu_count()} cores, load at the end {load}")
    sys.stdout.write(", a short run\n" if asked.short else "\n")
    return 0 if all(line.holds for line in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
