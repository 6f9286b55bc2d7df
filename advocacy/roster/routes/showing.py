"""Showing my member profile: as it is, and as it comes back with a form that was refused."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response

from advocacy.access import current_actor
from advocacy.clock import day_in
from advocacy.db import db
from advocacy.htmx import page
from advocacy.languages import language
from advocacy.moment import now
from advocacy.people.forms.answering import AnsweringForm
from advocacy.roster.forms.mine import (
    AccountForm,
    AliasForm,
    AnsweringMemberForm,
    HoursForm,
    PauseForm,
    WishForm,
)
from advocacy.roster.queries.mine import Membership, last_withdrawn, membership
from advocacy.roster.rules.hours import WEEKDAYS, clock, skipped
from advocacy.roster.rules.work_accounts import BY_CODE, network_name
from advocacy.wiring import wiring


@dataclass
class Forms:
    """The forms of the page; one that is given came back with what was typed, the others are filled in."""

    alias: AliasForm | None = None
    answering: AnsweringMemberForm | None = None
    hours: HoursForm | None = None
    pause: PauseForm | None = None
    wish: WishForm | None = None
    account: AccountForm | None = None

    @property
    def typed(self) -> AnsweringForm | None:
        """The form that came back."""
        given = (self.alias, self.answering, self.hours, self.pause, self.wish, self.account)
        return next((form for form in given if form is not None), None)

    def fill(self, mine: Membership, zone: str) -> None:
        """Fill in the forms that did not come back."""
        facts = mine.facts
        self.alias = self.alias or AliasForm(formdata=None, data={"alias": facts.alias or ""})
        self.answering = self.answering or AnsweringMemberForm(
            formdata=None,
            data={"languages": [one.value for one in facts.languages], "capacity": facts.capacity},
        )
        self.hours = self.hours or _hours_form(mine, zone)
        self.pause = self.pause or PauseForm(formdata=None)
        self.wish = self.wish or WishForm(formdata=None)
        self.wish.offer([(one.slug, one.name(language())) for one in mine.others])
        self.account = self.account or AccountForm(formdata=None)


def show_mine(forms: Forms) -> Response:
    """The page of the actor's own membership, with these forms."""
    actor, settings = current_actor(), wiring().settings
    assert actor.id is not None
    mine = membership(db.session(), actor.id, at=now(), zone=settings.time_zone)
    typed, zone = forms.typed, mine.facts.zone or actor.zone
    forms.fill(mine, zone)
    return page(
        "roster/mine.html",
        status=typed.status if typed else 200,
        form=typed,
        forms_=forms,
        mine=mine,
        facts=mine.facts,
        withdrawn=None if mine.facts.alias else last_withdrawn(db.session(), actor.id),
        works_now=mine.facts.works_at(now()),
        skips=skipped(mine.facts.hours, day_in(now(), zone)),
        clock=clock,
        weekdays=WEEKDAYS,
        by_code=BY_CODE,
        network_name=network_name,
        language=language(),
    )


def _hours_form(mine: Membership, zone: str) -> HoursForm:
    days = {
        name: ", ".join(one.text for one in mine.facts.hours if one.weekday == weekday)
        for weekday, name in enumerate(_DAYS)
    }
    return HoursForm(formdata=None, data={**days, "zone": zone}).offer()


_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
