"""The dossier of a binding version, per employer: the order of its steps, and from when the version binds.

Code du travail L1321-4: the works council's opinion first; then publicity and deposit; the copy to the
inspector goes with the publicity. R1321-1 (publicity by any means), R1321-2 (deposit at the registry of the
labour court), R1321-3 (the month runs from the later of the two), R1321-4 (copy to the inspector).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from advocacy.charter.rules.words import DossierStep
from advocacy.errors import Refused

Done = Mapping[DossierStep, date]
"""The steps that are done, and when."""


def check_step(done: Done, step: DossierStep, done_on: date, *, today: date) -> None:
    """Raise Refused for a step in the future, a second time, or before the works council's opinion."""
    if done_on > today:
        raise Refused("%(day)s has not come yet: a step is recorded once it is done.", day=done_on)
    if step in done:
        raise Refused("This step is recorded already. Take it back first if it was wrong.")
    if step is DossierStep.WORKS_COUNCIL:
        return
    opinion = done.get(DossierStep.WORKS_COUNCIL)
    if opinion is None:
        raise Refused("The works council’s opinion comes first (Code du travail, L1321-4).")
    if done_on < opinion:
        raise Refused(
            "This step cannot come on %(day)s, before the works council’s opinion of %(opinion)s.",
            day=done_on,
            opinion=opinion,
        )


def check_taking_back(done: Done, step: DossierStep) -> None:
    """Raise Refused for the opinion while later steps stand on it."""
    if step is DossierStep.WORKS_COUNCIL and len(done) > 1:
        raise Refused("Take back the later steps first: they stand on the works council’s opinion.")


def missing_steps(done: Done) -> tuple[DossierStep, ...]:
    """The steps still to do, in their order."""
    return tuple(step for step in DossierStep if step not in done)


def one_month_after(day: date) -> date:
    """The same day of the next month, or its last day (Code de procédure civile, art. 641)."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def earliest_effect(done: Done) -> date | None:
    """The first day a version may bind: a month after the later of publicity and deposit."""
    publicity, deposit = done.get(DossierStep.PUBLICITY), done.get(DossierStep.DEPOSIT)
    if publicity is None or deposit is None:
        return None
    return one_month_after(max(publicity, deposit))


def binding_day(done: Done, *, live_on: date) -> date | None:
    """From which day a version in force since `live_on` binds; None while a step is missing."""
    earliest = earliest_effect(done)
    if earliest is None or missing_steps(done):
        return None
    return max(earliest, live_on)
