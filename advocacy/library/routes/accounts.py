"""What strangers may read: on which networks the company is, with which accounts, and where it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, request

from advocacy.access import Can, access
from advocacy.db import db
from advocacy.htmx import page
from advocacy.languages import language
from advocacy.library import spoken
from advocacy.library.queries.networks import AccountLine, Sheet, official_accounts, sheets
from advocacy.library.rules.sheets import TOLD, AccountState, Known, likeness
from advocacy.moment import today
from advocacy.networks.words import Network
from advocacy.roster.rules.work_accounts import network_name
from advocacy.wiring import wiring

bp = Blueprint("accounts", __name__, url_prefix="/accounts")

PER_MINUTE = "120 per minute"
"""Of one address: more than a person reads, less than somebody who tries every handle."""

LONGEST_ASKED = 400


@dataclass(frozen=True)
class Presence:
    """A network, and the accounts there; closed ones last."""

    network: Network
    name: str
    sheet: Sheet
    accounts: Sequence[AccountLine]

    @property
    def is_there(self) -> bool:
        """Whether the company is there now: its sheet is on, or an account of it is open."""
        return self.sheet.is_on or any(one.state is not AccountState.CLOSED for one in self.accounts)


@bp.get("/")
@access(Can.ANYONE)
def index() -> Response:
    """The official accounts; with `account`, whether that one is among them."""
    (limiter,) = current_app.extensions["limiter"]
    with limiter.limit(PER_MINUTE):
        asked = request.args.get("account", "").replace("\x00", "").strip()[:LONGEST_ASKED]
        found = official_accounts(db.session(), today=today(), zone=wiring().settings.time_zone)
        known = sheets(db.session())
    answer, like = likeness(asked, (_known(one) for one in found)) if asked else (None, None)
    places = _presences(found, known)
    return page(
        "accounts/index.html",
        asked=asked,
        answer=answer,
        like=next((one for one in found if like and one.id == like.id), None),
        network_name=network_name,
        places=[one for one in places if one.is_there],
        left=[one for one in places if not one.is_there and one.accounts],
        absent=[one.name for one in places if not one.is_there],
        language=language(),
        organisation_name=wiring().settings.organisation,
        banners=(),
    )


def _presences(found: Sequence[AccountLine], known: dict[Network, Sheet]) -> list[Presence]:
    there = [
        Presence(
            one,
            spoken.network(one),
            known.get(one, Sheet(one)),
            [account for account in found if account.network is one],
        )
        for one in TOLD
    ]
    others: dict[str, list[AccountLine]] = {}
    for account in found:
        if account.network is Network.OTHER:
            others.setdefault(network_name(account.network, account.address), []).append(account)
    return there + [
        Presence(Network.OTHER, name, Sheet(Network.OTHER), accounts)
        for name, accounts in sorted(others.items())
    ]


def _known(account: AccountLine) -> Known:
    return Known(account.id, account.network, account.handle, account.state is AccountState.CLOSED)
