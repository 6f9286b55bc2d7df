"""Makers of official accounts, slots, company events and calendar feeds."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

from advocacy.library.models import CalendarFeed, CompanyEvent, OfficialAccount, Slot
from advocacy.library.rules.words import Measure
from advocacy.networks.words import Network
from advocacy.people.models import Person
from advocacy.people.tokens import hash_of, new_token
from advocacy.roles import Role
from advocacy.wiring import wiring
from tests.support.library_makers import an_objective
from tests.support.makers import save, somebody

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


def a_slot(network: Network = Network.LINKEDIN, **values: Any) -> Slot:
    """Every Tuesday at half past eight in Paris, for a year."""
    now = wiring().clock.now()
    slot = Slot(
        network=network,
        **{
            "language": None,
            "topic_id": None,
            "weekday": 1,
            "minute": 8 * 60 + 30,
            "zone": "Europe/Paris",
            "at": now - timedelta(days=365),
            "by_id": values.pop("by_id", None) or somebody(Role.EDITOR).id,
            **values,
        },
    )
    save(slot)
    return slot


def a_company_event(**values: Any) -> CompanyEvent:
    """Three days of a fair from tomorrow on."""
    now = wiring().clock.now()
    event = CompanyEvent(
        **{
            "name_fr": "Salon du cuir",
            "name_en": "Leather fair",
            "starts_on": now.date() + timedelta(days=1),
            "ends_on": now.date() + timedelta(days=3),
            "by_id": values.pop("by_id", None) or somebody(Role.EDITOR).id,
            "at": now,
            **values,
        }
    )
    save(event)
    return event


def a_calendar_feed(person: Person, token: str = "", **filters: Any) -> CalendarFeed:
    """A feed of this person's that answers to `token`."""
    feed = CalendarFeed(
        person_id=person.id,
        token_sha256=hash_of(token or new_token()),
        filters=filters,
        created_at=wiring().clock.now(),
    )
    save(feed)
    return feed


def a_plan(viewer: Person) -> dict[str, int | str]:
    """Something on every page of networks, objectives and the calendar; what their addresses hold."""
    a_slot(by_id=viewer.id)
    a_company_event(by_id=viewer.id)
    a_calendar_feed(viewer)
    return {
        "network_name": Network.LINKEDIN.value,
        "official_account_id": an_official_account().id,
        "objective_id": an_objective(measure=Measure.NOTED, owner=viewer).id,
    }
