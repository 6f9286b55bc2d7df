"""What is shown of teams and shares, attacked: sums, differences, bounds, and two readers side by side."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, count, product

from hypothesis import given, settings
from hypothesis import strategies as st

from advocacy.insights.rules.hiding import LEAST, Attendance, Cell, Sharing, in_steps, shown

Team = Cell[Attendance]


def leaf(key: Hashable, took_part: int, people: int) -> Team:
    return Cell(key, Attendance(took_part, people))


def team(key: Hashable, *parts: Team) -> Team:
    took_part = sum(part.group.took_part for part in parts)
    return Cell(key, Attendance(took_part, sum(part.group.people for part in parts)), parts)


def test_a_team_of_which_five_took_part_and_five_did_not_is_shown() -> None:
    assert set(shown(leaf("team", 5, 10))) == {"team"}


def test_a_team_of_which_four_took_part_is_hidden() -> None:
    assert not shown(leaf("team", 4, 40))


def test_a_team_of_which_four_did_not_take_part_is_hidden() -> None:
    assert not shown(leaf("team", 36, 40))


def test_a_small_team_takes_the_smallest_other_one_with_it() -> None:
    found = shown(team("all", leaf("small", 1, 4), leaf("middle", 8, 20), leaf("large", 30, 80)))
    assert set(found) == {"all", "large"}


def test_small_teams_that_are_together_large_enough_take_nobody_with_them() -> None:
    small = [leaf(("small", number), 3, 8) for number in range(2)]
    found = shown(team("all", *small, leaf("middle", 8, 20)))
    assert set(found) == {"all", "middle"}


def test_nothing_is_shown_below_what_is_hidden() -> None:
    inner = team("inner", leaf("large", 20, 60), leaf("larger", 30, 90))
    found = shown(team("all", leaf("small", 1, 4), inner, leaf("huge", 90, 400)))
    assert set(found) == {"all", "huge"}


def test_an_empty_team_hides_nobody() -> None:
    assert set(shown(team("all", leaf("empty", 0, 0), leaf("large", 30, 80)))) == {"all", "large"}


def test_two_teams_alike_are_not_hidden_by_turns() -> None:
    cells = team("all", leaf("small", 1, 4), leaf("one", 8, 20), leaf("other", 8, 20))
    assert {frozenset(shown(cells)) for _again in range(5)} == {frozenset({"all", "other"})}


def test_shares_of_four_people_are_hidden_however_many_they_are() -> None:
    assert not shown(Cell("content", Sharing(40, 4)))


def test_a_network_nobody_shared_on_hides_no_other() -> None:
    parts = (Cell("linkedin", Sharing(9, 9)), Cell("bluesky", Sharing(0, 0)))
    assert set(shown(Cell("content", Sharing(9, 9), parts))) == {"content", "linkedin"}


# Attacks


@st.composite
def teams(draw: st.DrawFn, most: int = 7, largest: int = 40) -> Team:
    """A tree of at most so many teams."""
    keys = count()
    left = draw(st.integers(1, most))

    def grow(room: int, depth: int) -> Team:
        if room == 1 or depth == 3:
            people = draw(st.integers(0, largest))
            return leaf(next(keys), draw(st.integers(0, people)), people)
        first = draw(st.integers(1, room - 1))
        second = draw(st.integers(1, room - first))
        rest = room - first - second
        parts = [grow(first, depth + 1), grow(second, depth + 1)]
        return team(next(keys), *parts, *([grow(rest, depth + 1)] if rest else []))

    return grow(left, 0)


def leaves(cell: Cell) -> Iterator[Cell]:
    """What is not divided further."""
    if not cell.parts:
        yield cell
    for part in cell.parts:
        yield from leaves(part)


def cells(cell: Cell) -> Iterator[Cell]:
    yield cell
    for part in cell.parts:
        yield from cells(part)


def equations(top: Cell, found: Mapping[Hashable, object]) -> list[list[Fraction]]:
    """What a reader knows: of each figure shown, which of the smallest teams it counts."""
    order = [one.key for one in leaves(top)]
    known = []
    for cell in cells(top):
        if cell.key in found:
            mine = {one.key for one in leaves(cell)}
            known.append([Fraction(int(key in mine)) for key in order])
    return known


def reduced(rows: Iterable[Sequence[Fraction]]) -> list[tuple[int, list[Fraction]]]:
    """The same equations solved as far as they go: (column of the first number, row)."""
    solved: list[tuple[int, list[Fraction]]] = []
    for row in rows:
        rest = without(solved, row)
        column = next((place for place, number in enumerate(rest) if number), None)
        if column is not None:
            solved.append((column, [number / rest[column] for number in rest]))
    return solved


def without(solved: list[tuple[int, list[Fraction]]], row: Sequence[Fraction]) -> list[Fraction]:
    """What is left of a row when what is known is taken away."""
    rest = list(row)
    for column, known in solved:
        factor = rest[column]
        rest = [number - factor * other for number, other in zip(rest, known, strict=True)]
    return rest


def told(top: Cell, found: Mapping[Hashable, object]) -> Iterator[list[Cell]]:
    """Every set of smallest teams whose sum follows from what is shown, by whatever sums and differences."""
    ends = list(leaves(top))
    solved = reduced(equations(top, found))
    for size in range(1, len(ends) + 1):
        for chosen in combinations(range(len(ends)), size):
            if not any(without(solved, [Fraction(int(place in chosen)) for place in range(len(ends))])):
                yield [ends[place] for place in chosen]


@given(teams())
@settings(max_examples=150)
def test_no_sum_or_difference_of_what_is_shown_tells_of_a_few(top: Team) -> None:
    for group in told(top, shown(top)):
        took_part = sum(one.group.took_part for one in group)
        people = sum(one.group.people for one in group)
        assert people == 0 or (took_part >= LEAST and people - took_part >= LEAST), [one.key for one in group]


@given(teams(most=4, largest=11))
@settings(max_examples=80)
def test_no_bound_pins_down_a_hidden_team(top: Team) -> None:
    """Who knows how large each team is knows that nobody counts twice and nobody less than none."""
    found = shown(top)
    ends = list(leaves(top))
    rows = [[int(number) for number in row] for row in equations(top, found)]
    sums = [sum(n * e.group.took_part for n, e in zip(row, ends, strict=True)) for row in rows]
    possible: list[set[int]] = [set() for _end in ends]
    for values in product(*(range(end.group.people + 1) for end in ends)):
        if all(
            sum(n * v for n, v in zip(row, values, strict=True)) == total
            for row, total in zip(rows, sums, strict=True)
        ):
            for place, value in enumerate(values):
                possible[place].add(value)
    for end, values in zip(ends, possible, strict=True):
        safe = end.group.is_safe or end.group.is_empty
        assert safe or len(values) > 1, f"{end} is one of {values}"


@given(teams(), st.data())
@settings(max_examples=80)
def test_two_readers_together_know_no_more_than_one(top: Team, data: st.DataObject) -> None:
    """A manager is shown some lines of what everybody could be shown, so their union is no more than that."""
    found = shown(top)
    keys = [cell.key for cell in cells(top)]
    mine, hers = (data.draw(st.sets(st.sampled_from(keys))) for _reader in range(2))
    seen = {key: found[key] for key in (mine | hers) & set(found)}
    for group in told(top, seen):
        people = sum(one.group.people for one in group)
        took_part = sum(one.group.took_part for one in group)
        assert people == 0 or took_part >= LEAST


PEOPLE = st.sets(st.integers(1, 12), max_size=9)


@given(st.lists(st.lists(PEOPLE, min_size=1, max_size=3), min_size=1, max_size=3))
@settings(max_examples=150)
def test_no_sum_or_difference_of_shares_tells_of_a_few_people(networks: list[list[set[int]]]) -> None:
    """Each wording has its own people; who shared two wordings is one person of the network's."""
    behind: dict[Hashable, set[int]] = {}
    parts = []
    for network, wordings in enumerate(networks):
        for wording, people in enumerate(wordings):
            behind[network, wording] = people
        below = tuple(
            Cell((network, wording), Sharing(len(people), len(people)))
            for wording, people in enumerate(wordings)
        )
        parts.append(Cell(network, Sharing(sum(map(len, wordings)), len(set().union(*wordings))), below))
    everybody: set[int] = set().union(*behind.values())
    top = Cell("content", Sharing(sum(map(len, behind.values())), len(everybody)), tuple(parts))
    for group in told(top, shown(top)):
        people: set[int] = set().union(*(behind[one.key] for one in group))
        assert not people or len(people) >= LEAST


@given(st.integers(0, 10_000), st.integers(0, 4))
def test_one_more_share_is_not_told_of(shares: int, more: int) -> None:
    assert in_steps(shares) <= shares < in_steps(shares) + 5
    assert (in_steps(shares + more) - in_steps(shares)) in {0, 5}
