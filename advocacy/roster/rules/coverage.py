"""Where the roster has holes: topic × language × hour of the week, and whose right ends when.

Pure: people with their facts in, numbers out. Hours are those of the week in one zone, 0 is Monday at
midnight; an hour is covered by whoever works at least half of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from advocacy.people.rules import Language
from advocacy.roster.rules.eligibility import EligibilityFacts, Training, decide_all
from advocacy.roster.rules.hours import Hours
from advocacy.roster.rules.why import Why

HOURS_OF_WEEK = 7 * 24
DAYS_SERVED = range(5)
HOURS_SERVED = range(9, 18)
"""When customers are to find somebody: Monday to Friday, from 9:00 to 18:00."""

WINDOWS = (30, 60, 90)
"""Within so many days rights are said to end soon."""

NOT_MEMBERS = frozenset({Why.NOT_ENROLLED, Why.ENROLMENT_ENDED, Why.LEFT_SINCE, Why.NOT_EMPLOYED})
Grid = tuple[int, ...]
"""How many people there are in each hour of the week."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who enrolled once, with what coverage asks of them."""

    person_id: int
    name: str
    languages: frozenset[Language]
    hours: tuple[Hours, ...]
    facts: EligibilityFacts


@dataclass(frozen=True)
class Answering:
    """Somebody who may answer now, and on which topics."""

    who: Candidate
    topics: frozenset[int]


@dataclass(frozen=True)
class Line:
    """One topic in one language: who may answer, and how many of them in each hour of the week."""

    topic_id: int
    language: Language
    people: int
    grid: Grid

    @property
    def holes(self) -> tuple[int, ...]:
        """The hours in which customers are to find somebody and find nobody."""
        return tuple(hour for hour in served_hours() if not self.grid[hour])

    def day(self, weekday: int, hours: Sequence[int]) -> list[int]:
        """How many people there are in these hours of a weekday."""
        return [self.grid[weekday * 24 + hour] for hour in hours]

    def fewest(self, hours: Sequence[int]) -> list[int]:
        """Of each of these hours of the day, the fewest people of Monday to Friday."""
        return [min(self.grid[day * 24 + hour] for day in DAYS_SERVED) for hour in hours]


@dataclass(frozen=True)
class Hole:
    """Hours without anybody, from one hour up to another, on each day from one weekday to another."""

    topic_id: int
    language: Language
    first_day: int
    last_day: int
    starts: int
    ends: int

    @property
    def hours(self) -> int:
        """How many hours of a week it is."""
        return (self.last_day - self.first_day + 1) * (self.ends - self.starts)


@dataclass(frozen=True)
class Ending:
    """Whose right to answer ends when, by which training."""

    person_id: int
    name: str
    at: datetime
    training: Training
    last_day: date
    """The last day of the right, in the installation's zone."""


@dataclass(frozen=True)
class Roster:
    """The roster at an instant: who may answer, and what keeps how many of the other members from it."""

    members: int
    answering: tuple[Answering, ...]
    kept: Mapping[Why, int]


def served_hours() -> Iterable[int]:
    """The hours of the week in which customers are to find somebody."""
    return (day * 24 + hour for day in DAYS_SERVED for hour in HOURS_SERVED)


def roster_at(candidates: Iterable[Candidate], at: datetime) -> Roster:
    """Who may answer at `at`, and what keeps the other members from it."""
    members, answering, kept = 0, [], Counter[Why]()
    for one in candidates:
        held = one.facts.topics_at(at)
        decided = decide_all(one.facts, held or (0,), at)
        reasons = {reason.why for answer in decided.values() for reason in answer.reasons}
        if reasons & NOT_MEMBERS:
            continue
        members += 1
        topics = frozenset(topic_id for topic_id, answer in decided.items() if answer.is_eligible)
        if topics:
            answering.append(Answering(one, topics))
        else:
            kept.update(reasons)
    return Roster(members, tuple(answering), kept)


def lines(
    answering: Iterable[Answering],
    topic_ids: Sequence[int],
    languages: Sequence[Language],
    *,
    zone: str,
    day: date,
) -> list[Line]:
    """Each of these topics in each of these languages, in the hours of the week of `day` in `zone`."""
    # People with the same hours are counted together: most of a large roster works the same week.
    alike: Counter[tuple[int, Language, frozenset[int]]] = Counter()
    for one in answering:
        worked = hours_worked(one.who.hours, zone, day)
        alike.update((topic, spoken, worked) for topic in one.topics for spoken in one.who.languages)
    grids: dict[tuple[int, Language], list[int]] = {}
    people: Counter[tuple[int, Language]] = Counter()
    for (topic_id, language, worked), number in alike.items():
        people[topic_id, language] += number
        grid = grids.setdefault((topic_id, language), [0] * HOURS_OF_WEEK)
        for hour in worked:
            grid[hour] += number
    empty: Grid = (0,) * HOURS_OF_WEEK
    return [
        Line(topic_id, language, people[topic_id, language], tuple(grids.get((topic_id, language), empty)))
        for topic_id in topic_ids
        for language in languages
    ]


