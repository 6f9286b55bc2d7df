"""Everything an author should mend, at once, each with its line."""

import pytest

from advocacy.charter.wording import check_text


def told(source: str) -> list[str]:
    return [str(problem) for problem in check_text(source, "en")]


def test_a_sound_text_has_no_problem() -> None:
    source = (
        "Hello.\n\n## A {#a}\n\n#hashtag [x](https://a.fr) [y](#b) <https://b.fr> & a < b\n\n### Under\n\n"
        '!!! do\n    x\n\n!!! dont "At"\n    y\n\n***\n\n## B\n\na | b\n--|--\n1 | 2\n\nx[^1]\n\n[^1]: n'
    )
    assert told(source) == []


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("# Title", "Line 3: the title of the text is not part of it; clauses start with ##."),
        (" ## Title", "Line 3: a heading starts the line and has a space and a title after its #."),
        ("##Title", "Line 3: a heading starts the line and has a space and a title after its #."),
        ("##", "Line 3: a heading starts the line and has a space and a title after its #."),
        (
            "## B {#É}",
            "Line 3: an id is written {#like-this}: small letters without accents, digits, hyphens.",
        ),
        (
            "## B {b}",
            "Line 3: an id is written {#like-this}: small letters without accents, digits, hyphens.",
        ),
        ("#### B", "Line 3: the heading “B” skips a level."),
        ("!!! danger", "Line 3: a box starts with !!! and one of do, dont, note, warning."),
        ("!!! don't", "Line 3: a box starts with !!! and one of do, dont, note, warning."),
        ("!!! do it", "Line 3: a box starts with !!! and one of do, dont, note, warning."),
        (
            "x <script>y</script>",
            "Line 3: <script> is HTML, which readers would see as typed; use Markdown.",
        ),
        ("a\u202eb", "Line 3 holds an invisible character, U+202E, at place 2."),
        ("![x](https://a.fr/x.png)", "Line 3: a text here shows no picture; only its words would stay."),
        ("[x](/hr)", "Line 3: /hr is not a full address; start it with https:// or mailto:."),
        ("[x](//b.fr)", "Line 3: //b.fr is not a full address; start it with https:// or mailto:."),
        (
            "[x](javascript:y)",
            "Line 3: javascript:y is not a full address; start it with https:// or mailto:.",
        ),
        ("[x]()", "Line 3: () is not a full address; start it with https:// or mailto:."),
        ("[x](#nowhere)", "Line 3: no heading of this text has the id nowhere."),
    ],
)
def test_what_would_say_something_else_is_told_with_its_line(line: str, sentence: str) -> None:
    assert told(f"## A\nx\n{line}\n\nwords") == [sentence]


def test_a_heading_made_by_underlining_is_told() -> None:
    assert told("## A\n\nTitle\n---\n\nx") == [
        "Line 4: leave a blank line before a rule; headings are written with ##."
    ]


def test_problems_come_by_line_with_the_clause_they_fall_under() -> None:
    problems = check_text("!!! oops\n\n## A\n\n##b\n\n## A\n", "fr")
    assert [(problem.values["line"], problem.values["clause"]) for problem in problems] == [
        (1, ""),
        (5, "A"),
        (7, "A"),
        (7, "A"),
    ]


def test_a_text_too_large_to_read_is_one_problem() -> None:
    assert told("## A\n\n" + "x" * 10_001) == [
        "Line 3 starts a paragraph of more than 10,000 characters: put blank lines in it."
    ]


def test_hostile_text_is_told_and_never_raises() -> None:
    assert len(told("## <img src=x onerror=alert(1)> {onclick=alert(1)}\n\n<iframe>[x](data:y)\u2066\n")) == 5
