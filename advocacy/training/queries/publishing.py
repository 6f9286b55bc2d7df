"""What publishing the next version of a module would mean for people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from advocacy.training.queries.standing import standings


@dataclass(frozen=True)
class Consequences:
    """Of how many people the module is required, how many of them hold it, and how many do not and owe it."""

    required: int
    holding: int
    owing: int


def consequences(session: Session, module_id: int, *, at: datetime) -> Consequences:
    """Who is concerned at `at`: after a material version, those who hold it owe it again. Four queries."""
    found = standings(session, at=at, people=None, modules=[module_id])
    holding = [one.is_valid(at) for one in found]
    owing = [one.standing.is_owed and not held for one, held in zip(found, holding, strict=True)]
    return Consequences(len(found), sum(holding), sum(owing))
