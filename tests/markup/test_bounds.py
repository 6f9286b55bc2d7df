"""Texts that would take too long to read are refused with a sentence, before they are read."""

import re

import pytest

from advocacy.errors import Refused
from advocacy.markup import render
from advocacy.markup.bounds import LONGEST_BLOCK, LONGEST_TEXT, check_bounds


def lines(pattern: str, count: int) -> str:
    return "\n\n".join(pattern.format(number) for number in range(count))


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("a\n\n" * (LONGEST_TEXT // 3 + 2), "has 200,003 characters; the most that can be read is 200,000"),
        ("ok\n\n" + "a" * (LONGEST_BLOCK + 1), "Line 3 starts a paragraph of more than 10,000 characters"),
        ("ok\n\n\n" + "[" * 251, "Line 4 starts a paragraph with more than 250 opening brackets"),
        ("## x" + "{" * 101, "Line 1 starts a paragraph with more than 100 braces"),
        ("a\n" * 252, "Line 1 starts more than 250 lines without a blank one between"),
        (lines("[" * 200, 26), "more than 5,000 opening brackets"),
        (lines("x[^{}]", 501), "more than 500 footnote marks"),
        (lines("*[A{}]: x", 101), "more than 100 abbreviations"),
        (lines("!!! do", 501), "more than 500 boxes"),
        (lines("a\n:   b", 501), "more than 500 definitions"),
        ("ok\n" + ">" * 9 + " a", "Line 2 is nested too deeply"),
        ("\n\nok\n\n> > > > > > > > > a", "Line 5 is nested too deeply"),
        ("- a\n" + " " * 52 + "- b", "Line 2 is nested too deeply"),
        ("- a\n" + "\t" * 13 + "- b", "Line 2 is nested too deeply"),
    ],
)
def test_what_passes_a_bound_is_refused(source: str, sentence: str) -> None:
    with pytest.raises(Refused) as refusal:
        render(source, language="en")
    assert re.search(sentence, str(refusal.value))


@pytest.mark.parametrize(
    "source",
    [
        "a" * LONGEST_BLOCK,
        "a\n\n" * (LONGEST_TEXT // 3),
        "[" * 250,
        "> " * 8 + "a",
        "a\n" * 250,
        "**Vous** pouvez [parler](https://a.fr) de votre *travail*. " * 150,
    ],
)
def test_what_stays_within_the_bounds_is_read(source: str) -> None:
    check_bounds(source)


MARKS = ["*", "**a", "*a_", "a**b_ ", "`", "`a ", "``a` ", "\\", "<", "<!--", "<a@", "&", "- ", "1. "]
MARKS += ["- > ", "|-", "a\t", "*x*{#a} ", "!!! ", " ", "[a](", "![", "[a](<b", "[^1]"]
BLOCKS = ["---\n", "- a\n", "a|b\n-|-\n", "## x\n"]


@pytest.mark.parametrize("block", MARKS + BLOCKS)
def test_a_hundred_kilobytes_of_one_mark_are_refused_unread(block: str) -> None:
    with pytest.raises(Refused):
        check_bounds((block * 100_000)[:100_000])


@pytest.mark.parametrize("block", MARKS + BLOCKS)
def test_the_same_mark_in_paragraphs_is_read(block: str) -> None:
    paragraph = (block * 90)[:90].strip() + " word"
    assert render("\n\n".join([paragraph] * 20), language="en").html.count("word") >= 20
