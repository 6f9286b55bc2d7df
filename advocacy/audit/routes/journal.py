"""The journal: what happened, newest first, and one event in detail."""

from __future__ import annotations

from flask import Response, request, url_for

from advocacy.access import Can, access
from advocacy.audit.directory import directory
from advocacy.audit.documents import called_by, document_sources
from advocacy.audit.filters import read_filters
from advocacy.audit.queries import journal as queries
from advocacy.audit.queries.proofs import proof_of
from advocacy.audit.receipts import Unproven
from advocacy.audit.routes.blueprint import bp
from advocacy.audit.sentences import labels, said_values, sentence
from advocacy.db import db
from advocacy.htmx import page
from advocacy.languages import language, say, zone


@bp.get("/")
@access(Can.SEE_JOURNAL)
def journal() -> Response:
    """What happened, newest first, filtered by kind of event, person and period."""
    session, known = db.session(), directory()
    filters = read_filters(request.args, zone=zone())
    found = queries.entries(session, filters.wanted(lambda words: known.search(session, words, 50)))
    names = known.names(session, found.people)
    called = called_by(session, queries.documents_of(found.rows), language(), document_sources())
    return page(
        "audit/journal.html",
        fragment="audit/_journal.html",
        rows=[(entry, sentence(entry, names, called)) for entry in found.rows],
        labels=labels(),
        filters=filters,
        newer=url_for(".journal", **filters.address(after=found.newer)) if found.newer else None,
        older=url_for(".journal", **filters.address(before=found.older)) if found.older else None,
    )


@bp.get("/events/<id:event_id>")
@access(Can.SEE_JOURNAL)
def event(event_id: int) -> Response:
    """One event: its values, its line, its place and its proof."""
    session = db.session()
    fact = queries.fact(session, event_id)
    names = directory().names(session, queries.people_of([fact.entry]))
    called = called_by(session, queries.documents_of([fact.entry]), language(), document_sources())
    proof, fault = None, ""
    try:
        if fact.entry.position is not None:
            proof = proof_of(session, fact.entry.position, checkpoint=fact.checkpoint)
    except Unproven as error:
        fault = say(error)
    return page(
        "audit/event.html",
        entry=fact.entry,
        sentence=sentence(fact.entry, names, called),
        values=sorted(said_values(fact.entry)),
        line=fact.leaf.decode("utf-8", "replace") if fact.leaf else "",
        is_altered=fact.is_altered,
        leaf_hash=fact.leaf_hash,
        proof=proof,
        fault=fault,
    )
