"""Acknowledging a text, objecting to it, and having reached its end: each kept once, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert

from advocacy.access import Can
from advocacy.audit.recording import Private, trace_expiry
from advocacy.charter.events.reading import CharterAcknowledged, CharterObjected
from advocacy.charter.models import Acknowledgement, ObjectionReason, Reading
from advocacy.charter.queries.acts import TextToActOn, text_to_act_on
from advocacy.charter.queries.quizzes import passing
from advocacy.charter.rules.quizzes import check_passed
from advocacy.charter.rules.reading import (
    Shown,
    check_act,
    check_objection,
    check_reason,
    check_shown,
)
from advocacy.charter.rules.words import Act
from advocacy.db import table_of
from advocacy.insert_once import insert_once
from advocacy.people.identity import identity_of
from advocacy.people.models import Person
from advocacy.work import Work


@dataclass(frozen=True)
class Trace:
    """Technical traces of a request: kept outside the ledger, for a shorter time, or not at all."""

    address: str
    browser: str


@dataclass(frozen=True)
class Evidence:
    """What came with the form: the proof of showing, the text answered, whether its end was reached."""

    shown: Shown | None
    wanted: str
    reached_end: bool
    trace: Trace


def acknowledge(work: Work, evidence: Evidence) -> int:
    """Keep proof that the actor was shown exactly this text and acknowledged it; returns the row's id.

    Doing it again gives the same row and adds nothing. Raises Refused: not shown, superseded, too long ago,
    or the version's quiz was not passed.
    """
    work.actor.require(Can.ACKNOWLEDGE_CHARTER)
    return _act(work, evidence, Act.ACKNOWLEDGED)[0]


def object_to(work: Work, evidence: Evidence, reason: str) -> int:
    """Keep that the actor read this text and objects, with the reason apart; returns the row's id.

    Raises Refused as `acknowledge` does, and when the actor has acknowledged this version.
    """
    work.actor.require(Can.ACKNOWLEDGE_CHARTER)
    kept = check_reason(reason)
    objection_id, is_new = _act(work, evidence, Act.OBJECTED)
    if kept and is_new:
        work.session.add(ObjectionReason(acknowledgement_id=objection_id, reason=kept))
    return objection_id


def reach_end(work: Work, evidence: Evidence) -> None:
    """Keep, once, that the person a text was shown to reached its end. Raises Refused if it was not shown."""
    work.actor.require(Can.READ_CHARTER)
    shown = _checked(work, evidence)
    values = {
        "person_id": work.actor.id,
        "text_id": shown.text_id,
        "opened_at": shown.at,
        "reached_end_at": work.now,
    }
    insert_once(work.session, Reading, values, unique=["person_id", "text_id"])


def _act(work: Work, evidence: Evidence, act: Act) -> tuple[int, bool]:
    """The act's id, and whether it is new. The actor's row is locked, so that the same POST waits."""
    assert work.actor.id is not None
    work.hold(Person, work.actor.id)
    shown = _checked(work, evidence)
    text = text_to_act_on(work.session, shown.text_id, work.actor.id, at=work.now)
    if act in text.acts:
        return text.acts[act], False
    check_act(shown, text.facts, work.now)
    if act is Act.OBJECTED:
        check_objection(text.acts)
    reached = evidence.reached_end or text.end_reached
    row = {
        "person_id": work.actor.id,
        "version_id": text.version_id,
        "text_id": text.id,
        "act": act,
        "sha256": text.sha256,
        "at": work.now,
        "opened_at": shown.at,
        "reached_end": reached,
        "passing_id": _passing(work, text) if act is Act.ACKNOWLEDGED else None,
        "event_id": _record(work, text, act, shown, reached=reached, trace=evidence.trace),
    }
    return work.session.execute(_INSERT, row).scalar_one(), True


_ACTS = table_of(Acknowledgement)
_INSERT = insert(_ACTS).returning(_ACTS.c.id)


def _checked(work: Work, evidence: Evidence) -> Shown:
    actor = work.actor
    return check_shown(
        evidence.shown, wanted=evidence.wanted, person_id=actor.id, sign_in_id=actor.sign_in_id
    )


def _passing(work: Work, text: TextToActOn) -> int | None:
    """The passing of the quiz that the acknowledgement rests on. Without a quiz nothing is asked for."""
    if text.quiz_sha256 is None:
        return None
    return check_passed(passing(work.session, work.actor.id, text.version_id)).id


def _record(work: Work, text: TextToActOn, act: Act, shown: Shown, *, reached: bool, trace: Trace) -> int:
    """Write the event with the text's hash, and who it was and from where behind commitments."""
    assert work.actor.id is not None
    settings = work.wiring.settings
    private = {"identity": Private(identity_of(work.session, work.actor.id, work.today))}
    if settings.keep_traces:
        values = {"address": trace.address, "browser": trace.browser}
        private["trace"] = Private(values, until=trace_expiry(work.now, settings.trace_days))
    kind = CharterAcknowledged if act is Act.ACKNOWLEDGED else CharterObjected
    event = kind(
        document=text.slug,
        number=text.number,
        language=text.language,
        manifest=text.manifest,
        sha256=text.sha256,
        html_sha256=text.html_sha256,
        opened_at=shown.at,
        reached_end=reached,
    )
    return work.record(event, subject=work.actor.party, documents=[text.sha256], private=private)
