"""Where the demonstration's contents come from, and what comes back: feeds, ideas, posts seen, verbatims."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from flask import current_app
from sqlalchemy import select

from advocacy.db import db
from advocacy.demonstration import invented
from advocacy.demonstration.past import Planner, as_person, cast
from advocacy.demonstration.staff import Staff
from advocacy.insights.actions.noting import Said as Quoted
from advocacy.insights.actions.noting import note_verbatim
from advocacy.library.actions import feeds, items, sightings, suggestions
from advocacy.library.actions.suggestions import Idea
from advocacy.library.models import FeedItem
from advocacy.library.rules.words import SightingKind
from advocacy.library.sources import polling
from advocacy.networks.words import Network
from advocacy.people.rules import Language
from advocacy.relay.actions.wishing import Wishes, wish
from advocacy.roles import Actor
from advocacy.topics.models import Topic
from advocacy.work import unit_of_work

FOLLOWERS = 6
"""So many people of a team follow its topics, every second with the weekly digest."""

Said = Mapping[str, Any]


@dataclass
class Ideas:
    """Plans it. Contents made of an idea or an item are put into `contents` by their keys."""

    staff: Staff
    random: Random
    plan: Planner
    contents: dict[str, int]
    work_off: Callable[[], None]

    @property
    def becoming(self) -> frozenset[str]:
        """The contents that begin here."""
        said = invented.read("sources")
        used = {one.get("answered", {}).get("used") for one in said["suggestions"]}
        used |= {item.get("becomes") for feed in said["feeds"] for item in feed["items"]}
        return frozenset(one for one in used if one in invented.contents())

    def happen_later(self) -> None:
        """Plan everything."""
        said = invented.read("sources")
        for feed in said["feeds"]:
            self._read_later(feed)
        for suggestion in said["suggestions"]:
            self._suggest_later(suggestion)
        for sighting in said["sightings"]:
            self._see_later(sighting)
        for verbatim in said["verbatims"]:
            self.plan(verbatim["ago"], 17.2, partial(self._quote, verbatim))
        for team, topics in said["watch"]:
            for place, person_id in enumerate(self._people(team, FOLLOWERS)):
                follow = partial(self._follow, person_id, topics, digest=place % 2 == 0)
                self.plan(60 - 3 * place, 12.4, follow)

    def _read_later(self, said: Said) -> None:
        self.plan(said["since"], 7.5, partial(self._add_feed, said))
        for item in said["items"]:
            # Three days later: what is planned for a weekend happens on the Friday before.
            seen = max(item["ago"] - 3, 0)
            self.plan(seen, 8.1, self._poll)
            if "becomes" in item:
                self.plan(seen, 8.3, partial(self._look_at_item, item))

    def _add_feed(self, said: Said) -> None:
        topic = select(Topic.id).where(Topic.slug == said["topic"])
        with unit_of_work(cast("editor")) as work:
            feeds.add_feed(
                work,
                address=said["address"],
                name=said["name"],
                language=Language(said["language"]),
                topic_id=work.session.scalars(topic).one(),
            )
        self.work_off()

    def _poll(self) -> None:
        """Read what is due, as a worker would have done by then."""
        polling.queue_due(current_app)
        self.work_off()

    def _look_at_item(self, said: Said) -> None:
        item_id = db.session.scalars(select(FeedItem.id).where(FeedItem.link == said["link"])).one()
        with unit_of_work(cast("editor")) as work:
            if said["becomes"] in invented.contents():
                self.contents[said["becomes"]] = items.make_drafts(work, [item_id])[0]
            else:
                items.dismiss(work, [item_id])

    def _suggest_later(self, said: Said) -> None:
        people = self._people(said["team"], 3, Language(said["language"]))
        kept: list[int] = []
        self.plan(said["ago"], 8, partial(self._suggest, people, said, kept))
        if "answered" in said:
            self.plan(said["answered"]["ago"], 8.4, partial(self._answer, said, kept))

    def _suggest(self, people: Sequence[int], said: Said, kept: list[int]) -> None:
        topic = select(Topic.id).where(Topic.slug == said.get("topic"))
        with unit_of_work(_one_of(people)) as work:
            idea = Idea(
                said["idea"],
                Language(said["language"]),
                said.get("link", ""),
                work.session.scalars(topic).one_or_none(),
            )
            kept.append(suggestions.suggest(work, idea))

    def _answer(self, said: Said, kept: Sequence[int]) -> None:
        answer = said["answered"]
        with unit_of_work(cast("editor")) as work:
            if "used" not in answer:
                suggestions.decline(work, kept[0], answer=answer["says"])
                return
            title = invented.contents()[answer["used"]]["fr"]["title"]
            self.contents[answer["used"]] = suggestions.use(
                work, kept[0], title=title, topic_id=None, answer=answer["says"]
            )

    def _see_later(self, said: Said) -> None:
        people = self._people(said["team"], 3)
        kept: list[int] = []
        self.plan(said["ago"], 13.1, partial(self._report, people, said, kept))
        if "answer" in said:
            self.plan(said["ago"] - 1, 14.4, partial(self._handle, said, kept))

    def _report(self, people: Sequence[int], said: Said, kept: list[int]) -> None:
        with unit_of_work(_one_of(people)) as work:
            kept.append(sightings.report(work, link=said["link"], kind=SightingKind(said["kind"])))

    def _handle(self, said: Said, kept: Sequence[int]) -> None:
        with unit_of_work(cast("editor")) as work:
            sightings.handle(work, kept[0], answer=said["answer"])

    def _quote(self, said: Said) -> None:
        with unit_of_work(cast("editor")) as work:
            note_verbatim(work, self.contents[said["of"]], Quoted(Network(said["network"]), said["quote"]))

    def _follow(self, person_id: int, topics: Sequence[str], *, digest: bool) -> None:
        actor = as_person(person_id)
        if actor is not None:
            with unit_of_work(actor) as work:
                wish(work, Wishes(topics, digest, ""))

    def _people(self, team: str, number: int, language: Language = Language.FRENCH) -> list[int]:
        """Some of a team who were here before the portal and head nothing: they have not left since."""
        heads = set(self.staff.heads.values())
        known = [
            one.id
            for one in self.staff.members
            if (one.team, one.language) == (team, language)
            and one.hired < self.staff.opening
            and one.number not in heads
        ]
        return self.random.sample(known, min(number, len(known)))


def _one_of(people: Sequence[int]) -> Actor:
    """The first of these who is there on that day."""
    return next(actor for actor in map(as_person, people) if actor is not None)
