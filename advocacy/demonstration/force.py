"""The force that answers customers: its topics and trainings, its sixty members in every state, its holes.

Everything is planned for an instant of the past and done by the real actions, as the rest of the history is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from random import Random

from sqlalchemy import select

from advocacy.charter.rules.reading import Shown
from advocacy.db import db
from advocacy.demonstration import trainings
from advocacy.demonstration.company import CAST
from advocacy.demonstration.muster import (
    BY_TEAM,
    SPOKEN,
    STATES,
    TEAMS,
    TOPICS,
    TRAININGS,
    USUAL,
    WEEKS,
    State,
)
from advocacy.demonstration.names import ALIASES
from advocacy.demonstration.past import PastClock, Planner, as_person, cast
from advocacy.demonstration.spoken import Spoken
from advocacy.demonstration.staff import Member, Staff
from advocacy.demonstration.trainings import OtherTrainings, module_id
from advocacy.networks.words import Network
from advocacy.people.models import Person
from advocacy.people.rules import Language
from advocacy.roster.actions import accounts, enrolling, profile, standing
from advocacy.roster.queries import commitments
from advocacy.roster.rules.enrolling import ShownCommitment
from advocacy.topics import actions as topics
from advocacy.topics.models import Topic
from advocacy.training.actions import quizzing, requiring, waiving
from advocacy.training.queries import published
from advocacy.training.rules import Validity
from advocacy.training.rules.requiring import Line
from advocacy.training.rules.states import Terms
from advocacy.training.rules.validity import ValidityRule
from advocacy.work import unit_of_work

BEGUN = 395
"""So many days ago the force was begun."""


@dataclass
class Force:
    """Plans what happened to the force."""

    staff: Staff
    clock: PastClock
    random: Random
    plan: Planner
    _aliases: set[str] = field(default_factory=set)

    def happen_later(self) -> None:
        """Plan everything."""
        self.plan(BEGUN, 10, self._name_topics)
        for place, slug in enumerate(TRAININGS):
            self.plan(BEGUN, 11 + place, partial(trainings.hand_in, slug, "training"))
            self.plan(BEGUN - 3, 11 + place, partial(trainings.approve, slug))
            self.plan(BEGUN - 5, 9 + place, partial(trainings.publish, slug))
            self.plan(BEGUN - 6, 9 + place, partial(self._require, slug))
        members = self._members()
        states = [state for state in STATES for _ in range(state.people)]
        self.random.shuffle(states)
        OtherTrainings(self.clock, self.plan).happen_later([*members[:7], self._part("member")])
        spoken = Spoken(self.clock, self.random, self.plan)
        for member, state in zip(members, states, strict=True):
            self._live_later(member, state)
            spoken.answer_later(member, since=state.trained[0] - 5, most=4)
        one = self._part("member")
        self._live_later(one, State(1, (150, 150)))
        spoken.answer_later(one, since=140, most=9)
        link = "https://bsky.app/profile/service.verdier.example"
        self.plan(120, 11, partial(self._register, one, Network.BLUESKY, "service.verdier.example", link))

    def _members(self) -> list[Member]:
        """Who joins: people hired before the force was begun, and nobody who plays a part or heads a team."""
        kept = {*CAST.values(), *self.staff.heads.values()}
        known = [
            one
            for one in self.staff.members
            if one.number.startswith("V") and one.number not in kept and one.hired < self.staff.opening
        ]
        found: list[Member] = []
        for team, number in TEAMS:
            found += self.random.sample([one for one in known if one.team == team], number)
        return found

    def _live_later(self, member: Member, state: State) -> None:
        trained = self.random.randint(*state.trained)
        joins = min(trained + 2, BEGUN - 7)
        self.plan(joins, 9.5, partial(self._join, member))
        if state.then != "waits for topics":
            self.plan(joins - 0.5, 10, partial(self._give_topics, member))
        for place, slug in enumerate(TRAININGS[: state.trainings]):
            self.plan(trained, 11 + place, partial(self._take, member, slug))
        after: dict[str, tuple[int, Callable[[], None]]] = {
            "pauses": (10, partial(self._pause, member)),
            "is suspended": (5, partial(self._suspend, member)),
            "leaves": (30, partial(self._leave, member)),
            "is let off": (3, partial(self._let_off, member)),
        }
        if state.then in after:
            days_ago, act = after[state.then]
            self.plan(days_ago, 15, act)

    def _name_topics(self) -> None:
        with unit_of_work(cast("hr")) as work:
            for french, english, owner in TOPICS:
                topics.add(work, name_fr=french, name_en=english, department_id=self.staff.teams[owner])

    def _require(self, slug: str) -> None:
        """Everyone who holds a topic needs all three; who works in communication, the first as well."""
        lines = [Line(topic_id=topic) for topic in db.session.scalars(select(Topic.id).order_by(Topic.id))]
        if slug == TRAININGS[0]:
            lines.append(Line(department_id=self.staff.teams["Communication et marque"]))
        terms = Terms(ValidityRule(Validity.ROLLING, months=12), days=30, grace_days=14)
        with unit_of_work(cast("hr")) as work:
            requiring.require(work, module_id(slug), terms, lines, work.today)

    def _join(self, member: Member) -> None:
        actor = as_person(member.id)
        if actor is None:
            return
        language = member.language
        sha256 = commitments.in_force(db.session()).sha256(language.value)
        shown = ShownCommitment(member.id, None, language.value, sha256, self.clock.at)
        alias = self._alias(member)
        languages = {language, Language.FRENCH}
        if self.random.random() < 0.15:
            languages.add(Language.ENGLISH)
        week = self.random.choice(WEEKS)
        with unit_of_work(actor) as work:
            enrolling.enrol(work, enrolling.Agreement(shown, agreed=True))
        with unit_of_work(actor) as work:
            profile.choose_alias(work, alias)
            profile.change_answering(work, languages=languages, capacity=self.random.randint(1, 4))
            profile.change_hours(work, week, "Europe/Paris")
        with unit_of_work(actor) as work:
            for slug in self._wanted(member):
                profile.ask_for_topic(work, slug)

    def _wanted(self, member: Member) -> Sequence[str]:
        return BY_TEAM.get(member.team, USUAL)

    def _give_topics(self, member: Member) -> None:
        if as_person(member.id) is None:
            return
        with unit_of_work(cast("hr")) as work:
            for slug in self._wanted(member):
                profile.give_topic(work, member.id, slug)

    def _take(self, member: Member, slug: str) -> None:
        """Read a training for a quarter of an hour, then pass its quiz."""
        actor = as_person(member.id)
        if actor is None:
            return
        language = member.language
        module = published.module(db.session(), slug, at=self.clock.at)
        text = module.texts[language]
        opened = self.clock.at - timedelta(minutes=self.random.randint(12, 25))
        shown = Shown(member.id, None, text.id, text.sha256, language.value, opened)
        right = {
            question.key: [option.key for option in question.options if option.right]
            for question in text.quiz.questions
        }
        with unit_of_work(actor) as work:
            attempt = quizzing.begin(work, module, shown, language.value)
        with unit_of_work(actor) as work:
            quizzing.hand_in(work, attempt, right)

    def _pause(self, member: Member) -> None:
        self._by_member(member, lambda work: standing.pause(work, None))

    def _leave(self, member: Member) -> None:
        self._by_member(member, enrolling.leave)

    def _suspend(self, member: Member) -> None:
        if as_person(member.id) is None:
            return
        with unit_of_work(cast("hr")) as work:
            standing.suspend(work, member.id, "Deux réponses sans dire pour qui l’on travaille ; à revoir.")

    def _let_off(self, member: Member) -> None:
        if as_person(member.id) is None:
            return
        with unit_of_work(cast("hr")) as work:
            waiving.waive(
                work,
                member.id,
                module_id(TRAININGS[2]),
                first=work.today,
                last=work.today + timedelta(days=60),
                reason="A animé cette formation au printemps.",
            )

    def _by_member(self, member: Member, act: Callable[..., None]) -> None:
        actor = as_person(member.id)
        if actor is not None:
            with unit_of_work(actor) as work:
                act(work)

    def _alias(self, member: Member) -> str:
        """A free pseudonym: never the given name of the person who bears it."""
        person = db.session.get_one(Person, member.id)
        free = [name for name in ALIASES if name not in self._aliases and name != person.given_name]
        name = self.random.choice(free)
        self._aliases.add(name)
        return f"{name} · {SPOKEN[member.team]}"

    def _register(self, member: Member, network: Network, handle: str, link: str) -> None:
        """Register a work account, and have an administrator confirm it the next moment."""
        actor = as_person(member.id)
        if actor is None:
            return
        with unit_of_work(actor) as work:
            account = accounts.add(work, network, handle, link, only_work=True)
        with unit_of_work(cast("admin")) as work:
            accounts.confirm(work, account.id)

    def _part(self, key: str) -> Member:
        return next(one for one in self.staff.members if one.number == CAST[key])
