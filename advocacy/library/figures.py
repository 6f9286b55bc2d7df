"""The figures that the portal counts for objectives: supplied by the features that count, above this one.

`features.FIGURE_SOURCES` names who counts what; here they are only asked. A measure that nobody counts is 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import Flask, current_app
from sqlalchemy.orm import Session

from advocacy.library.rules.words import Measure

_EXTENSION = "advocacy-figures"


@dataclass(frozen=True)
class Counted:
    """An objective to be counted for, from its first to its last day."""

    objective_id: int
    starts_on: date
    ends_on: date


FigureSource = Callable[[Session, Sequence[Counted]], Mapping[int, int]]
"""Counts for these objectives; one without anything may be missing. One query."""


def init_figures(app: Flask, sources: Mapping[Measure, FigureSource]) -> None:
    """Let `app` count with these sources."""
    app.extensions[_EXTENSION] = dict(sources)


def figures(session: Session, measure: Measure, asked: Sequence[Counted]) -> Mapping[int, int]:
    """The figures of these objectives by id, of those that are known. One query; none for nothing asked."""
    source: FigureSource | None = current_app.extensions[_EXTENSION].get(measure)
    return source(session, asked) if source is not None and asked else {}
