"""What the bench makes of what it measured."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest

from bench.harness import Bar, Line, by_turns, percentile, table


def playing(values: Sequence[float]) -> Callable[[], float]:
    """Something that is measured with these results, one after another."""
    return iter(values).__next__


def test_each_round_is_compared_with_the_anchors_on_both_its_sides() -> None:
    rounds = by_turns(playing([20, 30]), playing([10, 11, 10]), rounds=2)
    assert rounds.ratios == [pytest.approx(20 / 10.5), pytest.approx(30 / 10.5)]
    assert rounds.dropped == []


def test_what_could_not_be_measured_neither_holds_nor_falls_short() -> None:
    line = Line(
        "case", "–", "–", float("nan"), Bar(0.4, at_least=True), note="not measured: nothing to compare"
    )
    assert (line.verdict, line.holds) == ("not measured", True)
    assert "nan" not in table([line])


def test_a_round_between_anchors_that_differ_is_dropped_and_measured_again() -> None:
    rounds = by_turns(playing([20, 20, 40]), playing([10, 12, 10, 10]), rounds=1)
    assert rounds.ratios == [4.0]
    assert len(rounds.dropped) == 2
    assert rounds.count == "1 of 3 rounds"


def test_a_machine_that_is_never_quiet_is_said_to_be_busy() -> None:
    rounds = by_turns(playing([10] * 4), playing([10, 20, 10, 20, 10]), rounds=2, most=4)
    assert not rounds.quiet
    line = Line("P0", "1", "1", rounds.ratio, Bar(1.0), quiet=rounds.quiet)
    assert line.verdict == "holds, but the machine was too busy to tell"


def test_one_odd_round_does_not_decide() -> None:
    rounds = by_turns(playing([10, 10, 90, 10, 10]), playing([10] * 6))
    assert rounds.ratio == 1.0


@pytest.mark.parametrize(
    ("bar", "ratio", "holds"),
    [
        (Bar(12), 12.0, True),
        (Bar(12), 12.1, False),
        (Bar(0.95, at_least=True), 0.95, True),
        (Bar(0.95, at_least=True), 0.94, False),
    ],
)
def test_a_bar_is_met_from_its_own_side(bar: Bar, ratio: float, holds: bool) -> None:
    assert bar.holds(ratio) is holds


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile([3, 1, 2], 0.5) == 2
    assert percentile([3, 1, 2], 1.0) == 3
    with pytest.raises(ValueError, match="No values"):
        percentile([], 0.5)


def test_the_table_says_case_ratio_bar_and_verdict() -> None:
    drawn = table([Line("P16 1,000,000 lines", "9.0 s", "1.0 s", 9.0, Bar(12), note="sha256sum")])
    cells = re.split(r"\s{2,}", drawn.splitlines()[2])
    assert cells == ["P16 1,000,000 lines", "9.0 s", "1.0 s", "9.00", "≤ 12", "holds"]
    assert drawn.endswith("P16 1,000,000 lines: sha256sum")
