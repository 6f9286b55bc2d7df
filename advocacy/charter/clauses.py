"""A text as its clauses: one for each heading of the second level, with an id that outlives its words.

The id is what the author wrote, ``## Speaking up {#speak}``, or the words of the title. Versions are
compared, and languages held against each other, clause by clause.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from advocacy.errors import N_, Problems, Refused
from advocacy.markup import Heading, canonical_text, render
from advocacy.markup.dialect import HEADING

PREAMBLE = "preamble"
MOST_CLAUSES = 200


@dataclass(frozen=True)
class Clause:
    """One clause: ``source`` is its Markdown without the heading, ``line`` that of the heading in the text.

    What comes before the first heading is the clause "preamble", without a title.
    """

    id: str
    title: str
    source: str
    position: int
    line: int


@dataclass(frozen=True)
class Sentences:
    """What is said of clauses that are wrong: a charter has clauses, a lesson calls them sections."""

    too_many: str = N_("This text has more than %(most)s clauses.")
    none: str = N_("This text has no clause: start each one with a line such as “## Speaking up”.")
    twice: str = N_("Line %(line)s: the clause “%(clause)s” has the same id, %(id)s, as line %(first)s.")
    empty: str = N_("Line %(line)s: the clause “%(clause)s” is empty.")
    missing: str = N_(
        "The clause “%(clause)s” (%(id)s, line %(line)s in “%(has)s”) is missing in “%(lacks)s”."
    )
    order: str = N_(
        "The clauses come in another order: at line %(line)s “%(language)s” has “%(clause)s”,"
        " where “%(reference)s” has “%(expected)s”."
    )


OF_CLAUSES = Sentences()


def clauses(source: str, sentences: Sentences = OF_CLAUSES) -> tuple[Clause, ...]:
    """Return the clauses of a text, in order.

    Raises Problems, each naming clause and line, when an id comes twice, a clause is empty or there is none;
    Refused when the text cannot be read at all.
    """
    found = split(source)
    problems = tuple(structural_problems(found, sentences))
    if problems:
        raise Problems(problems)
    return found


def split(source: str) -> tuple[Clause, ...]:
    """Return the clauses as they stand, right or wrong. Raises Refused when the text cannot be read."""
    text = canonical_text(source)
    headings = [heading for heading in render(text, language="en").outline if heading.level == 2]
    return tuple(_cut(text.split("\n"), headings))


def sections_of(source: str) -> dict[str, str]:
    """The titles of the clauses by id, in order; none while the text cannot be read."""
    try:
        return {clause.id: clause.title for clause in split(source) if clause.title}
    except Refused:
        return {}


def _cut(lines: list[str], headings: list[Heading]) -> Iterator[Clause]:
    # A heading of the first level is shown, and therefore counted, as one of the second.
    starts = [
        number for number, line in enumerate(lines) if (m := HEADING.match(line)) and len(m["level"]) <= 2
    ]
    preamble = _body(lines[: starts[0]] if starts else lines)
    if preamble:
        yield Clause(PREAMBLE, "", preamble, 0, 1)
    first = 1 if preamble else 0
    ends = [*starts[1:], len(lines)] if starts else []
    for index, (start, end, heading) in enumerate(zip(starts, ends, headings, strict=True)):
        body = _body(lines[start + 1 : end])
        yield Clause(heading.id, heading.title, body, first + index, start + 1)


def _body(lines: list[str]) -> str:
    """The lines without blank ones at either end; the indent of the first line has a meaning, so it stays."""
    while lines and not lines[0].strip():
        lines = lines[1:]
    return canonical_text("\n".join(lines))


def structural_problems(found: tuple[Clause, ...], sentences: Sentences = OF_CLAUSES) -> Iterator[Refused]:
    """Yield what is wrong with the clauses as such: none at all, an id twice, nothing under a heading."""
    if len(found) > MOST_CLAUSES:
        yield Refused(sentences.too_many, most=MOST_CLAUSES, line=1)
        return
    if all(clause.id == PREAMBLE and not clause.title for clause in found):
        yield Refused(sentences.none, line=1)
    seen: dict[str, Clause] = {}
    for clause in found:
        # An underscore is what rendering adds to an id that came before (see markup.Heading).
        known = clause.id.partition("_")[0]
        if known in seen:
            yield Refused(
                sentences.twice,
                line=clause.line,
                clause=clause.title,
                id=known,
                first=seen[known].line,
            )
        seen.setdefault(known, clause)
        if not any(character.isalnum() for character in clause.source):
            yield Refused(sentences.empty, line=clause.line, clause=clause.title or clause.id)


def language_problems(texts: Mapping[str, str], sentences: Sentences = OF_CLAUSES) -> list[Refused]:
    """Return how the clauses of the languages differ: a clause that lacks, is alone, or stands elsewhere.

    ``texts`` is Markdown by language. The French text, or else the first, is what the others are held
    against. A text that cannot be split is reported instead of compared.
    """
    problems: list[Refused] = []
    split_texts: dict[str, tuple[Clause, ...]] = {}
    for language, source in texts.items():
        try:
            split_texts[language] = clauses(source, sentences)
        except Problems as several:
            problems += several.problems
        except Refused as one:
            problems.append(one)
    if not split_texts:
        return problems
    reference = "fr" if "fr" in split_texts else next(iter(split_texts))
    for language, found in split_texts.items():
        if language != reference:
            problems += _differences(reference, split_texts[reference], language, found, sentences)
    return problems


def _differences(
    reference: str,
    ours: tuple[Clause, ...],
    language: str,
    theirs: tuple[Clause, ...],
    sentences: Sentences,
) -> Iterator[Refused]:
    both = {clause.id for clause in ours} & {clause.id for clause in theirs}
    for has, lacks, held in ((reference, language, ours), (language, reference, theirs)):
        for clause in held:
            if clause.id not in both:
                yield Refused(
                    sentences.missing,
                    clause=clause.title or clause.id,
                    id=clause.id,
                    line=clause.line,
                    has=has,
                    lacks=lacks,
                )
    here = [clause for clause in ours if clause.id in both]
    there = [clause for clause in theirs if clause.id in both]
    for expected, met in zip(here, there, strict=True):
        if expected.id != met.id:
            yield Refused(
                sentences.order,
                line=met.line,
                clause=met.title or met.id,
                language=language,
                reference=reference,
                expected=expected.title or expected.id,
            )
            return
