"""All that one person owes and holds, on one page."""

from __future__ import annotations

from flask import Response

from advocacy.access import Can, access, current_actor
from advocacy.charter.banner import asked_today, mine
from advocacy.charter.queries.mine import my_documents
from advocacy.db import db
from advocacy.hr.queries import held as queries
from advocacy.hr.routes.blueprint import bp
from advocacy.hr.routes.person import seen
from advocacy.hr.spoken import STANDINGS
from advocacy.htmx import page
from advocacy.languages import title_in
from advocacy.moment import now, today
from advocacy.training.terms import STATES
from advocacy.wiring import wiring


@bp.get("/people/<int:person_id>/held")
@access(Can.SEE_HR)
def held(person_id: int) -> Response:
    """Charter, trainings, roster and answers of somebody in sight."""
    mine()  # read before the banner, which then asks nothing more
    someone, session, zone = seen(person_id), db.session(), wiring().settings.time_zone
    found = asked_today()
    theirs = my_documents(session, someone.id, at=now(), day=today(), zone=zone, found=found)
    return page(
        "hr/held.html",
        person=someone,
        documents=theirs.documents,
        trainings=queries.trainings(session, someone.id, at=now(), zone=zone),
        member=queries.membership(session, someone.id, at=now(), zone=zone),
        states=STATES,
        standings=STANDINGS,
        title_in=title_in,
        actor=current_actor(),
        now=now(),
        today=today(),
    )
