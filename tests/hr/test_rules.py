"""What a register is asked for, and how the numbers of departments add up."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.charter.rules.standing import Standing
from advocacy.errors import Problems, Refused
from advocacy.hr.rules.exports import (
    AT_ONCE,
    ExportFormat,
    chosen_format,
    is_written_later,
    may_still_have,
)
from advocacy.hr.rules.tallies import Count, Node, view
from advocacy.hr.rules.wanted import Edge, Sort, Wanted, Who, read
from advocacy.people.rules import Kind

TODAY = date(2026, 5, 4)

ids = st.none() | st.integers(0, 2**31 - 1)
words = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=40).map(
    str.strip
)
wishes = st.builds(
    Wanted,
    version_id=ids,
    day=st.none() | st.dates(date(2000, 1, 1), date(2026, 5, 3)),
    who=st.none() | st.sampled_from(Who),
    employer_id=ids,
    site_id=ids,
    department_id=ids,
    manager=words,
    kind=st.none() | st.sampled_from(Kind),
    text=words,
    without_mail=st.booleans(),
    sort=st.sampled_from(Sort),
)


@given(wishes)
def test_what_is_written_into_an_address_is_read_back(wanted: Wanted) -> None:
    assert read(wanted.arguments(), today=TODAY) == wanted


@given(
    st.dictionaries(
        st.sampled_from(["after", "before", "version", "department", "text"]), st.text(max_size=20)
    )
)
def test_an_odd_address_is_read_without_a_fault(arguments: dict[str, str]) -> None:
    wanted = read(arguments, today=TODAY)
    assert (wanted.version_id or 0) <= 2**31 - 1
    assert "\x00" not in wanted.text


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(Problems) as refused:
        read({"day": "31/05/2026", "who": "everyone", "sort": "luck"}, today=TODAY)
    problems = refused.value.problems
    assert [problem.values.get("typed") for problem in problems] == [
        "31/05/2026",
        "everyone",
        "luck",
    ]


def test_the_register_knows_no_day_to_come() -> None:
    with pytest.raises(Problems, match="cannot tell what will be"):
        read({"day": "2026-05-05"}, today=TODAY)
    assert read({"day": "2026-05-04"}, today=TODAY).day is None


def test_an_id_that_is_none_finds_nothing() -> None:
    assert read({"department": "shoes"}, today=TODAY).department_id == 0
    assert read({"department": "99999999999"}, today=TODAY).department_id == 0
    assert read({"department": "²"}, today=TODAY).department_id == 0


def test_an_edge_is_read_back() -> None:
    for edge in (Edge(7), Edge(7, date(2026, 6, 1))):
        assert read({"after": str(edge)}, today=TODAY).after == edge
    assert read({"after": "7.never"}, today=TODAY).after is None
    assert read({"after": "Martin"}, today=TODAY).after is None


def test_to_do_means_owed_or_overdue() -> None:
    assert Who.TO_DO.standings == (Standing.OWED, Standing.OVERDUE)
    assert Who.LEFT.standings == (Standing.LEFT,)


TREE = (
    Node(1, None, "Retail", "1/"),
    Node(3, 1, "Shoes", "1/3/"),
    Node(5, 3, "Boots", "1/3/5/"),
    Node(4, 1, "Hats", "1/4/"),
    Node(2, None, "Offices", "2/"),
)


def counted(*counts: tuple[int | None, Standing, int]) -> list[Count]:
    return [Count(department, standing, people, without_mail=1) for department, standing, people in counts]


COUNTS = counted(
    (1, Standing.OWED, 1),
    (3, Standing.ACKNOWLEDGED, 2),
    (5, Standing.OVERDUE, 4),
    (5, Standing.LEFT, 8),
    (4, Standing.OBJECTED, 16),
    (2, Standing.EXEMPT, 32),
    (None, Standing.OWED, 64),
)


def test_a_department_counts_all_below_it() -> None:
    found = view(TREE, COUNTS, None)
    assert found is not None
    assert [(branch.id, branch.tally.everyone) for branch in found.branches] == [(1, 31), (2, 32), (None, 64)]
    assert found.total.everyone == 127
    assert found.total.concerned == 1 + 2 + 4 + 16 + 64
    assert [branch.has_parts for branch in found.branches] == [True, False, False]


def test_one_level_down_those_of_the_department_itself_come_first() -> None:
    found = view(TREE, COUNTS, 1)
    assert found is not None
    assert [(branch.id, branch.alone, branch.tally.everyone) for branch in found.branches] == [
        (1, True, 1),
        (3, False, 14),
        (4, False, 16),
    ]
    assert found.total.everyone == 31
    assert [node.name for node in found.trail] == ["Retail"]


def test_a_department_without_parts_is_one_line() -> None:
    found = view(TREE, COUNTS, 5)
    assert found is not None
    assert [(branch.id, branch.alone, branch.tally["overdue"]) for branch in found.branches] == [
        (5, False, 4)
    ]
    assert [node.name for node in found.trail] == ["Retail", "Shoes", "Boots"]


def test_who_left_is_not_among_those_without_mail() -> None:
    found = view(TREE, COUNTS, 5)
    assert found is not None
    assert found.total.without_mail == 1


def test_the_only_highest_department_is_opened() -> None:
    seen = tuple(node for node in TREE if node.path.startswith("1/"))
    found = view(seen, COUNTS[:5], None)
    assert found is not None
    assert [branch.id for branch in found.branches] == [1, 3, 4]
    elsewhere = view(seen, COUNTS, None)
    assert elsewhere is not None
    assert [branch.id for branch in elsewhere.branches] == [1, None]


def test_a_part_of_the_tree_begins_where_sight_begins() -> None:
    seen = tuple(node for node in TREE if node.id in {3, 5, 4})
    found = view(seen, COUNTS[1:5], None)
    assert found is not None
    assert [(branch.id, branch.tally.everyone) for branch in found.branches] == [(3, 14), (4, 16)]
    assert view(seen, COUNTS, 1) is None


def test_nobody_counted_is_a_level_of_zeros() -> None:
    found = view(TREE, [], None)
    assert found is not None
    assert [branch.tally.everyone for branch in found.branches] == [0, 0]
    assert view((), [], None) is not None


def test_csv_is_never_left_to_the_worker() -> None:
    assert not is_written_later(ExportFormat.CSV, 10_000_000, most=200_000)
    assert not is_written_later(ExportFormat.XLSX, AT_ONCE, most=200_000)
    assert is_written_later(ExportFormat.XLSX, AT_ONCE + 1, most=200_000)
    with pytest.raises(Refused, match="Export it as CSV instead"):
        is_written_later(ExportFormat.XLSX, 200_001, most=200_000)


def test_only_known_formats_are_exported() -> None:
    assert chosen_format("xlsx") is ExportFormat.XLSX
    with pytest.raises(Refused, match="CSV or XLSX"):
        chosen_format("exe")


@pytest.mark.parametrize(
    ("held", "written", "may"),
    [
        (None, None, True),
        (None, [1], True),
        ({1}, None, False),
        ({1}, [1], True),
        ({1, 2}, [1], True),
        ({1}, [1, 2], False),
        (set(), [], True),
    ],
)
def test_a_file_is_for_who_may_export_all_that_is_in_it(held, written, may):
    assert may_still_have(held, written) is may
