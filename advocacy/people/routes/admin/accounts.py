"""Somebody else's account: closing and opening it, sending or handing over a link."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.errors import Refused
from advocacy.htmx import go, page
from advocacy.languages import say
from advocacy.moment import now
from advocacy.people.actions import accounts, links
from advocacy.people.models import Person
from advocacy.people.routes.admin import bp
from advocacy.people.routes.admin.persons import found, seen
from advocacy.people.rules.links import INVITATION_LIVES
from advocacy.wiring import wiring
from advocacy.work import Work, unit_of_work


@bp.post("/people/<int:person_id>/disabling")
@access(Can.MANAGE_PEOPLE)
def disable(person_id: int) -> Response:
    """Close the account."""
    return _do(person_id, accounts.disable, _("The account is disabled, and signed out everywhere."))


@bp.post("/people/<int:person_id>/enabling")
@access(Can.MANAGE_PEOPLE)
def enable(person_id: int) -> Response:
    """Open the account again."""
    return _do(person_id, accounts.enable, _("The account is enabled."))


@bp.post("/people/<int:person_id>/invitation")
@access(Can.MANAGE_PEOPLE)
def invite(person_id: int) -> Response:
    """Mail an invitation."""
    return _do(person_id, links.invite, _("The invitation leaves by mail."))


@bp.post("/people/<int:person_id>/reset")
@access(Can.MANAGE_PEOPLE)
def send_reset(person_id: int) -> Response:
    """Mail a link for a new password."""
    return _do(person_id, links.send_reset, _("The link for a new password leaves by mail."))


@bp.post("/people/<int:person_id>/link")
@access(Can.MANAGE_PEOPLE)
def hand_over(person_id: int) -> Response:
    """Make a link to hand over, and show it this once: nothing keeps it."""
    try:
        with unit_of_work() as work:
            token = links.hand_over(work, found(work, person_id))
    except Refused as refused:
        flash(say(refused), "danger")
        return go(url_for(".person", person_id=person_id))
    address = wiring().settings.base_url + url_for("account.link", token=token)
    return page(
        "admin/hand_over.html", person=seen(person_id), address=address, until=now() + INVITATION_LIVES
    )


def _do(person_id: int, act: Callable[[Work, Person], None], done: str) -> Response:
    """Do this to a person, and say on their page that it is done, or why not."""
    try:
        with unit_of_work() as work:
            act(work, found(work, person_id))
    except Refused as refused:
        flash(say(refused), "danger")
    else:
        flash(done, "success")
    return go(url_for(".person", person_id=person_id))
