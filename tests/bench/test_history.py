"""The past that the bench makes is one that the product could have made."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from advocacy.answers.models import AnswerWords, PublicAnswer
from advocacy.db import db
from advocacy.hr.queries.trainings import Counted, by_department, by_module_and_month
from advocacy.training.models import Certificate, Completion, Cycle
from bench.history import MODULES, a_history
from bench.scratch import scratch


def _count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize("turns", [1, 3])
def test_every_completion_has_its_cycle_its_certificate_and_its_place_in_the_tally(
    turns: int,
) -> None:
    people = 30
    with (
        scratch(engines=("sqlite",)) as place,
        a_history(place, "sqlite", turns * people * MODULES, people) as it,
        it.app.app_context(),
    ):
        made = turns * people * MODULES + 1
        assert it.completions == made
        assert [_count(one) for one in (Completion, Cycle, Certificate)] == [made] * 3
        assert db.session.scalar(select(func.max(Cycle.number))) == turns
        years = [Counted(year) for year in (2024, 2025, 2026)]
        session = db.session()
        assert made == sum(
            total.completions
            for year in years
            for _module, _month, total in by_module_and_month(session, year)
        )
        assert made == sum(one.completions for year in years for one in by_department(session, year).values())
        db.session.remove()


def test_every_answer_has_its_words_and_a_tenth_is_flagged() -> None:
    with (
        scratch(engines=("sqlite",)) as place,
        a_history(place, "sqlite", 600, 30) as it,
        it.app.app_context(),
    ):
        assert it.answers == _count(PublicAnswer) == _count(AnswerWords) == 601
        assert db.session.scalar(select(func.count()).where(~PublicAnswer.eligible)) == 60
        db.session.remove()
