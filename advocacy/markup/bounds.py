"""What is too long or too tangled to read in a moment, told by counting, before the reader sees it.

Python-Markdown takes time that grows with the square of some things: brackets that never close, notes,
abbreviations. A charter holds a handful of each; the bounds are far above any real text. With them the worst
of some eighty hostile shapes of 200,000 characters took five seconds on a busy machine, a charter of 1,500
words ten milliseconds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from advocacy.errors import N_, Refused

LONGEST_TEXT = 200_000
LONGEST_BLOCK = 10_000
DEEPEST_QUOTE = 8
DEEPEST_INDENT = 48

_QUOTE_MARKS = re.compile(r"[ >]*")


@dataclass(frozen=True)
class _Bound:
    """At most ``most`` occurrences of ``mark`` within one block, or within the whole text."""

    mark: re.Pattern[str]
    most: int
    sentence: str


_IN_A_BLOCK = (
    _Bound(
        re.compile(r"\["),
        250,
        N_("Line %(line)s starts a paragraph with more than %(most)s opening brackets “[”."),
    ),
    _Bound(
        re.compile(r"\{"), 100, N_("Line %(line)s starts a paragraph with more than %(most)s braces “{”.")
    ),
    _Bound(
        re.compile(r"\n"),
        250,
        N_("Line %(line)s starts more than %(most)s lines without a blank one between."),
    ),
)
_IN_THE_TEXT = (
    _Bound(re.compile(r"\["), 5_000, N_("This text has more than %(most)s opening brackets “[”.")),
    _Bound(re.compile(r"\[\^"), 500, N_("This text has more than %(most)s footnote marks.")),
    _Bound(
        re.compile(r"^ {0,3}\*\[", re.MULTILINE),
        100,
        N_("This text explains more than %(most)s abbreviations."),
    ),
    _Bound(re.compile(r"^ *!!!", re.MULTILINE), 500, N_("This text has more than %(most)s boxes.")),
    _Bound(re.compile(r"^ {0,3}:", re.MULTILINE), 500, N_("This text has more than %(most)s definitions.")),
)


def check_bounds(text: str) -> None:
    """Raise Refused, naming the line where there is one, when canonical ``text`` passes a bound."""
    if len(text) > LONGEST_TEXT:
        raise Refused(
            "This text has %(length)s characters; the most that can be read is %(most)s.",
            length=len(text),
            most=LONGEST_TEXT,
        )
    for bound in _IN_THE_TEXT:
        if _count(bound.mark, text) > bound.most:
            raise Refused(bound.sentence, most=bound.most)
    for line, block in _blocks(text):
        _check_block(line, block)
    for number, line_text in enumerate(text.split("\n"), start=1):
        _check_depth(number, line_text)


def _check_block(line: int, block: str) -> None:
    if len(block) > LONGEST_BLOCK:
        raise Refused(
            "Line %(line)s starts a paragraph of more than %(most)s characters: put blank lines in it.",
            line=line,
            most=LONGEST_BLOCK,
        )
    for bound in _IN_A_BLOCK:
        if _count(bound.mark, block) > bound.most:
            raise Refused(bound.sentence, line=line, most=bound.most)


def _check_depth(number: int, line: str) -> None:
    marks = _QUOTE_MARKS.match(line.expandtabs(4))
    lead = marks.group() if marks else ""
    if lead.count(">") > DEEPEST_QUOTE or len(lead) > DEEPEST_INDENT:
        raise Refused("Line %(line)s is nested too deeply.", line=number)


def _count(mark: re.Pattern[str], text: str) -> int:
    return sum(1 for _found in mark.finditer(text))


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Each run of lines without a blank one between, with the number of its first line."""
    start, lines = 1, list[str]()
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            start = start if lines else number
            lines.append(line)
        elif lines:
            yield start, "\n".join(lines)
            lines = []
    if lines:
        yield start, "\n".join(lines)
