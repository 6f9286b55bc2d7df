"""What has happened at Maison Verdier: three versions of the charter, and what everybody made of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import select

from advocacy.audit.sealer import seal
from advocacy.charter.actions import folders, publishing, reviewing
from advocacy.charter.actions.acknowledging import Evidence, Trace, acknowledge, object_to
from advocacy.charter.actions.answering import answer
from advocacy.charter.actions.asking import ask
from advocacy.charter.models import Draft, Question, Text
from advocacy.charter.queries import drafts
from advocacy.charter.queries.reading import text_in_force
from advocacy.charter.rules.reading import Shown
from advocacy.charter.rules.words import Decision, Weight
from advocacy.db import db
from advocacy.demonstration.company import CAST, PLACES_TO_FILL, QUESTIONS
from advocacy.demonstration.force import Force
from advocacy.demonstration.library import Library
from advocacy.demonstration.past import PastClock, as_person
from advocacy.demonstration.staff import Member, Staff
from advocacy.jobs.running import Runner
from advocacy.paths import shipped
from advocacy.people.actions import absences, accounts, placements
from advocacy.people.models import Person
from advocacy.people.rules import Language
from advocacy.roles import SYSTEM, Actor
from advocacy.work import unit_of_work

BROWSERS = ("Firefox 149 on Windows", "Chrome 156 on Android", "Safari 26 on iPhone", "Edge 156 on Windows")


@dataclass(frozen=True)
class Chapter:
    """A version: its folder, how many days ago it was published and due, the share that has answered."""

    folder: str
    published: int
    due: int
    answered: float
    weight: Weight = Weight.MATERIAL


CHAPTERS = (
    Chapter("demonstration/1", published=400, due=365, answered=0.97),
    Chapter("demonstration/2", published=190, due=160, answered=0.95),
    Chapter("social-media", published=34, due=4, answered=0.8),
)

NEXT_VERSION = (
    (
        "fr.md",
        "Ajoute l’adresse pour signaler un faux compte.",
        "- **Un faux compte** : faux-comptes@verdier.example.",
    ),
    (
        "en.md",
        "Adds the address for reporting a fake account.",
        "- **A fake account**: faux-comptes@verdier.example.",
    ),
)
"""What version 4, still in review, changes: by file, the change note and a line more."""

OBJECT = 0.02
"""The share of answers that are objections."""


@dataclass
class History:
    """Lets the past happen, in its order."""

    staff: Staff
    clock: PastClock
    now: datetime
    zone: ZoneInfo
    random: Random
    _plan: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)

    def happen(self) -> None:
        """Plan everything, then let it happen from the oldest instant to the newest."""
        for chapter in CHAPTERS:
            self._publish_later(chapter)
            self._answer_later(chapter)
        self._ask_later()
        self._leave_and_be_absent_later()
        Force(self.staff, self.clock, self.random, self._at).happen_later()
        self._at(2, 9, partial(self._hand_in, "social-media", NEXT_VERSION))
        Library(self.staff, self.clock, self.zone, self._at, _work_off).happen_later()
        for at, _order, act in sorted(self._plan, key=lambda item: item[:2]):
            self.clock.move_to(at)
            act()
        seal()

    def _at(self, days_ago: float, hour: float, act: Callable[[], None]) -> None:
        """Plan `act` for an hour (in the company's zone) of the working day so many days ago."""
        day = self._today() - timedelta(days=int(days_ago))
        while day.weekday() > 4:
            day -= timedelta(days=1)
        moment = time(int(hour), int(hour % 1 * 60), self.random.randint(0, 59))
        at = datetime.combine(day, moment, self.zone).astimezone(UTC)
        self._plan.append((min(at, self.now), len(self._plan), act))

    def _publish_later(self, chapter: Chapter) -> None:
        self._at(chapter.published + 6, 10, partial(self._hand_in, chapter.folder))
        self._at(chapter.published + 3, 15, partial(self._approve, chapter.weight))
        self._at(chapter.published, 9.5, partial(self._publish, chapter))
        self._at(chapter.published, 18, _seal)
        for days_ago in (chapter.due + 7, chapter.due + 1, max(chapter.due - 7, 1)):
            self._at(days_ago, 9.2, _remind)

    def _hand_in(self, folder: str, changes: Sequence[tuple[str, str, str]] = ()) -> None:
        files = _files(folder)
        for name, change, line in changes:
            files[name] = _changed(files[name], change, line)
        owner = self._cast("charter_owner")
        with unit_of_work(owner) as work:
            draft_id = folders.import_folder(work, files, origin="folder")
        with unit_of_work(owner) as work:
            reviewing.submit(work, draft_id, edition=work.session.get_one(Draft, draft_id).edition)

    def _approve(self, weight: Weight) -> None:
        with unit_of_work(self._cast("approver")) as work:
            draft = drafts.draft(work.session, _newest_draft(), visible_to=work.actor)
            reviewing.decide(work, draft.id, shown=draft.manifest, decision=Decision.APPROVED, weight=weight)

    def _publish(self, chapter: Chapter) -> None:
        due_on = self._today() - timedelta(days=chapter.due)
        with unit_of_work(self._cast("charter_owner")) as work:
            draft = drafts.draft(work.session, _newest_draft(), visible_to=work.actor)
            publishing.publish(work, draft.id, shown=draft.manifest, due_on=due_on)
        _work_off()

    def _answer_later(self, chapter: Chapter) -> None:
        """Most answer in the first days, some at each reminder, a few late."""
        latest = 0 if chapter is CHAPTERS[-1] else chapter.due - 40
        for member in self.staff.members:
            if self._stays_away(member, chapter):
                continue
            wait = min(self.random.expovariate(1 / 6), chapter.published - latest - 1)
            here_for = (self._today() - member.hired).days
            days_ago = min(chapter.published - wait, here_for - 1 - self.random.random())
            if days_ago < latest:
                continue
            act = partial(self._answer, member, objects=self.random.random() < OBJECT)
            self._at(max(days_ago, 0), self.random.uniform(10, 19), act)

    def _stays_away(self, member: Member, chapter: Chapter) -> bool:
        """The new employee has everything before her; the other parts have answered; of the rest, a share."""
        if member.number == CAST["employee"]:
            return True
        return member.number not in CAST.values() and self.random.random() > chapter.answered

    def _answer(self, member: Member, *, objects: bool) -> None:
        actor = as_person(member.id)
        if actor is None:
            return
        with unit_of_work(actor) as work:
            accounts.read_notice(work)
        text_id, sha256 = _newest_text(member.language)
        opened_at = self.clock.at - timedelta(minutes=6)
        shown = Shown(member.id, None, text_id, sha256, member.language.value, opened_at)
        trace = Trace(f"198.51.100.{self.random.randint(1, 254)}", self.random.choice(BROWSERS))
        evidence = Evidence(shown, sha256, reached_end=True, trace=trace)
        with unit_of_work(actor) as work:
            if objects:
                object_to(work, evidence, "")
            else:
                acknowledge(work, evidence)

    def _ask_later(self) -> None:
        askers = [member for member in self.staff.members if member.hired < self.staff.opening]
        for place, (language, clause, question, reply) in enumerate(QUESTIONS):
            asker = self.random.choice([member for member in askers if member.language.value == language])
            self._at(25 - 5 * place, 11, partial(self._ask, asker, clause, question))
            if reply:
                self._at(24 - 5 * place, 16, partial(self._reply, question, reply))

    def _ask(self, member: Member, clause: str, question: str) -> None:
        actor = as_person(member.id)
        if actor is None:
            return
        text_id, _sha256 = _newest_text(member.language)
        with unit_of_work(actor) as work:
            version_id = work.session.get_one(Text, text_id).version_id
            text = text_in_force(work.session, version_id, member.language.value)
            ask(work, text, clause=clause, question=question)

    def _reply(self, question: str, words: str) -> None:
        question_id = db.session.scalars(select(Question.id).where(Question.question == question)).one()
        with unit_of_work(self._cast("charter_owner")) as work:
            answer(work, question_id, words)
        _work_off()

    def _leave_and_be_absent_later(self) -> None:
        kept = {*CAST.values(), *self.staff.heads.values()}
        free = [m for m in self.staff.members if m.number not in kept and m.hired < self.staff.opening]
        chosen = self.random.sample(free, 20)
        for place, member in enumerate(chosen[:12]):
            self._at(15 + 25 * place, 17, partial(self._leave, member))
        for place, member in enumerate(chosen[12:]):
            self._at(30 - 3 * place, 8, partial(self._be_absent, member))

    def _leave(self, member: Member) -> None:
        with unit_of_work(self._cast("hr")) as work:
            person = work.session.get_one(Person, member.id)
            placements.record_leaving(work, person, last_day=self._day_then())

    def _be_absent(self, member: Member) -> None:
        first = self._day_then()
        last = first + timedelta(days=self.random.randint(35, 90))
        with unit_of_work(self._cast("hr")) as work:
            absences.record(work, work.session.get_one(Person, member.id), first=first, last=last)

    def _cast(self, key: str) -> Actor:
        actor = as_person(db.session.scalars(select(Person.id).where(Person.number == CAST[key])).one())
        assert actor is not None
        return actor

    def _today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def _day_then(self) -> date:
        return self.clock.at.astimezone(self.zone).date()


def _files(folder: str) -> dict[str, bytes]:
    """The version in `folder`, with the company's own contacts where the starter charter leaves places."""
    found = folders.files_in(shipped("charter") / folder)
    return {name: _filled(data.decode()).encode() for name, data in found.items()}


def _filled(text: str) -> str:
    for place, words in PLACES_TO_FILL.items():
        for space in (" ", "\u00a0", "\u202f"):
            text = text.replace(f"**{place.replace(' :', f'{space}:')}**", words)
    return text


def _changed(data: bytes, change: str, line: str) -> bytes:
    """The text with another change note, and a line more at its end."""
    text = re.sub(r"^change_note: .*$", f'change_note: "{change}"', data.decode(), flags=re.MULTILINE)
    return f"{text.rstrip()}\n{line}\n".encode()


def _newest_draft() -> int:
    return db.session.scalars(select(Draft.id).order_by(Draft.id.desc()).limit(1)).one()


def _newest_text(language: Language) -> tuple[int, str]:
    """The id and hash of the newest text in this language."""
    texts = select(Text.id, Text.sha256).where(Text.language == language)
    row = db.session.execute(texts.order_by(Text.version_id.desc()).limit(1)).one()
    return row.id, row.sha256


def _work_off() -> None:
    """Do what a worker would have done by then."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy's own way
    Runner(app).drain(seconds=60)


def _remind() -> None:
    with unit_of_work(SYSTEM) as work:
        work.later(publishing.PLAN_REMINDERS, {})
    _work_off()


def _seal() -> None:
    seal()
