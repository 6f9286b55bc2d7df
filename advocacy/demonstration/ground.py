"""What the library of the demonstration stands on: objectives, networks, accounts, words, weeks, rights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from advocacy.db import db
from advocacy.demonstration import invented
from advocacy.demonstration.past import Planner, cast
from advocacy.insights.actions.noting import note_content_lesson
from advocacy.library.actions import accounts, networks, objectives, phrases, planning, rights
from advocacy.library.actions.accounts import AccountGiven
from advocacy.library.rules.objectives import Plan
from advocacy.library.rules.words import Aim, Measure, Verdict
from advocacy.networks.words import Network
from advocacy.people.actions import grants
from advocacy.people.models import Person
from advocacy.people.rules import Language
from advocacy.roles import SYSTEM, Role
from advocacy.topics.models import Topic
from advocacy.work import unit_of_work

LAID = 78
"""So many days ago the library was begun."""

ALLOWED = ("home-and-decoration", "shoes")
"""The topics that the second editor of the agency may work on."""

Said = Mapping[str, Any]


@dataclass
class Ground:
    """Plans it. `objectives` holds their ids by key once they are set, `contents` what lessons are about."""

    today: date
    plan: Planner
    contents: Mapping[str, int]
    writers: Callable[[], list[int]]
    objectives: dict[str, int] = field(default_factory=dict)
    _accounts: dict[str, int] = field(default_factory=dict)

    def happen_later(self) -> None:
        """Plan everything."""
        self.plan(LAID, 9, self._let_write)
        self.plan(LAID - 1, 9, self._write_sheets)
        self.plan(LAID - 1, 14, self._warn_of_phrases)
        for key, said in invented.read("objectives").items():
            self.plan(LAID - 2, 10, partial(self._set, key, said))
            for figure in said.get("figures", ()):
                self.plan(figure["ago"], 17, partial(self._note_figure, key, figure))
            for place, review in enumerate(said.get("reviews", ())):
                self.plan(review["ago"], 15 + place, partial(self._review, key, review))
            for lesson in said.get("lessons", ()):
                self.plan(2, 16, partial(self._learn, lesson))
        self.plan(LAID - 2, 14, self._plan_weeks)
        for account in invented.read("networks")["accounts"]:
            self._look_after_later(account)

    def _let_write(self) -> None:
        """Two people of the agency may write; the second on some topics only."""
        first, second = self.writers()[:2]
        for person_id in (first, second):
            with unit_of_work(SYSTEM) as work:
                grants.grant(work, work.session.get_one(Person, person_id), Role.EDITOR)
        with unit_of_work(cast("admin")) as work:
            for slug in ALLOWED:
                rights.give(work, second, _topic(slug))

    def _write_sheets(self) -> None:
        for name, sheet in invented.read("networks")["sheets"].items():
            texts = {
                f"{part}_{language.value}": sheet.get(part, {}).get(language.value, "")
                for part in networks.PARTS
                for language in Language
            }
            with unit_of_work(cast("editor")) as work:
                networks.save_sheet(work, Network(name), texts, owner_id=_person(sheet["owner"]))
                if sheet["used"]:
                    networks.switch_on(work, Network(name))

    def _warn_of_phrases(self) -> None:
        with unit_of_work(cast("approver")) as work:
            for one in invented.read("phrases"):
                language = Language(one["language"]) if one["language"] else None
                phrases.add(work, one["phrase"], language=language, reason_fr=one["fr"], reason_en=one["en"])

    def _set(self, key: str, said: Said) -> None:
        reviews = said.get("reviews", ())
        first = -reviews[0]["ago"] if reviews else said["review"]
        plan = Plan(
            said["fr"], said["en"], said["target"], *map(self._day, (said["starts"], said["ends"], first))
        )
        with unit_of_work(cast("approver")) as work:
            self.objectives[key] = objectives.set_objective(
                work,
                plan,
                aim=Aim(said["aim"]),
                measure=Measure(said["measure"]),
                owner_id=_person("approver"),
            )

    def _note_figure(self, key: str, said: Said) -> None:
        with unit_of_work(cast("editor")) as work:
            objectives.note_figure(
                work, self.objectives[key], day=work.today, figure=said["figure"], source=said["source"]
            )

    def _review(self, key: str, said: Said) -> None:
        with unit_of_work(cast("approver")) as work:
            objectives.review_objective(
                work,
                self.objectives[key],
                verdict=Verdict(said["verdict"]),
                note=said["note"],
                next_review_on=self._day(said["next"]),
            )

    def _learn(self, lesson: Said) -> None:
        with unit_of_work(cast("editor")) as work:
            note_content_lesson(work, self.contents[lesson["of"]], lesson["says"])

    def _plan_weeks(self) -> None:
        said = invented.read("calendar")
        with unit_of_work(cast("editor")) as work:
            for slot in said["slots"]:
                planning.add_slot(
                    work,
                    network=Network(slot["network"]),
                    weekday=slot["weekday"],
                    clock=slot["at"],
                    zone="Europe/Paris",
                    language=Language(slot["language"]) if "language" in slot else None,
                    topic_id=_topic(slot["topic"]) if "topic" in slot else None,
                )
            for event in said["events"]:
                first, last = self._day(event["starts"]), self._day(event["ends"])
                planning.add_event(
                    work, name_fr=event["fr"], name_en=event["en"], starts_on=first, ends_on=last
                )

    def _look_after_later(self, said: Said) -> None:
        self.plan(LAID - 1, 16, partial(self._register, said))
        self.plan(-said["last_post"], 18, partial(self._post, said))
        if "closes" in said:
            self.plan(max(-said["closes"]["in"] + 8, 9), 11, partial(self._decide_closing, said))
            if said["closes"]["in"] < 0:
                self.plan(-said["closes"]["in"], 11, partial(self._close, said))

    def _register(self, said: Said) -> None:
        given = AccountGiven(_person(said["owner"]), help_address=said.get("help", ""))
        with unit_of_work(cast("editor")) as work:
            self._accounts[said["address"]] = accounts.register(
                work,
                Network(said["network"]),
                handle=said["handle"],
                address=said["address"],
                given=given,
            )

    def _post(self, said: Said) -> None:
        with unit_of_work(cast("editor")) as work:
            given = AccountGiven(_person(said["owner"]), work.today, said.get("help", ""))
            accounts.change(work, self._accounts[said["address"]], given)

    def _decide_closing(self, said: Said) -> None:
        closes = said["closes"]
        with unit_of_work(cast("approver")) as work:
            accounts.decide_closing(
                work,
                self._accounts[said["address"]],
                close_on=self._day(closes["in"]),
                reason=closes["reason"],
            )

    def _close(self, said: Said) -> None:
        with unit_of_work(cast("approver")) as work:
            accounts.close(work, self._accounts[said["address"]])

    def _day(self, offset: int) -> date:
        return self.today + timedelta(days=offset)


def _topic(slug: str) -> int:
    return db.session.scalars(select(Topic.id).where(Topic.slug == slug)).one()


def _person(part: str) -> int:
    found = cast(part).id
    assert found is not None
    return found
