"""From the arguments of an address to what is asked of the register: version, instant, day, who looks."""

from __future__ import annotations

from datetime import date

from advocacy.access import current_actor
from advocacy.charter.queries.standing import end_of
from advocacy.db import db
from advocacy.hr.queries import versions
from advocacy.hr.queries.register import Asking
from advocacy.hr.queries.versions import Chosen
from advocacy.hr.rules.wanted import Wanted
from advocacy.languages import language
from advocacy.moment import now, today
from advocacy.wiring import wiring


def choose(version_id: int | None, day: date | None = None) -> Chosen:
    """The versions offered, and the one to show, as of `day` (None: today)."""
    zone = wiring().settings.time_zone
    at = end_of(day, zone) if day else now()
    return versions.chosen(db.session(), version_id, at=at, zone=zone, language=language())


def asking_of(chosen: Chosen, wanted: Wanted) -> Asking | None:
    """The register to read; None when there is no such version, or nothing was in force."""
    if chosen.asked is None:
        return None
    zone = wiring().settings.time_zone
    return Asking(
        asked=chosen.asked,
        at=end_of(wanted.day, zone) if wanted.day else now(),
        day=wanted.day or today(),
        today=today(),
        visible_to=current_actor(),
    )
