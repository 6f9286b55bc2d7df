"""Reading the lines of a quiz: which question they belong to, and all that is wrong with them, by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from advocacy.errors import Problems, Refused
from advocacy.markup import canonical_text
from advocacy.markup.canonical import INVISIBLE
from advocacy.markup.tree import CHOSEN_ID

LONGEST_QUIZ = 60_000
MOST_QUESTIONS = 50
MOST_OPTIONS = 10
LONGEST_QUESTION = 500
LONGEST_OPTION = 500
LONGEST_EXPLANATION = 2000

_HEADING = re.compile(r"##[ \t]+(?P<text>\S.*?)[ \t]*(?:\{(?P<attributes>[^{}]*)\}[ \t]*)?")
_OPTION = re.compile(r"[-*][ \t]+\[(?P<tick>[^\]]?)\](?:[ \t]+(?P<text>\S.*))?")
_ATTRIBUTES = re.compile(r"[ \t]*:?[ \t]*#(?P<key>\S+)[ \t]+section=\"?(?P<section>[^\s\"]+)\"?[ \t]*")


class QuizProblems(Problems):
    """Everything that is wrong with a quiz, each problem with its line."""


@dataclass
class QuestionLines:
    """A question as it is read: its options as (right, text), in their order."""

    key: str
    section: str
    text: str
    line: int
    options: list[tuple[bool, str]] = field(default_factory=list)
    explanation: str = ""


def question_lines(source: str, problems: list[Refused]) -> list[QuestionLines]:
    """The questions of `source`, right or wrong; what is wrong is added to `problems`."""
    text = canonical_text(source)
    if len(text) > LONGEST_QUIZ:
        problems.append(
            Refused(
                "This quiz has %(length)s characters; the most is %(most)s.",
                length=len(text),
                most=LONGEST_QUIZ,
                line=1,
            )
        )
        return []
    reader = _Reader(problems)
    for number, line in enumerate(text.split("\n"), start=1):
        reader.read(number, line)
    problems += _judged(reader.questions)
    return reader.questions


class _Reader:
    """Takes the lines one by one and puts each where it belongs."""

    def __init__(self, problems: list[Refused]) -> None:
        self.problems = problems
        self.questions: list[QuestionLines] = []
        self.broken = False
        """Whether the question being read has a heading that could not be read."""

    def read(self, number: int, line: str) -> None:
        """Take one line."""
        unseen = INVISIBLE.search(line)
        if unseen:
            self.problems.append(
                Refused(
                    "Line %(line)s holds an invisible character, %(code)s, at place %(place)s.",
                    line=number,
                    code=f"U+{ord(unseen.group()):04X}",
                    place=unseen.start() + 1,
                )
            )
        if not line.strip():
            return
        if line.startswith("#"):
            self._heading(number, line)
        elif not self.questions and not self.broken:
            self._wrong("Line %(line)s: a quiz starts with a question, a line that begins with ##.", number)
        elif not self.broken:
            self._below(number, line)

    def _heading(self, number: int, line: str) -> None:
        heading = _HEADING.fullmatch(line)
        attributes = _ATTRIBUTES.fullmatch(heading["attributes"] or "") if heading else None
        self.broken = heading is None or attributes is None
        if heading is None or attributes is None:
            self._wrong(
                "Line %(line)s: a question is written “## The question? {#its-key section=id-of-a-section}”.",
                number,
            )
            return
        self.questions.append(
            QuestionLines(attributes["key"], attributes["section"], heading["text"], number)
        )

    def _below(self, number: int, line: str) -> None:
        question = self.questions[-1]
        option = _OPTION.fullmatch(line.rstrip())
        if option:
            self._option(number, question, option)
        elif line.startswith(">"):
            words = line[1:].strip()
            question.explanation = f"{question.explanation} {words}".strip()
        elif line.startswith("  ") and question.options and not question.explanation:
            right, text = question.options[-1]
            question.options[-1] = right, f"{text} {line.strip()}"
        else:
            self._wrong(
                "Line %(line)s: below a question stand its options, “- [x] right” or “- [ ] wrong”, then why "
                "after a “>”.",
                number,
            )

    def _option(self, number: int, question: QuestionLines, option: re.Match[str]) -> None:
        if question.explanation:
            self._wrong("Line %(line)s: options come before the explanation.", number)
        if option["tick"] not in ("x", "X", " "):
            self._wrong("Line %(line)s: an option starts with “- [x]” or “- [ ]”.", number)
        if not option["text"]:
            self._wrong("Line %(line)s: this option is empty.", number)
        question.options.append((option["tick"] in ("x", "X"), option["text"] or ""))

    def _wrong(self, sentence: str, number: int) -> None:
        self.problems.append(Refused(sentence, line=number))


def _judged(questions: list[QuestionLines]) -> Iterator[Refused]:
    if not questions:
        yield Refused("This quiz has no question.", line=1)
    if len(questions) > MOST_QUESTIONS:
        yield Refused("A quiz has at most %(most)s questions.", most=MOST_QUESTIONS, line=1)
    first: dict[str, int] = {}
    for question in questions:
        if question.key in first:
            yield Refused(
                "Line %(line)s: the key %(key)s is that of line %(first)s already.",
                line=question.line,
                key=question.key[:80],
                first=first[question.key],
            )
        first.setdefault(question.key, question.line)
        yield from _judged_alone(question)


def _judged_alone(question: QuestionLines) -> Iterator[Refused]:
    about: dict[str, object] = {"line": question.line, "question": question.text[:80]}
    for name in (question.key, question.section):
        if not CHOSEN_ID.fullmatch(name):
            yield Refused(
                "Line %(line)s: %(name)s cannot be a key: small letters without accents, digits, hyphens.",
                line=question.line,
                name=name[:80],
            )
    if len(question.options) < 2:
        yield Refused("Line %(line)s: the question “%(question)s” needs two options at least.", **about)
    elif not any(right for right, _text in question.options):
        yield Refused("Line %(line)s: the question “%(question)s” has no right answer.", **about)
    if len(question.options) > MOST_OPTIONS:
        yield Refused(
            "Line %(line)s: the question “%(question)s” has more than %(most)s options.",
            most=MOST_OPTIONS,
            **about,
        )
    if _has_twins(text for _right, text in question.options):
        yield Refused("Line %(line)s: the question “%(question)s” has the same option twice.", **about)
    if _is_too_long(question):
        yield Refused("Line %(line)s: the question “%(question)s” is too long.", **about)


def _has_twins(texts: Iterable[str]) -> bool:
    known = [" ".join(text.casefold().split()) for text in texts]
    return len(set(known)) < len(known)


def _is_too_long(question: QuestionLines) -> bool:
    return (
        len(question.text) > LONGEST_QUESTION
        or len(question.explanation) > LONGEST_EXPLANATION
        or any(len(text) > LONGEST_OPTION for _right, text in question.options)
    )
