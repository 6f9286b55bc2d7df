"""The weekly digest: to whoever asked for it, once a week, in their working hours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import cache

from advocacy.insert_once import insert_once
from advocacy.library.queries.live import LiveCard, Wanted, newest
from advocacy.notices.actions import notify
from advocacy.notices.recipients import Recipient
from advocacy.people.rules import Language
from advocacy.relay.models import DigestSent
from advocacy.relay.queries.digests import followed
from advocacy.relay.rules.reminding import week_of
from advocacy.work import Work

KIND = "relay_digest"
"""What the log of notices calls it; its mail is called the same."""

MOST = 7
"""Posts in a digest: what is more is in the library."""

BACK = timedelta(days=7)


def write_digests(work: Work, people: Sequence[Recipient]) -> int:
    """Write to these people of what was new in a week, by their topics and language; how many mails.

    Whoever has had this week's digest gets none, and where there is nothing to say, nothing is said.
    """
    weeks = {one.id: week_of(work.now, one.time_zone) for one in people}
    rows = [{"person_id": one.id, "week": weeks[one.id], "at": work.now} for one in people]
    new = insert_once(work.session, DigestSent, rows, DigestSent.person_id, unique=["person_id", "week"])
    due = {row.person_id for row in new}
    topics = followed(work.session, due)
    cards = _cards(work)
    written = 0
    for person in people:
        found = cards(Language(person.language), topics.get(person.id, frozenset()))
        if person.id not in due or not found:
            continue
        notify(
            work,
            kind=KIND,
            person=person,
            template=KIND,
            values={"name": person.name, "posts": [_told(card) for card in found], "path": "/library/"},
            dedup_key=f"{KIND}:{weeks[person.id].isoformat()}:{person.id}",
        )
        written += 1
    return written


def _cards(work: Work) -> Callable[[Language, frozenset[int]], list[LiveCard]]:
    """What is new by language and topics: people who follow the same share the reading."""

    @cache
    def found(language: Language, topics: frozenset[int]) -> list[LiveCard]:
        wanted = Wanted(topics=topics, languages=(language,))
        since = work.now - BACK
        return newest(work.session, at=work.now, since=since, language=language, wanted=wanted, most=MOST)

    return found


def _told(card: LiveCard) -> dict[str, str]:
    return {"title": card.title, "why": card.why, "path": f"/library/{card.content_id}"}
