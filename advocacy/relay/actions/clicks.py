"""Counting clicks: every visitor once a day for each link, people and suspected programs apart."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from advocacy.db import table_of
from advocacy.insert_once import insert_once, insertion
from advocacy.relay.models import ClickSalt, ClickSeen, LinkDay
from advocacy.relay.rules.clicks import Click, visitor
from advocacy.work import Work

Key = tuple[date, int]
"""A day and a link."""


def count_clicks(work: Work, clicks: Collection[Click], beyond: Mapping[Key, int]) -> None:
    """Add these clicks to the counts of their days.

    `beyond` is how many clicks came too fast to be told apart: a flood is no crowd, so they count as bots'.
    Rows are written in one order everywhere: processes that count at once never wait in a ring.
    """
    people: Counter[Key] = Counter()
    bots: Counter[Key] = Counter(beyond)
    for day in sorted({click.day for click in clicks}):
        salt = _salt(work, day)
        visits = {(click.link_id, visitor(salt, click)): click.is_bot for click in clicks if click.day == day}
        for link_id, who in _new(work, day, sorted(visits)):
            (bots if visits[link_id, who] else people)[day, link_id] += 1
    _add(work, people, bots)


def _salt(work: Work, day: date) -> bytes:
    """The secret of a day: whoever counts first makes it, for all processes."""
    wanted = select(ClickSalt.salt).where(ClickSalt.day == day)
    salt = work.session.scalar(wanted)
    if salt is None:
        insert_once(work.session, ClickSalt, {"day": day, "salt": secrets.token_bytes(32)}, unique=("day",))
        salt = work.session.execute(wanted).scalar_one()
    return salt


def _new(work: Work, day: date, visits: Iterable[tuple[int, bytes]]) -> Iterable[Row[*tuple[Any, ...]]]:
    """Keep these visits (link, visitor) of a day; those that no process had kept yet."""
    rows = [{"day": day, "link_id": link_id, "visitor": who} for link_id, who in visits]
    if not rows:
        return ()
    table = table_of(ClickSeen)
    statement = insertion(work.session, ClickSeen).on_conflict_do_nothing(
        index_elements=["day", "link_id", "visitor"]
    )
    return (
        work.session.connection().execute(statement.returning(table.c.link_id, table.c.visitor), rows).all()
    )


def _add(work: Work, people: Counter[Key], bots: Counter[Key]) -> None:
    keys = sorted({*people, *bots})
    if not keys:
        return
    table = table_of(LinkDay)
    statement = insertion(work.session, LinkDay)
    more = statement.on_conflict_do_update(
        index_elements=["link_id", "day"],
        set_={
            "people": table.c.people + statement.excluded.people,
            "bots": table.c.bots + statement.excluded.bots,
        },
    )
    work.session.connection().execute(
        more,
        [
            {"day": day, "link_id": link_id, "people": people[day, link_id], "bots": bots[day, link_id]}
            for day, link_id in keys
        ],
    )
