"""How the contents of the demonstration came about: begun, written, reviewed, held, recalled, shown first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from advocacy.demonstration import invented
from advocacy.demonstration.drawing import drawn
from advocacy.demonstration.past import Planner, cast
from advocacy.library.actions import commenting, featuring, handing_in, holding, recalling, reviewing, writing
from advocacy.library.actions.starting import create_content
from advocacy.library.media import take_image
from advocacy.library.models import Content
from advocacy.library.queries.drafts import draft
from advocacy.library.queries.standing import stand
from advocacy.library.queries.written import written
from advocacy.library.rules.checking import findings
from advocacy.library.rules.drafts import Told
from advocacy.library.rules.live import RecallWording
from advocacy.library.rules.words import ContentKind, Decision, Stage
from advocacy.library.rules.writing import Plan, Typed, TypedClaim, TypedMedia, TypedWording
from advocacy.networks.words import Network
from advocacy.people.rules import Language
from advocacy.roles import Actor
from advocacy.topics.models import Topic
from advocacy.wiring import wiring
from advocacy.work import Work, unit_of_work

OPENINGS = (time(9, 15), time(12, 30), time(17, 0))
"""Wall times at which contents open in turn, so that no two of one day meet within an hour."""

Said = Mapping[str, Any]
"""A content as it stands in its file."""


@dataclass
class Editing:
    """Plans the life of each content. `ids` holds the contents that were begun, by their keys."""

    today: date
    zone: ZoneInfo
    plan: Planner
    objectives: Mapping[str, int]
    agency: Callable[[], Actor]
    ids: dict[str, int] = field(default_factory=dict)

    def happen_later(self, begun_elsewhere: frozenset[str]) -> None:
        """Plan everything; contents `begun_elsewhere` come from a feed or a colleague's idea."""
        for place, (key, said) in enumerate(invented.contents().items()):
            approved = _approved_ago(said, place)
            if key not in begun_elsewhere:
                self.plan(approved + (0.2 if said.get("rush") else 5), 8.5, partial(self._begin, key))
            state = said.get("state", "approved")
            written_ago = approved + (0 if said.get("rush") else 1)
            self.plan(written_ago, 9, partial(self._write, key))
            if state == "draft":
                continue
            self.plan(written_ago, 10, partial(self._hand_in, key))
            for comment in said.get("comments", ()):
                self.plan(written_ago, 11, partial(self._comment, key, comment))
            if state != "waiting":
                decision = Decision.RETURNED if state == "returned" else Decision.APPROVED
                self.plan(approved, 16, partial(self._decide, key, decision))
            self._afterwards(key, said)

    def _afterwards(self, key: str, said: Said) -> None:
        if "hold" in said:
            self.plan(-said["opens"] - 1, 11, partial(self._hold, key))
        if "recall" in said:
            self.plan(-said["opens"] - said["recall"]["after"], 17.5, partial(self._recall, key))
        shown = said.get("featured")
        if shown:
            first = -said["opens"] - shown["after"]
            self.plan(first, 17.9, partial(self._feature, key))
            if "days" in shown:
                self.plan(first - shown["days"], 9.5, partial(self._take_down, key))

    def author(self, said: Said) -> Actor:
        """Who writes this content."""
        return self.agency() if said["author"] == "agency" else cast("editor")

    def _begin(self, key: str) -> None:
        said = invented.contents()[key]
        with unit_of_work(self.author(said)) as work:
            content = create_content(
                work, language=Language.FRENCH, title=said["fr"]["title"], link=invented.address(said["link"])
            )
            self.ids[key] = content.id

    def _write(self, key: str) -> None:
        said, content_id = invented.contents()[key], self.ids[key]
        added = [take_image(drawn(said["picture"]["drawing"]))] if "picture" in said else []
        with unit_of_work(self.author(said)) as work:
            edition = work.session.get_one(Content, content_id).edition
            typed = self._typed(work, said)
            edition = writing.edit(work, content_id, typed, edition=edition, added=added)
            named = [
                TypedMedia(one.id, said["picture"]["fr"], said["picture"]["en"])
                for one in written(work.session, content_id).media
            ]
            again = self._typed(work, said, media=named, is_new=False)
            edition = writing.edit(work, content_id, again, edition=edition)
            self._answer(work, content_id, again, edition, said)

    def _answer(self, work: Work, content_id: int, typed: Typed, edition: int, said: Said) -> None:
        """Answer each warning with what the editor wrote to warnings of its kind."""
        facts = draft(
            work.session,
            content_id,
            visible_to=work.actor,
            settings=wiring().settings,
            at=work.now,
        )
        answers = {
            (one.finding, one.about): said["answers"][one.finding.value]
            for one in findings(facts)
            if said.get("state") != "draft"
        }
        if answers:
            answered = Typed(**{**vars(typed), "answers": answers})
            writing.edit(work, content_id, answered, edition=edition)

    def _typed(
        self, work: Work, said: Said, *, media: list[TypedMedia] | None = None, is_new: bool = True
    ) -> Typed:
        slugs = select(Topic.id).where(Topic.slug.in_(said["topics"]))
        plan = self._window(said)
        contest = timedelta(days=said.get("contest_lasts", 0))
        return Typed(
            kind=ContentKind(said.get("kind", "post")),
            objective_id=self.objectives[said["objective"]],
            stage=Stage(said["stage"]),
            link=invented.address(said["link"]),
            topics=frozenset(work.session.scalars(slugs)),
            plan=plan,
            contest_rules=said.get("rules", ""),
            contest_ends_at=plan.opens_at + contest if plan.opens_at and contest else None,
            texts={
                language: Told(*(said[language.value][part].strip() for part in invented.PARTS))
                for language in Language
            },
            wordings=list(_wordings(said)) if is_new else (),
            claims=[self._claim(one) for one in said.get("claims", ())] if is_new else (),
            media=media or (),
        )

    def _window(self, said: Said) -> Plan:
        """The share window: it opens on the working day before when its day is none."""
        if "opens" not in said:
            return Plan(None, None, str(self.zone))
        day = self.today + timedelta(days=said["opens"])
        while day.weekday() > 4:
            day -= timedelta(days=1)
        clock = OPENINGS[said["opens"] % len(OPENINGS)]
        opens = datetime.combine(day, clock, self.zone).astimezone(UTC)
        ends = day + timedelta(days=said["lasts"]) if "lasts" in said else None
        closes = datetime.combine(ends, time(20), self.zone).astimezone(UTC) if ends else None
        return Plan(opens, closes, str(self.zone))

    def _claim(self, one: Said) -> TypedClaim:
        until = self.today + timedelta(days=one["until"]) if "until" in one else None
        return TypedClaim(None, one["says"], one["shown_by"], until)

    def _hand_in(self, key: str) -> None:
        content_id = self.ids[key]
        with unit_of_work(self.author(invented.contents()[key])) as work:
            handing_in.hand_in(work, content_id, edition=work.session.get_one(Content, content_id).edition)

    def _comment(self, key: str, comment: Said) -> None:
        with unit_of_work(cast(comment["by"])) as work:
            commenting.comment(work, self.ids[key], comment["says"])

    def _decide(self, key: str, decision: Decision) -> None:
        note = invented.contents()[key].get("note", "")
        with unit_of_work(cast("approver")) as work:
            waiting = reviewing.waiting_revision(work, stand(work.session, self.ids[key]))
            assert waiting is not None
            reviewing.decide(work, self.ids[key], shown=waiting.sha256, decision=decision, note=note)

    def _hold(self, key: str) -> None:
        with unit_of_work(cast("approver")) as work:
            holding.hold(work, self.ids[key], reason=invented.contents()[key]["hold"])

    def _recall(self, key: str) -> None:
        told = invented.contents()[key]["recall"]
        words = RecallWording(told["fr"], told["en"], invented.address(told["page"]))
        with unit_of_work(cast("approver")) as work:
            recalling.recall(work, self.ids[key], words, correction_id=self.ids[told["correction"]])

    def _feature(self, key: str) -> None:
        with unit_of_work(cast("editor")) as work:
            featuring.feature(work, self.ids[key])

    def _take_down(self, key: str) -> None:
        with unit_of_work(cast("editor")) as work:
            featuring.take_down(work, self.ids[key])


def _wordings(said: Said) -> Iterator[TypedWording]:
    for language in Language:
        for network, texts in said[language.value].items():
            if network not in invented.PARTS:
                yield from (TypedWording(None, Network(network), language, text) for text in texts)


def _approved_ago(said: Said, place: int) -> float:
    """So many days ago it was decided on: some days before it opens, or lately when that lies ahead."""
    if said.get("rush"):
        return float(-said["opens"])
    state = said.get("state", "approved")
    return float(max(-said.get("opens", 0) + 4, 1 + place % 3 if state != "waiting" else 0.5))
