"""Setting objectives, noting their figures, reviewing and closing them."""

from __future__ import annotations

from datetime import date

from advocacy.errors import NotVisible
from advocacy.library.actions.showing import person_id
from advocacy.library.events.objectives import (
    ObjectiveChanged,
    ObjectiveClosed,
    ObjectiveFigureNoted,
    ObjectiveReviewed,
    ObjectiveSet,
)
from advocacy.library.models import Objective, ObjectiveFigure, ObjectiveReview
from advocacy.library.queries import objectives as queries
from advocacy.library.queries.owners import APPROVERS, check_owner
from advocacy.library.rules import objectives as rules
from advocacy.library.rules.objectives import Plan
from advocacy.library.rules.words import Aim, Measure, Verdict
from advocacy.roles import Can
from advocacy.work import Work


def set_objective(work: Work, plan: Plan, *, aim: Aim, measure: Measure, owner_id: int) -> int:
    """Set an objective; its id. Raises Refused: its names, figure, days, its owner."""
    work.actor.require(Can.SET_OBJECTIVE)
    rules.check_plan(plan, today=work.today)
    check_owner(work.session, owner_id, APPROVERS, day=work.today)
    made = Objective(aim=aim, measure=measure, owner_id=owner_id, created_at=work.now, **_values(plan))
    work.session.add(made)
    work.session.flush()
    work.record(ObjectiveSet(objective_id=made.id, called=made.name_en, aim=aim.value))
    return made.id


def change_objective(
    work: Work, objective_id: int, plan: Plan, *, aim: Aim, measure: Measure, owner_id: int
) -> None:
    """Want something else. Raises Refused as `set_objective` does, and for a closed objective."""
    found = _open(work, objective_id)
    rules.check_plan(plan, today=work.today, planned=found.review_on)
    if owner_id != found.owner_id:
        check_owner(work.session, owner_id, APPROVERS, day=work.today)
    values = {**_values(plan), "aim": aim, "measure": measure, "owner_id": owner_id}
    if all(getattr(found, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(found, name, value)
    work.record(ObjectiveChanged(objective_id=found.id, called=found.name_en))


def review_objective(
    work: Work, objective_id: int, *, verdict: Verdict, note: str, next_review_on: date | None
) -> None:
    """Sign a review, with the figure of this moment; to stop closes the objective.

    Raises Refused for a closed objective, no note, or no day for the next review when it goes on.
    """
    found = _open(work, objective_id)
    rules.check_review(verdict, note, next_review_on, today=work.today)
    stops = verdict is Verdict.STOP
    figure = queries.objective(work.session, objective_id).figure or 0
    work.session.add(
        ObjectiveReview(
            objective_id=found.id,
            verdict=verdict,
            note=note.strip(),
            figure=figure,
            next_review_on=None if stops else next_review_on,
            by_id=person_id(work),
            at=work.now,
        )
    )
    called = found.name_en
    work.record(ObjectiveReviewed(objective_id=found.id, called=called, verdict=verdict.value, figure=figure))
    if stops:
        _close(work, found)
    elif next_review_on is not None:
        found.review_on = next_review_on


def note_figure(work: Work, objective_id: int, *, day: date, figure: int, source: str) -> None:
    """Note the figure of a day by hand; noted again, the later one holds."""
    work.actor.require(Can.SEE_CONTENT)
    found = _objective(work, objective_id)
    rules.check_open(closed=found.closed_at is not None)
    rules.check_figure(found.measure, day, figure, source, today=work.today)
    row = ObjectiveFigure(
        objective_id=found.id,
        day=day,
        figure=figure,
        source=source.strip(),
        by_id=person_id(work),
        at=work.now,
    )
    work.session.add(row)
    event = ObjectiveFigureNoted(objective_id=found.id, called=found.name_en, day=day, figure=figure)
    work.record(event)


def close_objective(work: Work, objective_id: int) -> None:
    """Give the objective to no content any more; what was stays."""
    _close(work, _open(work, objective_id))


def _close(work: Work, found: Objective) -> None:
    found.closed_at = work.now
    work.record(ObjectiveClosed(objective_id=found.id, called=found.name_en))


def _open(work: Work, objective_id: int) -> Objective:
    work.actor.require(Can.SET_OBJECTIVE)
    found = _objective(work, objective_id)
    rules.check_open(closed=found.closed_at is not None)
    return found


def _objective(work: Work, objective_id: int) -> Objective:
    found = work.lock(Objective, objective_id)
    if found is None:
        raise NotVisible
    return found


def _values(plan: Plan) -> dict[str, object]:
    return {**vars(plan), "name_fr": plan.name_fr.strip(), "name_en": plan.name_en.strip()}
