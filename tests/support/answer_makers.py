"""Makers of answers given in public: rows as they stand, each with its event."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from advocacy.answers.events import PublicAnswerRecorded
from advocacy.answers.links import canonical
from advocacy.answers.models import AnswerThanks, AnswerWords, PublicAnswer, Source, ThanksFrom
from advocacy.audit.party import Party
from advocacy.clock import day_in
from advocacy.db import db
from advocacy.networks.words import Network
from advocacy.people.models import Person
from advocacy.people.rules import Language
from advocacy.roles import SYSTEM
from advocacy.topics.models import Topic
from advocacy.wiring import wiring
from advocacy.work import unit_of_work
from tests.support.makers import save
from tests.support.roster_makers import a_topic

_numbers = itertools.count(1_000)


def a_link() -> str:
    """The address of a post on X that no other answer has."""
    return f"https://x.com/verdier/status/{next(_numbers)}"


def an_answer(
    person: Person,
    topic: Topic | None = None,
    *,
    link: str | None = None,
    at: datetime | None = None,
    eligible: bool = True,
    question: str = "When are my shoes delivered?",
    corrects: PublicAnswer | None = None,
    **values: Any,
) -> PublicAnswer:
    """An answer on X that somebody gave an hour ago, unless said otherwise."""
    now = wiring().clock.now()
    found, at = canonical(link or a_link()), at or now - timedelta(hours=1)
    about = topic or a_topic()
    codes = () if eligible else ("not_enrolled", "topic_not_held")
    event = PublicAnswerRecorded(
        network=Network.X,
        language=Language.FRENCH,
        topic_id=about.id,
        answered_at=at,
        minutes=5,
        link_sha256=found.key,
        eligible=eligible,
        reasons=codes,
        corrects=corrects.link_key if corrects else None,
        source=Source.HAND,
    )
    with unit_of_work(SYSTEM) as work:
        event_id = work.record(event, subject=Party(person.id, person.subject))
    made = PublicAnswer(
        **{
            "person_id": person.id,
            "topic_id": about.id,
            "network": found.network or Network.OTHER,
            "link_key": found.key,
            "language": Language.FRENCH,
            "minutes": 5,
            "answered_at": at,
            "answered_on": day_in(at, "Europe/Paris"),
            "recorded_at": now,
            "source": Source.HAND,
            "eligible": eligible,
            "reasons": {"codes": list(codes)},
            "corrects_id": corrects.id if corrects else None,
            "event_id": event_id,
            **values,
        }
    )
    save(made)
    save(AnswerWords(answer_id=made.id, link=found.url, question=question))
    return made


def a_thanks(answer: PublicAnswer, thanks_from: ThanksFrom = ThanksFrom.CUSTOMER, note: str = "") -> None:
    """That somebody thanked for an answer."""
    by = {"by_id": answer.person_id, "at": wiring().clock.now()}
    save(AnswerThanks(answer_id=answer.id, thanks_from=thanks_from, note=note, **by))


def a_log(person: Person, others: Sequence[int]) -> None:
    """An answer of each of these people, and as many of `person`, half of them thanked; by a few statements.

    All share one event, of one real answer of `person`.
    """
    model = an_answer(person)
    kept = {
        name: getattr(model, name)
        for name in ("topic_id", "network", "language", "minutes", "answered_on", "recorded_at", "source")
    }
    kept |= {"eligible": False, "reasons": {"codes": ["paused"]}, "event_id": model.event_id}
    rows = [
        {
            **kept,
            "person_id": who,
            "link_key": canonical(a_link()).key,
            "answered_at": model.answered_at - timedelta(minutes=place),
        }
        for place, who in enumerate([*others, *(person.id for _other in others)])
    ]
    written = insert(PublicAnswer).returning(PublicAnswer.id, sort_by_parameter_order=True)
    ids = db.session.scalars(written, rows).all()
    db.session.execute(
        insert(AnswerWords),
        [{"answer_id": one, "link": "https://x.com/", "question": "When?"} for one in ids],
    )
    thanked = {"thanks_from": ThanksFrom.CUSTOMER, "note": "", "by_id": person.id, "at": model.recorded_at}
    db.session.execute(insert(AnswerThanks), [{**thanked, "answer_id": one} for one in ids[::2]])
    db.session.commit()
