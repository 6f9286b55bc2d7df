"""What every page of the library asks at once: is relaying stopped, what does this person wish, what were
they not yet told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, String, and_, bindparam, cast, func, null, select
from sqlalchemy.orm import Session

from advocacy.db import UtcDateTime
from advocacy.library.models import OfficialAccount
from advocacy.networks.rule import Limits
from advocacy.networks.words import Network
from advocacy.relay.models import (
    MastodonServer,
    RecallNotice,
    RelayReminder,
    RelayStop,
    RelayWishes,
    TopicSubscription,
)
from advocacy.relay.queries.stop import Stop, stop_columns, stop_in, stopper

_BETWEEN = "\n"
ME = bindparam("me", type_=Integer)


@dataclass(frozen=True)
class Around:
    """What surrounds one person in the library.

    `limits` are those of their Mastodon server, None until it was asked; `recalls` counts the recalls they
    were not yet shown; `remind_at` is when they wish to be reminded of the content asked for; `accounts` are
    the company's open accounts by network, where they were asked for.
    """

    stop: Stop | None
    mastodon: str
    limits: Limits | None
    mastodon_problem: str
    digest: bool
    topics: frozenset[int]
    recalls: int
    remind_at: datetime | None
    accounts: Mapping[Network, tuple[str, ...]]


def around(session: Session, person_id: int, *, content_id: int | None = None) -> Around:
    """What surrounds a person; with `content_id` also what concerns that content. One query."""
    statement = around_columns(with_content=content_id is not None)
    values = {"me": person_id, "content_id": content_id} if content_id is not None else {"me": person_id}
    return around_in(session.connection().execute(statement, values).one())


@cache
def around_columns(*, with_content: bool = False) -> Select[*tuple[Any, ...]]:
    """The statement of one row that `around_in` reads, for the person `me` and, if asked for, a `content_id`.

    Every page of the library asks this, so it is built once.
    """
    me = select(ME.label("person_id")).subquery("me")
    return (
        select(
            *stop_columns(),
            RelayWishes.mastodon,
            RelayWishes.digest,
            MastodonServer.most_characters,
            MastodonServer.link_characters,
            MastodonServer.problem,
            _topics().label("followed"),
            _recalls().label("untold"),
            _reminder(with_content).label("remind_at"),
            _accounts(with_content).label("accounts"),
        )
        .select_from(me)
        .outerjoin(RelayStop, RelayStop.lifted_at.is_(None))
        .outerjoin(stopper, stopper.id == RelayStop.by_id)
        .outerjoin(RelayWishes, RelayWishes.person_id == me.c.person_id)
        .outerjoin(MastodonServer, MastodonServer.host == RelayWishes.mastodon)
    )


def around_in(row: Any) -> Around:
    """What the row says."""
    known = row.most_characters is not None and not row.problem
    return Around(
        stop=stop_in(row),
        mastodon=row.mastodon or "",
        limits=Limits(row.most_characters, row.link_characters) if known else None,
        mastodon_problem=row.problem or "",
        digest=bool(row.digest),
        topics=frozenset(int(one) for one in (row.followed or "").split(",") if one),
        recalls=row.untold,
        remind_at=row.remind_at,
        accounts=_by_network(row.accounts or ""),
    )


def _topics() -> ColumnElement[str]:
    followed = func.aggregate_strings(cast(TopicSubscription.topic_id, String), ",")
    return select(followed).where(TopicSubscription.person_id == ME).scalar_subquery()


def _recalls() -> ColumnElement[int]:
    untold = and_(RecallNotice.person_id == ME, RecallNotice.seen_at.is_(None))
    return select(func.count()).select_from(RecallNotice).where(untold).scalar_subquery()


def _reminder(with_content: bool) -> ColumnElement[Any]:
    if not with_content:
        return cast(null(), UtcDateTime())
    return (
        select(RelayReminder.due_at)
        .where(
            RelayReminder.person_id == ME,
            RelayReminder.content_id == bindparam("content_id", type_=Integer),
            RelayReminder.sent_at.is_(None),
            RelayReminder.dropped_at.is_(None),
        )
        .scalar_subquery()
    )


def _accounts(with_content: bool) -> ColumnElement[Any]:
    if not with_content:
        return cast(null(), String())
    line = cast(OfficialAccount.network, String) + " " + OfficialAccount.address
    open_ones = select(func.aggregate_strings(line, _BETWEEN)).where(OfficialAccount.closed_at.is_(None))
    return open_ones.scalar_subquery()


def _by_network(lines: str) -> Mapping[Network, tuple[str, ...]]:
    found: dict[Network, tuple[str, ...]] = {}
    for line in sorted(filter(None, lines.split(_BETWEEN))):
        name, _space, address = line.partition(" ")
        network = Network(name)
        found[network] = (*found.get(network, ()), address)
    return found
