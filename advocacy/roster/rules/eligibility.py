"""Who may answer customers on a topic at an instant: one pure function of dated facts (domain, section 5).

Employed, not absent, gate open for answering, required trainings completed and valid, enrolled, not paused,
not suspended, topic held. Neither grace nor a waiver gives the right: both are about what is owed.

Whatever holds from one instant to another holds at its first instant and no longer at its last. Days of
employment and absence are days of the installation's zone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from advocacy.charter.rules.gate import GateFacts, may_answer
from advocacy.charter.rules.standing import Days
from advocacy.roster.rules.enrolling import Span, left_on
from advocacy.roster.rules.why import OF_THE_GATE, Reason, Why

PROFILE = "/roster/mine"
JOIN = "/roster/join"
"""Where a member changes what is theirs, and where somebody joins."""

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True, slots=True)
class Stretch:
    """From one instant up to another (None: still)."""

    from_at: datetime
    to_at: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether `at` lies in it: its first instant does, its last does not."""
        return self.from_at <= at and (self.to_at is None or at < self.to_at)


@dataclass(frozen=True, slots=True)
class Training:
    """A training that is required, with its best completion: valid from `completed_at` up to `lapses_at`.

    Without `completed_at` it was never completed; without `lapses_at` it holds for good.
    """

    slug: str
    title: Mapping[str, str]
    completed_at: datetime | None = None
    lapses_at: datetime | None = None

    def is_valid(self, at: datetime) -> bool:
        """Whether it gives the right at `at`."""
        begun = self.completed_at is not None and self.completed_at <= at
        return begun and (self.lapses_at is None or at < self.lapses_at)


@dataclass(frozen=True, slots=True)
class EligibilityFacts:
    """What is known of one person, for `decide`.

    `gate` and the trainings are as of the instant that is asked about; everything else is dated. `trainings`
    are those that every answer needs; `by_topic` has all that one on a topic needs, for the topics that need
    others. `zone` is the installation's.
    """

    zone: str
    gate: GateFacts
    is_external: bool = False
    employed: tuple[Days, ...] = ()
    absences: tuple[Days, ...] = ()
    enrolments: tuple[Stretch, ...] = ()
    pauses: tuple[Stretch, ...] = ()
    suspensions: tuple[Stretch, ...] = ()
    topics: Mapping[int, Sequence[Stretch]] = field(default_factory=dict)
    trainings: tuple[Training, ...] = ()
    by_topic: Mapping[int, tuple[Training, ...]] = field(default_factory=dict)

    def trainings_for(self, topic_id: int) -> tuple[Training, ...]:
        """All that an answer on the topic needs."""
        return self.by_topic.get(topic_id, self.trainings)

    def topics_at(self, at: datetime) -> frozenset[int]:
        """The topics held at `at`."""
        return frozenset(topic_id for topic_id, held in self.topics.items() if _any_holds(held, at))


@dataclass(frozen=True)
class Eligibility:
    """The answer: yes when nothing is in the way, else everything that is."""

    reasons: tuple[Reason, ...] = ()

    @property
    def is_eligible(self) -> bool:
        """Whether the person may answer."""
        return not self.reasons

    @property
    def codes(self) -> tuple[str, ...]:
        """The reasons in one word each, as they may be stored: no names, no titles."""
        return tuple(reason.why.value for reason in self.reasons)


YES = Eligibility()


def decide(facts: EligibilityFacts, topic_id: int, at: datetime) -> Eligibility:
    """Whether the person may answer on the topic at the instant `at`, or every reason why not."""
    return decide_all(facts, (topic_id,), at)[topic_id]


def decide_all(
    facts: EligibilityFacts, topic_ids: Collection[int], at: datetime
) -> Mapping[int, Eligibility]:
    """The same for several topics, by topic: what is not about a topic is decided once."""
    anyway = (*_about_the_person(facts, at), *_about_the_roster(facts, at))
    return {
        topic_id: Eligibility(reasons)
        if (reasons := (*anyway, *_about_the_topic(facts, topic_id, at)))
        else YES
        for topic_id in topic_ids
    }


def whatever_the_topic(facts: EligibilityFacts, at: datetime) -> tuple[Reason, ...]:
    """What is in the way at `at` of an answer on any topic, but for trainings."""
    return (*_about_the_person(facts, at), *_about_the_roster(facts, at))


def trainings_in_the_way(facts: EligibilityFacts, at: datetime) -> tuple[Reason, ...]:
    """The trainings that every answer needs and that do not hold at `at`."""
    return tuple(_training(facts, one, at) for one in facts.trainings if not one.is_valid(at))


