"""Where a person stands with a module, from dated facts: what holds, what is owed, and by when.

All days are days where the person lives. Two things are told apart:

- *validity*: whether a completion holds at an instant. Only this gives the right to answer; no grace, no
  waiver and no absence prolongs it.
- *the debt*: the last day by which it is to be done. Days of absence do not count, nobody is late while
  absent, and whoever becomes bound has the requirement's days from then on.

Of several requirements on one module the strictest counts: the earliest lapse, and the earliest last day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from advocacy.charter.rules.standing import Days, due_on
from advocacy.training.rules.validity import RENEWAL_DAYS, ValidityRule, last_day, midnight
from advocacy.training.rules.words import CycleCause, State

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Terms:
    """What a requirement says of time: the validity, the `days` to do it in, and days of grace after."""

    rule: ValidityRule
    days: int = 30
    grace_days: int = 0


@dataclass(frozen=True)
class Bond:
    """A requirement that binds the person, since `since` without a break."""

    since: date
    terms: Terms


@dataclass(frozen=True)
class Done:
    """A completion. `outdated_at` is when the first material version newer than its own came out, if any."""

    completed_at: datetime
    expires_on: date | None = None
    outdated_at: datetime | None = None


@dataclass(frozen=True)
class TrainingFacts:
    """The facts about one person and one module. `is_begun`: a cycle is open. Waivers are runs of days."""

    zone: str
    bonds: tuple[Bond, ...]
    done: tuple[Done, ...] = ()
    absences: tuple[Days, ...] = ()
    waivers: tuple[Days, ...] = ()
    is_begun: bool = False


@dataclass(frozen=True)
class Holding:
    """How long a completion holds by some requirements: up to `lapses_at` (None: for good)."""

    done: Done
    lapses_at: datetime | None

    def is_valid(self, at: datetime) -> bool:
        """Whether it holds at `at`: from its own instant on, no longer at the instant of its lapse."""
        return self.done.completed_at <= at and (self.lapses_at is None or at < self.lapses_at)


@dataclass(frozen=True)
class Standing:
    """Where the person stands.

    `due_on` is the last day by which it is to be done or renewed (None: nothing ever is, or not now), and
    `grace_until` the last day of grace after a lapse. `lapses_at` is when the completion at hand no longer
    holds, or ceased to; `waived_until` the last day of a waiver. What is owed was owed since `since`, because
    of `cause`.
    """

    state: State
    due_on: date | None = None
    lapses_at: datetime | None = None
    grace_until: date | None = None
    waived_until: date | None = None
    completed_at: datetime | None = None
    since: datetime | None = None
    cause: CycleCause | None = None

    @property
    def is_owed(self) -> bool:
        """Whether something is to be done by now: for the first time, again, or soon again."""
        return self.state not in (State.COMPLIANT, State.WAIVED)

    def completed(self, at: datetime) -> Standing:
        """The same for a completion made at another second of its day."""
        return Standing(
            self.state,
            self.due_on,
            self.lapses_at,
            self.grace_until,
            self.waived_until,
            at,
            self.since,
            self.cause,
        )

    @property
    def last_day(self) -> date | None:
        """The last day on which doing it is in time: that of the grace, where there is one by now."""
        return self.grace_until if self.state in (State.IN_GRACE, State.EXPIRED) else self.due_on

    def is_overdue(self, day: date) -> bool:
        """Whether the last day has passed on `day`."""
        return self.is_owed and self.last_day is not None and day > self.last_day


@dataclass(frozen=True)
class _Debt:
    due_on: date
    grace_until: date
    since: datetime
    cause: CycleCause


def holding(
    done: Sequence[Done], terms: Sequence[Terms], zone: str, absences: Sequence[Days], at: datetime
) -> Holding | None:
    """The completion that holds longest, of those made by `at`, by the strictest of `terms`; None for none.

    A completion of an outdated version holds until the last day to take the new one: `days` after it came
    out, absences not counted.
    """
    found = [
        Holding(one, _earliest([_lapse(one, term, zone, absences, at) for term in terms]))
        for one in done
        if one.completed_at <= at
    ]
    return max(found, key=_by_lapse, default=None)


def stand(facts: TrainingFacts, at: datetime) -> Standing:
    """Where the person stands with the module at `at`. `facts` names at least one bond."""
    day = _day(at, facts.zone)
    terms = [bond.terms for bond in facts.bonds]
    held = holding(facts.done, terms, facts.zone, facts.absences, at)
    standing = _unwaived(facts, held, day, at)
    waived = [waiver for waiver in facts.waivers if waiver.first <= day < waiver.known_end(day)]
    if waived:
        until = max(waiver.known_end(day) for waiver in waived) - ONE_DAY
        return Standing(
            State.WAIVED,
            lapses_at=standing.lapses_at,
            waived_until=until,
            completed_at=standing.completed_at,
        )
    return standing


class Judge:
    """Tells where many people stand at one instant, each as `stand` and `holding` say it.

    Of a completion only its day counts, not its second: people who completed on the same day, and are bound,
    away and let off alike, are judged once.
    """

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._standings: dict[tuple[object, ...], Standing] = {}
        self._lapses: dict[tuple[object, ...], datetime | None] = {}

    def stand(self, facts: TrainingFacts) -> Standing:
        """What `stand` says of these facts."""
        done = _only(facts.done, self._at)
        if done is None and facts.done:
            return stand(facts, self._at)
        key = (
            *(facts.zone, facts.bonds, facts.absences, facts.waivers, facts.is_begun),
            done and _to_the_day(done, facts.zone),
        )
        known = self._standings.get(key)
        if known is None:
            known = self._standings[key] = stand(facts, self._at)
        return known if done is None else known.completed(done.completed_at)

    def holding(
        self, done: Sequence[Done], terms: tuple[Terms, ...], zone: str, absences: tuple[Days, ...]
    ) -> Holding | None:
        """What `holding` says of these completions."""
        one = _only(done, self._at)
        if one is None:
            return holding(done, terms, zone, absences, self._at)
        key = (zone, terms, absences, _to_the_day(one, zone))
        if key not in self._lapses:
            found = holding(done, terms, zone, absences, self._at)
            self._lapses[key] = found.lapses_at if found is not None else None
        return Holding(one, self._lapses[key])


def _only(done: Sequence[Done], at: datetime) -> Done | None:
    """The completion, when there is one alone and it was made by `at`."""
    return done[0] if len(done) == 1 and done[0].completed_at <= at else None


def _to_the_day(done: Done, zone: str) -> tuple[date, date | None, datetime | None]:
    return _day(done.completed_at, zone), done.expires_on, done.outdated_at


def _unwaived(facts: TrainingFacts, held: Holding | None, day: date, at: datetime) -> Standing:
    debts = [debt for bond in facts.bonds for debt in _debts(bond, held, facts, day)]
    if held is None:
        first = min(debts, key=lambda debt: debt.due_on)
        begun = State.IN_PROGRESS if facts.is_begun else State.NOT_STARTED
        return Standing(begun, first.due_on, since=first.since, cause=CycleCause.FIRST)
    base = Standing(State.COMPLIANT, lapses_at=held.lapses_at, completed_at=held.done.completed_at)
    if not debts:
        return base
    owed = [debt for debt in debts if debt.since <= at]
    first = min(owed or debts, key=lambda debt: debt.due_on)
    grace_until = min(debt.grace_until for debt in owed or debts)
    full = replace(base, due_on=first.due_on, since=first.since, cause=first.cause, grace_until=grace_until)
    if held.is_valid(at):
        return replace(full, state=State.EXPIRING_SOON) if owed else full
    return replace(full, state=State.IN_GRACE if day <= grace_until else State.EXPIRED)


def _debts(bond: Bond, held: Holding | None, facts: TrainingFacts, day: date) -> list[_Debt]:
    """What one requirement makes the person owe, now or next: nothing when a completion holds for good."""
    begins = _bound_since(bond, facts.waivers, day)
    as_joiner = due_on(begins, bond.terms.days, facts.absences, day)
    morning = midnight(begins, facts.zone)
    if held is None:
        return [_Debt(as_joiner, as_joiner, morning, CycleCause.FIRST)]
    grace = timedelta(days=bond.terms.grace_days)
    return [
        _Debt(due, due + grace, max(since, morning), cause)
        for asked, since, cause in _renewals(bond.terms, held.done, facts, day)
        if (due := max(asked, as_joiner))
    ]


def _renewals(
    terms: Terms, done: Done, facts: TrainingFacts, day: date
) -> Iterator[tuple[date, datetime, CycleCause]]:
    """Why a completion is to be renewed, by when and since when it is asked.

    It lapses (asked 30 days ahead), or a material version is out.
    """
    last = last_day(_day(done.completed_at, facts.zone), terms.rule, done.expires_on)
    if last is not None:
        asked = last - timedelta(days=RENEWAL_DAYS)
        due = due_on(asked, RENEWAL_DAYS, facts.absences, day)
        yield due, midnight(asked, facts.zone), CycleCause.EXPIRY
    if done.outdated_at is not None:
        due = due_on(_day(done.outdated_at, facts.zone), terms.days, facts.absences, day)
        yield due, done.outdated_at, CycleCause.MATERIAL


def _lapse(done: Done, terms: Terms, zone: str, absences: Sequence[Days], at: datetime) -> datetime | None:
    last = last_day(_day(done.completed_at, zone), terms.rule, done.expires_on)
    days = [last] if last is not None else []
    if done.outdated_at is not None:
        days.append(due_on(_day(done.outdated_at, zone), terms.days, absences, _day(at, zone)))
    return midnight(min(days) + ONE_DAY, zone) if days else None


def _bound_since(bond: Bond, waivers: Sequence[Days], day: date) -> date:
    """Whoever was let off is bound anew when the waiver ends, and has the days of a joiner."""
    ended = [waiver.back for waiver in waivers if waiver.back is not None and waiver.back <= day]
    return max([bond.since, *ended])


def _earliest(instants: Sequence[datetime | None]) -> datetime | None:
    return min((one for one in instants if one is not None), default=None)


def _by_lapse(held: Holding) -> tuple[bool, datetime]:
    return held.lapses_at is None, held.lapses_at or held.done.completed_at


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
