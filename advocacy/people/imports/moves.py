"""What a plan's decision about one person does to their days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from advocacy.people.imports.course import (
    Chain,
    Course,
    begin_earlier,
    begin_later,
    chain_of,
    end_on,
    lengthen,
    put,
    put_until_next,
    split,
)


@dataclass(frozen=True, slots=True)
class Move:
    """What changes for somebody: a first day, an end (`gone` is the first day after it), employer, place.

    `start` is None where the first day stays; `gone` counts only if `ends`.
    """

    start: date | None = None
    ends: bool = False
    gone: date | None = None
    employer: bool = False
    place: bool = False


def joined(start: date, gone: date | None) -> Course:
    """The days of somebody new."""
    return Course(put((), start, gone), put((), start, gone))


def changed(course: Course, move: Move, *, told: date | None, today: date) -> Course:
    """The days of somebody employed after a change.

    A place holds from today on, or from the first day of somebody who comes later; a new employer too, unless
    the file also tells a new first day, which is then the day of the transfer. Another first day alone is a
    correction – except a later one ahead of somebody who works here today: that is a new contract, and nobody
    loses the days until then.
    """
    chain = chain_of(course.employments, today)
    assert chain is not None, "somebody employed has an employment"
    if move.ends:
        course = _ended(course, chain, move.gone)
        chain = replace(chain, gone=move.gone)
    since = chain.reference(today, told)
    if move.start is not None:
        since = move.start if move.employer else max(today, move.start)
        if not move.employer:
            course = _started(course, chain, move.start, today)
    return _placed(course, move, since, chain.gone)


def returned(course: Course, move: Move, *, start: date, today: date) -> Course:
    """The days of somebody who is employed again from `start` up to the day before `move.gone`.

    From the day after the old end on, or from a day within the old employment, it is a new employment. From
    its first day, or before, the old one is taken up again: the leaving was an error.
    """
    chain = chain_of(course.employments, today)
    if chain is None or chain.gone is None or start >= chain.gone or _lies_within(start, chain):
        return Course(put(course.employments, start, move.gone), put(course.placements, start, move.gone))
    course = lengthen(course, chain.gone, move.gone)
    if start < chain.start:
        course = begin_earlier(course, chain.start, start)
    return _placed(course, move, today, move.gone)


def left(course: Course, gone: date, today: date) -> Course:
    """The days of somebody who is here no longer from `gone` on. What is agreed for later stays."""
    chain = chain_of(course.employments, today)
    return end_on(course, gone, chain.gone if chain else None)


def _lies_within(start: date, chain: Chain) -> bool:
    return start > chain.start and start not in chain.begins


def _ended(course: Course, chain: Chain, gone: date | None) -> Course:
    if gone is not None and (chain.gone is None or gone < chain.gone):
        return end_on(course, gone, chain.gone)
    return lengthen(course, chain.gone, gone) if chain.gone is not None else course


def _started(course: Course, chain: Chain, start: date, today: date) -> Course:
    if start < chain.start:
        return begin_earlier(course, chain.start, start)
    if chain.start <= today < start:
        return split(course, start)
    return begin_later(course, chain.start, start)


def _placed(course: Course, move: Move, since: date, gone: date | None) -> Course:
    if move.employer:
        return Course(put(course.employments, since, gone), put(course.placements, since, gone))
    if move.place:
        return replace(course, placements=put_until_next(course.placements, since, gone))
    return course
