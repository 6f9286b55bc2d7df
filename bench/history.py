"""A company with a past to measure on: everybody has completed every training many times over, and answered.

Today is the same whatever the length of the past – the same people, requirements, standings – so that what
differs between a short and a long one is what the past costs. Written by a few INSERT … SELECT: a million
rows of each kind in a minute or two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    FromClause,
    Integer,
    MetaData,
    String,
    Table,
    case,
    cast,
    func,
    insert,
    literal,
    select,
    text,
)

from advocacy import create_app
from advocacy.answers.models import AnswerWords, PublicAnswer, Source
from advocacy.audit.models import EventRow
from advocacy.clock import day_in
from advocacy.db import Model, UtcDateTime, by_value, db, json_type
from advocacy.networks.words import Network
from advocacy.people.models import Person, Placement
from advocacy.people.rules import Language
from advocacy.roles import GRANTABLE
from advocacy.schema import upgrade
from advocacy.training.models import Certificate, Completion, Cycle, TrainingTally
from advocacy.training.rules import CycleCause, Way
from bench.scratch import Scratch
from tests.support.answer_makers import an_answer
from tests.support.eligibility_makers import DAY, AnsweringCompany
from tests.support.makers import somebody
from tests.support.roster_makers import a_topic
from tests.support.training_makers import a_module, a_requirement
from tests.support.world import a_world

PEOPLE = 2_500
"""On the roster, each of them: about what Twelpforce had after a year."""

TOPICS = 20
LATEST_DAYS_AGO = (60, 200, 300, 340)
"""How long ago each of the trainings was last completed: one lapses soon, one within 90 days."""

MODULES = len(LATEST_DAYS_AGO)
DAYS_APART = 4
CREWS, HOURS_APART = 250, 10
"""People learn in crews of ten: so many, at so many different times over a hundred days."""

MINUTES = 20


@dataclass(frozen=True)
class History:
    """An application whose database holds a company with its past."""

    app: Flask
    folder: Path
    database: str
    viewer_id: int = 0
    """Who may see every page."""

    person_id: int = 0
    """One of the members."""

    topic: str = ""
    """The slug of one of the topics."""

    completions: int = 0
    answers: int = 0


@contextmanager
def a_history(
    place: Scratch, engine: str, rows: int, people: int = PEOPLE, *, answers: int | None = None
) -> Iterator[History]:
    """A company of so many members, with about `rows` completions behind them and, unless told, as many
    answers; each did everything once at least."""
    folder, database = place.new_folder(engine), place.database(engine)
    world = a_world(folder, database)
    app = create_app(world.wiring)
    with app.app_context():
        upgrade(db.engine)
        empty = History(app, folder, database)
        found = _made(empty, AnsweringCompany(world), rows, people, rows if answers is None else answers)
        _say_how_large()
        db.session.remove()
    try:
        yield found
    finally:
        with app.app_context():
            db.engine.dispose()


def _made(empty: History, company: AnsweringCompany, rows: int, people: int, told: int) -> History:
    topics = [a_topic() for _each in range(TOPICS)]
    modules = [company.module, *(a_module(published_at=company.now - 90 * DAY) for _ in range(MODULES - 1))]
    for module in modules[1:-1]:
        a_requirement(module, begins_on=date(2026, 1, 1))
    a_requirement(modules[-1], topics=topics[: TOPICS // 2], begins_on=date(2026, 1, 1))
    ids = company.force(people, topics, rounds=0)
    viewer = somebody(*GRANTABLE)
    company.member(viewer)
    turns, answers = max(1, rows // (people * MODULES)), max(1, told // people)
    model = an_answer(db.session.get_one(Person, ids[0]), topics[0], at=company.now - timedelta(minutes=1))
    with db.engine.begin() as connection:
        complete(connection, [module.id for module in modules], ids, turns, company.now)
        answer(connection, [topic.id for topic in topics], ids, answers, model)
    return replace(
        empty,
        viewer_id=viewer.id,
        person_id=ids[0],
        topic=topics[0].slug,
        completions=turns * people * MODULES + 1,
        answers=answers * people + 1,
    )


def complete(
    connection: Connection, modules: Sequence[int], people: Sequence[int], turns: int, now: datetime
) -> None:
    """All these people completed all these modules so many times: with cycles, events, certificates and
    tallies."""
    rounds = _rounds(connection, modules, turns, now)
    member = _among(people)
    opened = select(
        member.c.id,
        rounds.c.module_id,
        rounds.c.number,
        literal(CycleCause.FIRST, by_value(CycleCause)),
        rounds.c.at,
    ).select_from(member.join(rounds, rounds.c.crew == member.c.id % CREWS))
    _insert(connection, Cycle, ("person_id", "module_id", "number", "cause", "opened_at"), opened)
    known = (
        select(Cycle.id, Cycle.person_id, Cycle.module_id, Cycle.opened_at)
        .outerjoin(Completion, Completion.cycle_id == Cycle.id)
        .where(Completion.id.is_(None), Cycle.person_id.between(people[0], people[-1]))
        .subquery()
    )
    # Ids of real events begin with the time: far above these.
    event_id = known.c.id + 1_000_000_000
    happened = select(
        event_id,
        literal("training_completed"),
        literal(1),
        known.c.opened_at,
        known.c.person_id,
        known.c.person_id,
        literal({}, json_type),
    )
    _insert(
        connection, EventRow, ("id", "name", "version", "at", "actor_id", "subject_id", "payload"), happened
    )
    done = select(
        known.c.id,
        known.c.person_id,
        known.c.module_id,
        literal(Way.IMPORTED, by_value(Way)),
        known.c.opened_at,
        known.c.opened_at,
        literal(MINUTES),
        literal(""),
        event_id,
    )
    _insert(
        connection,
        Completion,
        (
            *("cycle_id", "person_id", "module_id", "way", "completed_at", "recorded_at"),
            *("minutes", "evidence", "event_id"),
        ),
        done,
    )
    coded = (
        select(Completion.id, literal("0" * 16) + cast(Completion.id + 10**15, String))
        .outerjoin(Certificate, Certificate.completion_id == Completion.id)
        .where(Certificate.completion_id.is_(None))
    )
    _insert(connection, Certificate, ("completion_id", "code"), coded)
    _tally(connection, rounds, people)


def _tally(connection: Connection, rounds: FromClause, people: Sequence[int]) -> None:
    counted = (
        select(
            rounds.c.module_id,
            Placement.department_id,
            rounds.c.month,
            func.count(),
            func.count() * MINUTES,
        )
        .select_from(rounds.join(Placement, rounds.c.crew == Placement.person_id % CREWS))
        .where(Placement.person_id.between(people[0], people[-1]))
        .group_by(rounds.c.module_id, Placement.department_id, rounds.c.month)
    )
    _insert(
        connection, TrainingTally, ("module_id", "department_id", "month", "completions", "minutes"), counted
    )


def answer(
    connection: Connection, topics: Sequence[int], people: Sequence[int], turns: int, model: PublicAnswer
) -> None:
    """All these people gave so many answers each before `model`, a real one, whose event they share; every
    tenth of them when they were not eligible."""
    given, member = _given(connection, turns, model.answered_at), _among(people)
    number = given.c.turn * len(people) + (member.c.id - people[0])
    codes = case(
        (given.c.eligible, literal({"codes": []}, json_type)), else_=literal({"codes": ["paused"]}, json_type)
    )
    lines = select(
        member.c.id,
        topics[0] + (member.c.id + given.c.turn) % len(topics),
        given.c.network,
        literal("a" * 54) + cast(number + 10**9, String),
        literal(Language.FRENCH, by_value(Language)),
        literal(5),
        given.c.at,
        given.c.day,
        given.c.at,
        literal(Source.HAND, by_value(Source)),
        given.c.eligible,
        codes,
        literal(model.event_id),
    ).select_from(member.join(given, literal(1) == 1))
    _insert(
        connection,
        PublicAnswer,
        (
            *("person_id", "topic_id", "network", "link_key", "language", "minutes", "answered_at"),
            *("answered_on", "recorded_at", "source", "eligible", "reasons", "event_id"),
        ),
        lines,
    )
    worded = select(
        PublicAnswer.id,
        literal("https://x.com/verdier/status/") + cast(PublicAnswer.id, String),
        literal("When are my shoes delivered?"),
    ).where(PublicAnswer.id > model.id)
    _insert(connection, AnswerWords, ("answer_id", "link", "question"), worded)


def _rounds(connection: Connection, modules: Sequence[int], turns: int, now: datetime) -> FromClause:
    """(module_id, crew, number, at, month): when which crew completed which module, and which time it was."""
    rows = []
    for module_id, days in zip(modules, LATEST_DAYS_AGO, strict=True):
        for turn, crew in product(range(turns), range(CREWS)):
            at = now - timedelta(days=days + turn * DAYS_APART, hours=HOURS_APART * crew, minutes=crew)
            month = day_in(at, "Europe/Paris").replace(day=1)
            done = {"number": turns - turn, "at": at, "month": month}
            rows.append({"module_id": module_id, "crew": crew, **done})
    kinds = {
        "module_id": Integer(),
        "crew": Integer(),
        "number": Integer(),
        "at": UtcDateTime(),
        "month": Date(),
    }
    return _aside(connection, "rounds", kinds, rows)


def _given(connection: Connection, turns: int, now: datetime) -> FromClause:
    """(turn, at, day, network, eligible): when everybody gave one more answer."""
    networks = list(Network)
    rows = []
    for turn in range(turns):
        at = now - timedelta(minutes=30 * (turn + 1))
        about = {"network": networks[turn % len(networks)], "eligible": turn % 10 != 0}
        rows.append({"turn": turn, "at": at, "day": day_in(at, "Europe/Paris"), **about})
    kinds = {
        "turn": Integer(),
        "at": UtcDateTime(),
        "day": Date(),
        "network": String(32),
        "eligible": Boolean(),
    }
    return _aside(connection, "given", kinds, rows)


def _aside(
    connection: Connection, name: str, kinds: dict[str, Any], rows: Sequence[dict[str, Any]]
) -> FromClause:
    """A table of these rows that is gone with the connection: what INSERT … SELECT multiplies people with."""
    columns = [Column(each, kind) for each, kind in kinds.items()]
    made = Table(name, MetaData(), *columns, prefixes=["TEMPORARY"])
    made.create(connection)
    connection.execute(insert(made), list(rows))
    return made


def _among(people: Sequence[int]) -> FromClause:
    """The people of a crowd: their ids follow each other."""
    return select(Person.id).where(Person.id.between(people[0], people[-1])).subquery("member")


def _insert(connection: Connection, model: type[Model], names: Sequence[str], rows: Any) -> None:
    connection.execute(insert(model).from_select(list(names), rows))


def _say_how_large() -> None:
    """On PostgreSQL what its autovacuum does within minutes: the planner knows how large the tables are."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(text("VACUUM ANALYZE"))
