"""A text as its clauses, and what is said when it cannot be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacy.charter.clauses import clauses, language_problems, split
from advocacy.errors import Problems, Refused
from advocacy.markup import render

TEXT = """Before all else.

## *Speaking* up {#speak}

You may.

### How

- kindly
    - very

## L’après

    ## not a heading

Done.
"""


def sentences(source: str) -> list[str]:
    with pytest.raises(Problems) as refusal:
        clauses(source)
    return [str(problem) for problem in refusal.value.problems]


def test_each_heading_of_the_second_level_is_a_clause() -> None:
    found = clauses(TEXT)
    assert [(clause.id, clause.title, clause.position, clause.line) for clause in found] == [
        ("preamble", "", 0, 1),
        ("speak", "Speaking up", 1, 3),
        ("l-apres", "L’après", 2, 12),
    ]
    assert found[0].source == "Before all else.\n"
    assert found[1].source == "You may.\n\n### How\n\n- kindly\n    - very\n"
    assert found[2].source == "    ## not a heading\n\nDone.\n"


def test_a_text_that_starts_with_a_heading_has_no_preamble() -> None:
    assert [clause.id for clause in clauses("\n\n## A\n\nb")] == ["a"]


@pytest.mark.parametrize("source", ["", "Only words.", "### Too low\n\nwords", "    ## code", "#hashtag"])
def test_a_text_without_a_clause_is_refused(source: str) -> None:
    assert sentences(source)[0].startswith("This text has no clause")


def test_an_id_that_comes_twice_is_refused_with_both_lines() -> None:
    source = "## A\n\nx\n\n## B {#a}\n\ny\n\n## A\n\nz"
    assert sentences(source) == [
        "Line 5: the clause “B” has the same id, a, as line 1.",
        "Line 9: the clause “A” has the same id, a, as line 1.",
    ]


def test_a_clause_cannot_take_the_id_of_the_preamble() -> None:
    assert sentences("words\n\n## Preamble\n\nx") == [
        "Line 3: the clause “Preamble” has the same id, preamble, as line 1."
    ]


@pytest.mark.parametrize("nothing", ["", "\n\n   ", "\n***\n", "\n!!!"])
def test_an_empty_clause_is_refused_by_name(nothing: str) -> None:
    assert sentences(f"## A\n\nx\n\n## B b {nothing}\n\n## C\n\ny") == ["Line 5: the clause “B b” is empty."]


def test_every_problem_is_told_at_once() -> None:
    assert len(sentences("## A\n## A\n## A")) == 5


def test_more_clauses_than_anyone_reads_are_refused() -> None:
    assert sentences("\n\n".join(f"## A{number}\n\nx" for number in range(201))) == [
        "This text has more than 200 clauses."
    ]


def test_a_text_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(Refused, match="nested too deeply"):
        clauses("## A\n\n" + ">" * 20)


MARKS = [
    "## A",
    "## B {#b}",
    "# C",
    "- x",
    "    ## D",
    "> ## E",
    "a | b",
    "-|-",
    "[^1]: n",
    "    y",
    "",
    "",
    "##",
    "!!! do",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(MARKS), max_size=12), st.sampled_from(["\n", "\r\n", "\r"]))
def test_what_is_split_is_what_is_shown(lines: list[str], end: str) -> None:
    source = end.join(lines)
    shown = [heading.id for heading in render(source, language="en").outline if heading.level == 2]
    assert [clause.id for clause in split(source) if clause.title] == shown


def test_languages_with_the_same_clauses_agree() -> None:
    assert (
        language_problems(
            {"fr": "## Un {#a}\n\nx\n\n## Deux {#b}\n\ny", "en": "## One {#a}\n\nx\n\n## B\n\ny"}
        )
        == []
    )


def test_a_clause_that_one_language_lacks_is_named() -> None:
    problems = language_problems(
        {"en": "## One {#a}\n\nx\n\n## C\n\ny", "fr": "## Un {#a}\n\nx\n\n## Bé\n\ny"}
    )
    assert [str(problem) for problem in problems] == [
        "The clause “Bé” (be, line 5 in “fr”) is missing in “en”.",
        "The clause “C” (c, line 5 in “en”) is missing in “fr”.",
    ]


def test_clauses_in_another_order_are_told_once() -> None:
    problems = language_problems(
        {"fr": "## A\n\nx\n\n## B\n\nx\n\n## C\n\nx", "en": "## B\n\nx\n\n## A\n\nx\n\n## C\n\nx"}
    )
    assert [str(problem) for problem in problems] == [
        "The clauses come in another order: at line 1 “en” has “B”, where “fr” has “A”."
    ]


def test_a_language_that_cannot_be_split_is_told_rather_than_compared() -> None:
    problems = language_problems({"fr": "## A\n\nx", "en": "words", "de": ">" * 20})
    assert [str(problem).partition(":")[0] for problem in problems] == [
        "This text has no clause",
        "Line 1 is nested too deeply.",
    ]
