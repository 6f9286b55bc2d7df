"""The library of the demonstration: who wrote, reviewed and passed on what, in three months around today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from zoneinfo import ZoneInfo

from advocacy.demonstration.company import SEED
from advocacy.demonstration.editing import Editing
from advocacy.demonstration.ground import Ground
from advocacy.demonstration.ideas import Ideas
from advocacy.demonstration.past import PastClock, Planner, as_person
from advocacy.demonstration.relaying import Relaying
from advocacy.demonstration.staff import Staff
from advocacy.insights.counting_heads import count_heads
from advocacy.insights.gathering import gather
from advocacy.roles import Actor
from advocacy.wiring import wiring


@dataclass
class Library:
    """Plans the library, each part by its own hand; `work_off` does what a worker would have done by then."""

    staff: Staff
    clock: PastClock
    zone: ZoneInfo
    plan: Planner
    work_off: Callable[[], None]

    def happen_later(self) -> None:
        """Plan everything."""
        # Chance of its own: what is added here changes nothing of the rest of the company.
        chance = Random(SEED + 1)  # noqa: S311 - the same library at every load, and no secret in it
        today = self.staff.day
        contents: dict[str, int] = {}
        ground = Ground(today, self.plan, contents, self._agency)
        ground.happen_later()
        ideas = Ideas(self.staff, chance, self.plan, contents, self.work_off)
        ideas.happen_later()
        editing = Editing(today, self.zone, self.plan, ground.objectives, self._writer, contents)
        editing.happen_later(ideas.becoming)
        Relaying(self.staff, self.clock, today, chance, self.plan, contents).happen_later()
        for days_ago in (75, 50, 25, 5, 0):
            self.plan(days_ago, 20, self.work_off)
        self.plan(0, 23.95, _count)

    def _agency(self) -> list[int]:
        """The people of the agency."""
        return [one.id for one in self.staff.members if one.number.startswith("X")]

    def _writer(self) -> Actor:
        """Whoever of the agency writes most."""
        actor = as_person(self._agency()[0])
        assert actor is not None
        return actor


def _count() -> None:
    """Count heads and what contents brought, as the worker does all day."""
    count_heads(wiring())
    gather(wiring())
