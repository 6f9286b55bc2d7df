"""The way from a blank page to a published version, as the pages on it show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Step(NamedTuple):
    """One page on the way; `done` when nothing is left to do there."""

    page: str
    label: str
    done: bool


def shown(steps: Iterable[Step], current: str, address: Callable[[str], str]) -> list[tuple[str, str, str]]:
    """Each step's name, where it stands and its address, as the macro `steps` of shared/page.html takes them.

    `current` is the page that is open; `address` gives the address of a page.
    """
    return [(step.label, _state(step, current), address(step.page)) for step in steps]


def _state(step: Step, current: str) -> str:
    if step.page == current:
        return "current"
    return "done" if step.done else "todo"
