"""One click to be somebody else: in a demonstration only."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Flask, Response, url_for
from flask_babel import gettext

from advocacy.access import Can, access
from advocacy.demonstration.company import CAST
from advocacy.demonstration.past import playing
from advocacy.errors import N_, NotVisible
from advocacy.htmx import go
from advocacy.people.actions import sign_ins
from advocacy.people.routes.account.entry import device, end_present
from advocacy.people.signing_in import remember
from advocacy.work import unit_of_work

bp = Blueprint("demonstration", __name__, url_prefix="/demonstration")

LABELS = {
    "employee": N_("A new employee"),
    "manager": N_("A shop manager"),
    "charter_owner": N_("The charter's owner"),
    "editor": N_("An editor"),
    "approver": N_("The approver"),
    "hr": N_("HR"),
    "auditor": N_("The auditor"),
    "admin": N_("The administrator"),
    "trainer": N_("A trainer"),
    "member": N_("A member of the roster"),
}


@dataclass(frozen=True)
class PartLink:
    """A part one can play by one click."""

    label: str
    url: str


@bp.post("/sign-in/<part>")
@access(Can.ANYONE)
def sign_in(part: str) -> Response:
    """Be the person who plays `part`."""
    actor = playing(part)
    if actor is None:
        raise NotVisible
    end_present()
    with unit_of_work(actor) as work:
        token = sign_ins.begin(work, device=device(), keep=False)
    remember(token, keep=False)
    return go(url_for("today.show"))


def demonstration_people() -> list[PartLink]:
    """Every part, in the language of whoever asks."""
    return [PartLink(gettext(LABELS[key]), url_for("demonstration.sign_in", part=key)) for key in CAST]


def init_demonstration(app: Flask) -> None:
    """Let `app` offer the parts."""
    app.register_blueprint(bp)
    app.jinja_env.globals["demonstration_people"] = demonstration_people
