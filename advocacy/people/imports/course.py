"""The days of one person: employments and placements as known, and as they are after an import.

Nothing is edited: what an import says is worked out as a list of pieces, and comparing it with what is known
tells which rows are retired, which are kept on other days, and which are new.

An employment that follows another without a gap is one *chain* with it: a change of employer is no leaving.
The first day told by a file may be that of the chain or that of any employment in it (some payroll systems
tell seniority, others the present contract), and both mean that nothing has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Piece:
    """Days from `valid_from` up to the day before `valid_to`; `source` is the known row, None if new."""

    valid_from: date
    valid_to: date | None
    source: int | None = None

    def holds_on(self, day: date) -> bool:
        """Whether `day` is one of them."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of a person's days, each kind in order and without overlaps."""

    employments: Pieces = ()
    placements: Pieces = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """Employments without a gap between them. `gone` is the first day after the last, None if it is open."""

    start: date
    gone: date | None
    begins: tuple[date, ...]

    def reference(self, today: date, told: date | None) -> date:
        """The day on which a file's row is compared with what is known.

        That is today; for somebody who comes later the first day; for somebody who left the last; and where
        the file already tells an agreed employment's first day, that day.
        """
        if told is not None and told > today and told in self.begins:
            return told
        if self.start > today:
            return self.start
        if self.gone is not None and self.gone <= today:
            return date.fromordinal(self.gone.toordinal() - 1)
        return today

    def started(self, told: date | None) -> date:
        """The first day as a file would tell it: the one it does tell, if an employment begins on it."""
        return told if told in self.begins and told is not None else self.start


def chain_of(employments: Sequence[Piece], today: date) -> Chain | None:
    """The chain that holds today, else the next to come, else the last past; None without employments."""
    found: Chain | None = None
    for chain in _chains(employments):
        found = chain
        if chain.gone is None or chain.gone > today:
            return chain
    return found


def _chains(employments: Sequence[Piece]) -> Iterator[Chain]:
    begins: list[date] = []
    gone: date | None = None
    for piece in employments:
        if begins and (gone is None or piece.valid_from <= gone):
            begins.append(piece.valid_from)
        else:
            if begins:
                yield Chain(begins[0], gone, tuple(begins))
            begins = [piece.valid_from]
        gone = piece.valid_to
    if begins:
        yield Chain(begins[0], gone, tuple(begins))


def without(pieces: Iterable[Piece], start: date, end: date | None) -> Pieces:
    """The pieces less the days from `start` up to the day before `end` (None: for ever)."""
    left = []
    for piece in pieces:
        if (piece.valid_to is not None and piece.valid_to <= start) or (end and piece.valid_from >= end):
            left.append(piece)
            continue
        if piece.valid_from < start:
            left.append(replace(piece, valid_to=start))
        if end is not None and (piece.valid_to is None or piece.valid_to > end):
            left.append(replace(piece, valid_from=end))
    return tuple(left)


def put(pieces: Iterable[Piece], start: date, end: date | None) -> Pieces:
    """The pieces with a new one on these days, whatever was known of them."""
    return _in_order((*without(pieces, start, end), Piece(start, end)))


def put_until_next(pieces: Sequence[Piece], start: date, end: date | None) -> Pieces:
    """The same, but what is known to begin on a later day stays."""
    later = [piece.valid_from for piece in pieces if piece.valid_from > start]
    return put(pieces, start, min([day for day in (*later, end) if day is not None], default=None))


def end_on(course: Course, gone: date, until: date | None) -> Course:
    """The course without the days from `gone` on, up to `until` where the chain ends."""
    return Course(without(course.employments, gone, until), without(course.placements, gone, until))


def lengthen(course: Course, old: date, gone: date | None) -> Course:
    """The course when what ended before `old` goes on up to the day before `gone` (None: for ever)."""
    return Course(_lengthened(course.employments, old, gone), _lengthened(course.placements, old, gone))


def _lengthened(pieces: Pieces, old: date, gone: date | None) -> Pieces:
    cleared = without(pieces, old, gone)
    return tuple(replace(p, valid_to=gone) if p.valid_to == old else p for p in cleared)


def begin_earlier(course: Course, old: date, start: date) -> Course:
    """The course when what began on `old` has begun on `start` already."""
    return Course(_begun(course.employments, old, start), _begun(course.placements, old, start))


def _begun(pieces: Pieces, old: date, start: date) -> Pieces:
    cleared = without(pieces, start, old)
    return _in_order(replace(p, valid_from=start) if p.valid_from == old else p for p in cleared)


def begin_later(course: Course, old: date, start: date) -> Course:
    """The course when what was thought to begin on `old` began on `start`."""
    return Course(without(course.employments, old, start), without(course.placements, old, start))


def split(course: Course, day: date) -> Course:
    """The course with a new contract from `day` on, which says the same as the one before."""
    cut: list[Piece] = []
    for piece in course.employments:
        if piece.holds_on(day) and piece.valid_from < day:
            cut += (replace(piece, valid_to=day), replace(piece, valid_from=day))
        else:
            cut.append(piece)
    return replace(course, employments=tuple(cut))


def _in_order(pieces: Iterable[Piece]) -> Pieces:
    return tuple(sorted(pieces, key=lambda piece: piece.valid_from))


@dataclass(frozen=True, slots=True)
class Difference:
    """How known rows become other ones: those that stop counting, those kept on other days, and new days."""

    retired: tuple[int, ...]
    kept: Pieces
    new: Pieces


def difference(before: Sequence[Piece], after: Sequence[Piece]) -> Difference:
    """What has to be written so that `before` becomes `after`."""
    same = set(before) & {piece for piece in after if sum(p.source == piece.source for p in after) == 1}
    retired = tuple(p.source for p in before if p not in same and p.source is not None)
    kept = tuple(p for p in after if p not in same and p.source is not None)
    return Difference(retired, kept, tuple(p for p in after if p.source is None))