def holes(found: Iterable[Line]) -> list[Hole]:
    """The holes of these lines: hours that touch are one, and so are following days with the same hours."""
    return [hole for line in found for hole in sorted(_holes(line), key=_when)]


def _holes(line: Line) -> list[Hole]:
    lasting: dict[tuple[int, int], Hole] = {}
    made: list[Hole] = []
    for day in DAYS_SERVED:
        runs = _runs([hour for hour in HOURS_SERVED if not line.grid[day * 24 + hour]])
        made += [hole for run, hole in lasting.items() if run not in runs]
        lasting = {
            run: replace(lasting[run], last_day=day)
            if run in lasting
            else Hole(line.topic_id, line.language, day, day, *run)
            for run in runs
        }
    return [*made, *lasting.values()]


def _when(hole: Hole) -> tuple[int, int]:
    return hole.first_day, hole.starts


def _runs(hours: Sequence[int]) -> list[tuple[int, int]]:
    """Hours that follow each other, as (first, the one after the last)."""
    runs: list[tuple[int, int]] = []
    for hour in hours:
        if runs and runs[-1][1] == hour:
            runs[-1] = (runs[-1][0], hour + 1)
        else:
            runs.append((hour, hour + 1))
    return runs


def endings(answering: Iterable[Answering], *, by: datetime) -> list[Ending]:
    """Whose right on one of their topics ends by `by`, the first end of each, the earliest first."""
    found = []
    for one in answering:
        needed = [each for topic_id in one.topics for each in one.who.facts.trainings_for(topic_id)]
        ends = [(each.lapses_at, each.slug, each) for each in needed if each.lapses_at is not None]
        if ends:
            at, _slug, training = min(ends, key=lambda end: end[:2])
            if at <= by:
                last = (at - timedelta(microseconds=1)).astimezone(ZoneInfo(one.who.facts.zone)).date()
                found.append(Ending(one.who.person_id, one.who.name, at, training, last))
    return sorted(found, key=lambda ending: (ending.at, ending.name, ending.person_id))


def numbers_ending(found: Collection[Ending], at: datetime) -> list[tuple[int, int]]:
    """For 30, 60 and 90 days: how many people's right ends within so many days after `at`."""
    return [(days, sum(ending.at <= at + timedelta(days=days) for ending in found)) for days in WINDOWS]


def hours_shown(found: Iterable[Line]) -> range:
    """The hours of the day worth showing: those served, and those in which anybody works."""
    worked = {hour % 24 for line in found for hour, number in enumerate(line.grid) if number}
    return range(min({HOURS_SERVED.start, *worked}), max({HOURS_SERVED.stop - 1, *worked}) + 1)


def hours_worked(hours: tuple[Hours, ...], zone: str, day: date) -> frozenset[int]:
    """The hours of the week of `day` in `zone` that are covered by `hours`, each in its own zone.

    Nine o'clock stays nine o'clock in the zone it was said in; in another zone it is moved by the difference
    of the clocks on its day of that week.
    """
    monday = day - timedelta(days=day.weekday())
    return _hours_worked(hours, zone, monday)


@lru_cache(maxsize=4096)
def _hours_worked(hours: tuple[Hours, ...], zone: str, monday: date) -> frozenset[int]:
    minutes: Counter[int] = Counter()
    for span in hours:
        ahead = _minutes_ahead(zone, span.zone, monday + timedelta(days=span.weekday))
        starts, ends = (span.weekday * 24 * 60 + minute + ahead for minute in (span.starts, span.ends))
        for hour in range(starts // 60, -(-ends // 60)):
            minutes[hour % HOURS_OF_WEEK] += min(ends, (hour + 1) * 60) - max(starts, hour * 60)
    return frozenset(hour for hour, worked in minutes.items() if worked >= 30)


def _minutes_ahead(zone: str, other: str, day: date) -> int:
    """By how many minutes the clocks of `zone` are ahead of those of `other` at noon of `day`."""
    if zone == other:
        return 0
    noon = datetime.combine(day, time(12), ZoneInfo(other)).astimezone(UTC)
    offsets = [noon.astimezone(ZoneInfo(name)).utcoffset() or timedelta() for name in (zone, other)]
    return int((offsets[0] - offsets[1]).total_seconds()) // 60