def right_ends_at(facts: EligibilityFacts, topic_id: int) -> datetime | None:
    """When the first of the trainings that the topic needs lapses; None: none ever does."""
    ends = [training.lapses_at for training in facts.trainings_for(topic_id)]
    return min((end for end in ends if end is not None), default=None)


def _about_the_person(facts: EligibilityFacts, at: datetime) -> Iterator[Reason]:
    day = _day(facts, at)
    employed = _is_employed(facts, day)
    if not employed:
        yield Reason(Why.NOT_EMPLOYED)
    if facts.is_external:
        yield Reason(Why.EXTERNAL)
    away = [absence for absence in facts.absences if _covers(absence, day)]
    if away:
        yield Reason(Why.ABSENT, day=_last_day(away))
    yield from _gate(facts.gate, is_employed=employed)


def _gate(facts: GateFacts, *, is_employed: bool) -> Iterator[Reason]:
    for reason in may_answer(facts).reasons:
        why = OF_THE_GATE[reason.why]
        if why is not Why.NOT_EMPLOYED:
            yield Reason(why, reason.title, reason.due_on, reason.path)
        elif is_employed:
            yield Reason(why)


def _about_the_roster(facts: EligibilityFacts, at: datetime) -> Iterator[Reason]:
    yield from _enrolment(facts, at)
    paused = [pause for pause in facts.pauses if pause.holds(at)]
    if paused:
        yield Reason(Why.PAUSED, day=_last_instant(facts, paused), path=PROFILE)
    if _any_holds(facts.suspensions, at):
        yield Reason(Why.SUSPENDED)


def _enrolment(facts: EligibilityFacts, at: datetime) -> Iterator[Reason]:
    """Leaving the company ends an enrolment for good: whoever comes back joins again.

    Of somebody who is away from the company now, that alone is said.
    """
    made = [one for one in facts.enrolments if one.from_at <= at]
    if not made:
        yield Reason(Why.NOT_ENROLLED, path=JOIN)
        return
    lasting = [one for one in made if one.holds(at)]
    if not lasting:
        ended = max(one.to_at for one in made if one.to_at is not None)
        yield Reason(Why.ENROLMENT_ENDED, day=_day(facts, ended), path=JOIN)
        return
    day, spans = _day(facts, at), [Span(one.first, one.back) for one in facts.employed]
    left = [left_on(spans, since=_day(facts, one.from_at), day=day) for one in lasting]
    gone = [day for day in left if day is not None]
    if len(gone) == len(left) and _is_employed(facts, day):
        yield Reason(Why.LEFT_SINCE, day=max(gone), path=JOIN)


def _about_the_topic(facts: EligibilityFacts, topic_id: int, at: datetime) -> Iterator[Reason]:
    for training in facts.trainings_for(topic_id):
        if not training.is_valid(at):
            yield _training(facts, training, at)
    if not _any_holds(facts.topics.get(topic_id, ()), at):
        yield Reason(Why.TOPIC_NOT_HELD, path=PROFILE)


def _training(facts: EligibilityFacts, training: Training, at: datetime) -> Reason:
    path = f"/training/{training.slug}"
    done = training.completed_at is not None and training.completed_at <= at
    if done and training.lapses_at is not None:
        last = _last_day_before(facts, training.lapses_at)
        return Reason(Why.TRAINING_LAPSED, training.title, last, path)
    return Reason(Why.TRAINING_MISSING, training.title, path=path)


def _is_employed(facts: EligibilityFacts, day: date) -> bool:
    return any(_covers(span, day) for span in facts.employed)


def _any_holds(stretches: Iterable[Stretch], at: datetime) -> bool:
    return any(one.holds(at) for one in stretches)


def _covers(days: Days, day: date) -> bool:
    return days.first <= day and (days.back is None or day < days.back)


def _last_day(away: Iterable[Days]) -> date | None:
    """The last day of what is longest; None when its end is not known."""
    backs = [days.back for days in away]
    known = [back for back in backs if back is not None]
    return max(known) - ONE_DAY if len(known) == len(backs) else None


def _last_instant(facts: EligibilityFacts, stretches: Iterable[Stretch]) -> date | None:
    ends = [one.to_at for one in stretches]
    known = [end for end in ends if end is not None]
    return _last_day_before(facts, max(known)) if len(known) == len(ends) else None


def _last_day_before(facts: EligibilityFacts, at: datetime) -> date:
    return _day(facts, at - timedelta(microseconds=1))


def _day(facts: EligibilityFacts, at: datetime) -> date:
    return at.astimezone(ZoneInfo(facts.zone)).date()
