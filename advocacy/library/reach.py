"""How far a content went, for whoever is about to recall it. The relay comes later in the order of features
and therefore supplies the source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app
from sqlalchemy.orm import Session

_EXTENSION = "advocacy-reach"


@dataclass(frozen=True)
class Reach:
    """How often share dialogs were opened and shares declared, None for too few to be told; its links."""

    opened: int | None = None
    declared: int | None = None
    links: int = 0


ReachSource = Callable[[Session, int], Reach]
"""How far the content with this number went. One query."""


def init_reach(app: Flask, source: ReachSource) -> None:
    """Let `app` ask this source."""
    app.extensions[_EXTENSION] = source


def reach_of(session: Session, content_id: int) -> Reach:
    """How far a content went."""
    source: ReachSource = current_app.extensions[_EXTENSION]
    return source(session, content_id)
