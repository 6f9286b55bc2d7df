"""Makers of official accounts, slots, company events and calendar feeds."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

from advocacy.library.models import OfficialAccount
from advocacy.networks.words import Network
from advocacy.wiring import wiring
from tests.support.makers import save

_numbers = itertools.count(1)


def an_official_account(
    network: Network = Network.BLUESKY, handle: str | None = None, **values: Any
) -> OfficialAccount:
    """An open account of the company, registered a while ago, that posted yesterday."""
    number, now = next(_numbers), wiring().clock.now()
    name = handle or f"verdier{number}.example"
    account = OfficialAccount(
        network=network,
        handle=name,
        **{
            "address": f"https://bsky.app/profile/{name}",
            "owner_id": None,
            "help_address": "",
            "last_post_on": now.date() - timedelta(days=1),
            "closing_reason": "",
            "created_at": now - timedelta(days=200),
            **values,
        },
    )
    save(account)
    return account
