"""The events as they are stored: names, versions and payloads are frozen, for old rows are never rewritten.

`event_names.txt` has a line per event: name, version, whether it is provable, fields. A new event gets a new
line. Another payload gets another version: raise `version` and change the line; never take an old name for
something else. The file is written anew by `python -m tests.house.test_events`.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from advocacy.audit.events import known_events
from tests.house.source import modules

FROZEN = Path(__file__).with_name("event_names.txt")


def declared() -> list[str]:
    """A line for each event of the program, by name."""
    for module in modules():
        if "(Event)" in module.text:
            import_module(f"advocacy.{module.name}")
    return [
        f"{name} {kind.version} {'provable' if kind.provable else 'journal'} {','.join(sorted(kind.gaps()))}"
        for name, kind in known_events()
        if kind.__module__.startswith("advocacy.")
    ]


def test_events_are_called_and_made_up_as_they_always_were() -> None:
    frozen = FROZEN.read_text(encoding="utf-8").splitlines()
    assert declared() == frozen


if __name__ == "__main__":
    FROZEN.write_text("".join(f"{line}\n" for line in declared()), encoding="utf-8")
