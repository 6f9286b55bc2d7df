"""What waits for somebody in their roles: counted in one query, supplied by each feature, never stored.

`features.TO_DO_SOURCES` lists who supplies; the home page asks `waiting_for`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from flask import Flask, current_app
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from advocacy.errors import N_
from advocacy.roles import Actor

_EXTENSION = "advocacy-to-dos"


@dataclass(frozen=True)
class Waiting:
    """One kind of thing that waits: `ids` selects one column, a row for each.

    `title` says in the reader's language how many there are; `path` leads to the page of the only one (it is
    given how many, and the least id) or to the list; `lead` and `action` are English, translated when shown.
    """

    ids: Select[int]
    title: Callable[[int], str]
    path: Callable[[int, int], str]
    lead: str
    action: str
    icon: str = "edit"


@dataclass(frozen=True)
class ToDo:
    """What waits, as the home page shows it."""

    title: str
    path: str
    lead: str
    action: str = N_("Look")
    icon: str = "edit"


class ToDoSource(Protocol):
    """What a feature supplies: a plain function that asks the database nothing."""

    def __call__(self, actor: Actor, *, day: date) -> Iterable[Waiting]:
        """What may wait for `actor`, most urgent first: nothing for roles they do not hold."""
        ...


def init_to_dos(app: Flask, sources: Sequence[ToDoSource]) -> None:
    """Let `app` ask these sources."""
    app.extensions[_EXTENSION] = tuple(sources)


def waiting_for(session: Session, actor: Actor, *, day: date) -> list[ToDo]:
    """What waits for `actor`, all features together, in their order. At most one query."""
    sources: tuple[ToDoSource, ...] = current_app.extensions[_EXTENSION]
    asked = [one for source in sources for one in source(actor, day=day)]
    if not asked:
        return []
    counted = []
    for position, one in enumerate(asked):
        found = one.ids.subquery(f"waiting_{position}")
        counted.append(select(func.count()).select_from(found).scalar_subquery())
        counted.append(select(func.min(found.c[0])).scalar_subquery())
    figures = session.execute(select(*counted)).one()
    return [
        ToDo(one.title(count), one.path(count, first), one.lead, one.action, one.icon)
        for one, count, first in zip(asked, figures[::2], figures[1::2], strict=True)
        if count
    ]
