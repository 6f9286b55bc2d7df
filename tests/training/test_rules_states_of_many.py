"""Where many people stand at one instant: as if each were judged alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from advocacy.training.rules.states import Judge, TrainingFacts, holding, stand
from tests.training.test_rules_states import DAY, DONE, LAPSE, SECOND, anything, facts, instants


def _later(some: TrainingFacts, by: timedelta) -> TrainingFacts:
    """The same facts with everything completed so much later."""
    return replace(some, done=tuple(replace(one, completed_at=one.completed_at + by) for one in some.done))


alike = st.builds(
    lambda some, others: [some, *(_later(some, by) for by in others)],
    anything,
    st.lists(st.timedeltas(-3 * DAY, 3 * DAY), max_size=4),
)
crowds = st.lists(alike, max_size=3).map(lambda groups: [one for group in groups for one in group])


@given(crowds, instants)
def test_whoever_is_judged_with_others_stands_as_if_judged_alone(
    people: list[TrainingFacts], at: datetime
) -> None:
    judge = Judge(at)
    for some in people:
        terms = tuple(bond.terms for bond in some.bonds)
        alone = holding(some.done, terms, some.zone, some.absences, at)
        assert judge.stand(some) == stand(some, at)
        assert judge.holding(some.done, terms, some.zone, some.absences) == alone


def test_those_who_completed_on_one_day_keep_their_own_second() -> None:
    judge = Judge(LAPSE - SECOND)
    first, second = (judge.stand(_later(facts(DONE), by)) for by in (0 * SECOND, 9 * SECOND))
    assert (first.completed_at, second.completed_at) == (DONE.completed_at, DONE.completed_at + 9 * SECOND)
    assert first.lapses_at == second.lapses_at == LAPSE
