"""One person as HR sees them: what holds, what they did, what they owe, what was written to them."""

from __future__ import annotations

from flask import Response

from advocacy.access import Can, access, current_actor
from advocacy.charter.banner import asked_today
from advocacy.charter.queries.mine import MyDocuments, my_documents
from advocacy.charter.rules.gate import may_answer, may_relay
from advocacy.db import db
from advocacy.errors import NotVisible
from advocacy.hr.queries import notices
from advocacy.hr.queries.person import acts
from advocacy.hr.routes.blueprint import bp
from advocacy.hr.spoken import (
    ACTS,
    KINDS,
    LANGUAGES,
    NOTICE_KINDS,
    NOTICE_STATES,
    STANDINGS,
    reasons,
)
from advocacy.htmx import page
from advocacy.languages import title_in
from advocacy.moment import now, today
from advocacy.people.models import Person
from advocacy.people.queries import directory, history
from advocacy.people.rules import Kind
from advocacy.wiring import wiring


@bp.get("/people/<int:person_id>")
@access(Can.SEE_HR)
def person(person_id: int) -> Response:
    """Everything HR may know about somebody in sight."""
    someone, session, actor = seen(person_id), db.session(), current_actor()
    documents = _documents(someone)
    return page(
        "hr/person.html",
        person=someone,
        facts=[fact for fact in history.facts(session, someone.id) if fact.retired_at is None],
        documents=documents.documents,
        relaying=reasons(may_relay(documents.gate)),
        answering=reasons(may_answer(documents.gate)),
        acts=acts(session, someone.id, visible_to=actor, day=today()),
        notices=notices.to_one(session, someone.id),
        words={"kinds": KINDS, "standings": STANDINGS, "acts": ACTS, "languages": LANGUAGES},
        notice_kinds=NOTICE_KINDS,
        notice_states=NOTICE_STATES,
        title_in=title_in,
        may_manage=actor.can(Can.MANAGE_PEOPLE),
        may_record_absence=actor.can(Can.RECORD_ABSENCE),
        today=today(),
    )


def seen(person_id: int) -> Person:
    """Somebody in sight. Raises NotVisible; a service account is nobody."""
    found = directory.person(
        db.session(), person_id, visible_to=current_actor(), day=today(), permission=Can.SEE_HR
    )
    if found.kind is Kind.SERVICE:
        raise NotVisible
    return found


def _documents(someone: Person) -> MyDocuments:
    zone = wiring().settings.time_zone
    return my_documents(db.session(), someone.id, at=now(), day=today(), zone=zone, found=asked_today())
