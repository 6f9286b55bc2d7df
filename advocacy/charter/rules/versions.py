"""Which version is in force at an instant, which acts count for a version, and from when its clock runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from advocacy.charter.rules.audience import AudienceLine
from advocacy.charter.rules.words import Force, Weight


class VersionState(StrEnum):
    """Where a published version stands at an instant; computed, never stored."""

    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class DatedLine:
    """A line of an audience with its first day and the day it ceased to hold (None: it holds)."""

    line: AudienceLine
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True)
class VersionFacts:
    """What the rules need to know of a published version. Days are those of the installation's zone.

    `binding_on` says by employer's id from when a binding version binds. `title` is by language.
    """

    id: int
    document_id: int
    number: int
    force: Force
    weight: Weight
    live_at: datetime
    live_on: date
    due_on: date
    days_to_acknowledge: int
    recorded_at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_on: date | None = None
    binding_on: Mapping[int, date] = field(default_factory=dict)
    audience: tuple[DatedLine, ...] = ()
    slug: str = ""
    title: Mapping[str, str] = field(default_factory=dict)

    def is_live(self, at: datetime) -> bool:
        """Whether it has gone live by `at` and was not withdrawn by then."""
        return self.live_at <= at and not self.is_withdrawn(at)

    def is_withdrawn(self, at: datetime) -> bool:
        """Whether it was withdrawn by `at`."""
        return self.withdrawn_at is not None and self.withdrawn_at <= at


@dataclass(frozen=True)
class Window:
    """Days on which these lines say who is concerned: from `first` up to the day before `back` (None: open).

    `lines` is None when everyone is.
    """

    first: date
    back: date | None
    lines: tuple[AudienceLine, ...] | None


@dataclass(frozen=True)
class Asked:
    """One version as it is asked of people.

    `origin` is the version from which it is owed: the greatest material one up to `version`. Acts on any of
    `counting` (from origin to version) count. The clock runs from `asked_from`: `days` for who was concerned
    on that day, `days_later` for whoever came later. `windows` say who was concerned when. A version that
    `is_withdrawn` is not owed by anybody; what was done with it stands.
    """

    version: VersionFacts
    origin: VersionFacts
    counting: tuple[VersionFacts, ...]
    asked_from: date
    days: int
    days_later: int
    windows: tuple[Window, ...]
    is_withdrawn: bool = False

    @property
    def counting_ids(self) -> tuple[int, ...]:
        """The ids of the versions whose acts count."""
        return tuple(version.id for version in self.counting)

    @property
    def is_binding(self) -> bool:
        """Whether the debt comes from a binding version, whose debts are not overdue before it binds."""
        return self.origin.force is Force.BINDING

    @property
    def binding_days(self) -> Mapping[int, date]:
        """By employer's id, from which day the debt's version binds; empty when it only informs."""
        return self.origin.binding_on if self.is_binding else {}


def in_force(versions: Iterable[VersionFacts], at: datetime) -> VersionFacts | None:
    """The version of one document in force at `at`: the greatest number among the live ones, if any is."""
    live = [version for version in versions if version.is_live(at)]
    return max(live, key=lambda version: version.number, default=None)


def state(version: VersionFacts, versions: Iterable[VersionFacts], at: datetime) -> VersionState:
    """Where `version` stands at `at` among the versions of its document."""
    if version.is_withdrawn(at):
        return VersionState.WITHDRAWN
    if version.live_at > at:
        return VersionState.SCHEDULED
    current = in_force(versions, at)
    return VersionState.PUBLISHED if current and current.id == version.id else VersionState.SUPERSEDED


def covers(acted_on: VersionFacts, version: VersionFacts, versions: Sequence[VersionFacts]) -> bool:
    """Whether an act on `acted_on` counts for `version`: no material one came after it, up to `version`."""
    return origin_of(version, versions).number <= acted_on.number <= version.number


def origin_of(version: VersionFacts, versions: Sequence[VersionFacts]) -> VersionFacts:
    """From which version `version` is owed: the greatest material one up to it, else the first one.

    A version that was withdrawn before `version` was published does not count: what the approver called
    minor was then minor compared with an earlier text.
    """
    before = [
        other
        for other in versions
        if other.number < version.number
        and other.live_at <= version.live_at
        and not other.is_withdrawn(version.recorded_at)
    ]
    chain = [*before, version]
    material = [other for other in chain if other.weight is Weight.MATERIAL]
    if material:
        return max(material, key=lambda other: other.number)
    return min(chain, key=lambda other: other.number)


def asked(version: VersionFacts, versions: Sequence[VersionFacts], at: datetime) -> Asked:
    """How `version` is asked of people at `at`, among all versions of its document (itself included or not).

    A newer material version replaces the debt of an older one, overdue or not, and brings its own deadline: a
    person owes one version of a document at a time. A minor one leaves the clock alone. When a withdrawal
    brings an older version back, the clock starts on that day with the version's days to acknowledge.
    """
    origin = origin_of(version, versions)
    between = [other for other in versions if origin.number <= other.number < version.number]
    counting = (*sorted(between, key=lambda other: other.number), version)
    brought_back = [
        other.withdrawn_on
        for other in versions
        if other.number > version.number
        and other.withdrawn_on is not None
        and other.is_withdrawn(at)
        and other.withdrawn_at is not None
        and other.live_at <= other.withdrawn_at
    ]
    asked_from = max([origin.live_on, *brought_back])
    days = (origin.due_on - origin.live_on).days
    return Asked(
        version=version,
        origin=origin,
        counting=counting,
        asked_from=asked_from,
        days=max(days, 0) if asked_from == origin.live_on else version.days_to_acknowledge,
        days_later=version.days_to_acknowledge,
        windows=tuple(_windows(counting, version, asked_from)),
        is_withdrawn=version.is_withdrawn(at),
    )


def _windows(counting: Sequence[VersionFacts], version: VersionFacts, asked_from: date) -> Iterable[Window]:
    """The audiences that held in turn, the days of each version cut with the days of its lines."""
    chain = [other for other in counting if other.live_at <= version.live_at]
    for place, current in enumerate(chain):
        first = max(current.live_on, asked_from) if place else asked_from
        back = chain[place + 1].live_on if place + 1 < len(chain) else None
        if back is not None and back <= first:
            continue
        if not current.audience:
            yield Window(first, back, None)
            continue
        by_days: dict[tuple[date, date | None], list[AudienceLine]] = {}
        for dated in current.audience:
            days = max(first, dated.valid_from), _earlier(back, dated.valid_to)
            by_days.setdefault(days, []).append(dated.line)
        for (begins, ends), lines in by_days.items():
            if ends is None or begins < ends:
                everyone = any(line.is_empty for line in lines)
                yield Window(begins, ends, None if everyone else tuple(lines))


def _earlier(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)
