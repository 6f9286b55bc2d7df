"""The query and the rule say the same of everyone, whatever the facts, on both databases."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from advocacy.audit.models import EventRow
from advocacy.charter.models import Acknowledgement, Audience, Document, Text, Version, Withdrawal
from advocacy.charter.queries.standing import end_of, standing
from advocacy.charter.queries.versions import asked_now, asked_of_version
from advocacy.charter.rules import Act, Force, Weight
from advocacy.charter.rules import standing as rule
from advocacy.charter.rules.audience import AudienceLine
from advocacy.charter.rules.standing import Days, Situation
from advocacy.charter.rules.versions import Asked, VersionFacts, in_force
from advocacy.db import db
from advocacy.people.models import (
    Absence,
    Department,
    Employer,
    Employment,
    Person,
    Placement,
    RoleGrant,
    Site,
)
from advocacy.people.rules import Kind, Language
from advocacy.roles import Role

FIRST = date(2026, 1, 1)
ZONE = "UTC"
offsets = st.integers(0, 50)


@dataclass
class Dated:
    first: date
    back: date | None
    values: dict[str, Any] = field(default_factory=dict)
    retired: bool = False

    def holds(self, day: date) -> bool:
        return not self.retired and self.first <= day and (self.back is None or day < self.back)


@dataclass
class Somebody:
    kind: Kind
    employments: list[Dated]
    placements: list[Dated]
    grants: list[Dated]
    absences: list[Dated]
    acts: list[tuple[int, Act, int]]
    id: int = 0


@dataclass
class Published:
    weight: Weight
    force: Force
    live: int
    deadline: int
    days: int
    lines: list[Dated]
    binding: dict[int, int]
    withdrawn: int | None
    id: int = 0
    text_id: int = 0


def dated(values: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[Dated]:
    def build(first: int, length: int | None, given_values: dict[str, Any], retired: int) -> Dated:
        begins = FIRST + timedelta(days=first)
        back = None if length is None else begins + timedelta(days=length)
        return Dated(begins, back, given_values, retired == 9)

    lengths = st.none() | st.integers(1, 25)
    return st.builds(build, offsets, lengths, values, st.integers(0, 9))


nothing = st.just({})
places = st.fixed_dictionaries(
    {
        "employer": st.integers(0, 1),
        "department": st.integers(0, 2),
        "managed_by": st.none() | st.integers(0, 3),
    }
)
lines = st.fixed_dictionaries(
    {
        "employer": st.none() | st.integers(0, 1),
        "department": st.none() | st.integers(0, 2),
        "site": st.none() | st.integers(0, 1),
        "role": st.none() | st.sampled_from([Role.EMPLOYEE, Role.EXTERNAL, Role.MANAGER, Role.HR]),
    }
)
people = st.builds(
    Somebody,
    kind=st.sampled_from([Kind.EMPLOYEE, Kind.EMPLOYEE, Kind.EXTERNAL, Kind.SERVICE]),
    employments=st.lists(dated(st.fixed_dictionaries({"employer": st.integers(0, 1)})), max_size=3),
    placements=st.lists(dated(places), max_size=3),
    grants=st.lists(dated(nothing), max_size=1),
    absences=st.lists(dated(nothing), max_size=3),
    acts=st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(Act), offsets),
        max_size=2,
        unique_by=(lambda act: act[:2], lambda act: act[2]),
    ),
)
versions = st.builds(
    Published,
    weight=st.sampled_from(Weight),
    force=st.sampled_from(Force),
    live=offsets,
    deadline=st.integers(0, 20),
    days=st.integers(1, 15),
    lines=st.lists(dated(lines), max_size=3),
    binding=st.dictionaries(st.integers(0, 1), offsets, max_size=2),
    withdrawn=st.none() | st.none() | offsets,
)


@dataclass
class Scene:
    """The rows of one example, saved, with what the oracle needs to look them up."""

    employers: list[int]
    departments: list[int]
    below: dict[int, set[int]]
    sites: list[int]
    people: list[Somebody]

    def employer_at(self, person: Somebody, day: date) -> int | None:
        """Where the query puts a person: the last placement begun, else the highest employer had so far."""
        begun = [p for p in person.placements if not p.retired and p.first <= day]
        if begun:
            last = max(begun, key=lambda p: (p.first, p.values["id"]))
            return self.employers[last.values["employer"]]
        had = [
            self.employers[e.values["employer"]]
            for e in person.employments
            if not e.retired and e.first <= day
        ]
        return max(had, default=None)

    def concerned(self, asked: Asked, person: Somebody, day: date) -> bool:
        """Straight from the words: employed on the day, and in a line of the version current then."""
        if day < asked.asked_from:
            return False
        chain = [v for v in asked.counting if v.live_at <= asked.version.live_at]
        current = [v for v in chain if v.live_on <= day] or chain[:1]
        lines = current[-1].audience
        employers = {e.values["employer"] for e in person.employments if e.holds(day)}
        if not employers:
            return False
        if not lines:
            return True
        holding = [d.line for d in lines if d.valid_from <= day and (d.valid_to is None or day < d.valid_to)]
        return any(self.in_line(line, person, day, employers) for line in holding)

    def in_line(self, line: AudienceLine, person: Somebody, day: date, employers: set[int]) -> bool:
        """Whether a person with these employers is in everything the line names."""
        here = [p for p in person.placements if p.holds(day)]
        if line.employer_id is not None and line.employer_id not in {self.employers[e] for e in employers}:
            return False
        if line.site_id is not None or line.department_id is not None:
            here = [
                p
                for p in here
                if line.site_id in (None, self.sites[p.values["employer"]])
                and (
                    line.department_id is None
                    or self.departments[p.values["department"]] in self.below[line.department_id]
                )
            ]
            if not here:
                return False
        return line.role is None or self.has_role(line.role, person, day)

    def has_role(self, role: Role, person: Somebody, day: date) -> bool:
        """Whether a person has the role on that day."""
        if role is Role.EMPLOYEE:
            return person.kind is Kind.EMPLOYEE
        if role is Role.EXTERNAL:
            return person.kind is Kind.EXTERNAL
        if role is Role.HR:
            return any(grant.holds(day) for grant in person.grants)
        managed = [
            p
            for other in self.people
            for p in other.placements
            if p.values.get("manager_id") == person.id and p.holds(day)
        ]
        return person.kind is Kind.EMPLOYEE and bool(managed)


def noon(offset: int) -> datetime:
    return datetime.combine(FIRST + timedelta(days=offset), time(12), UTC)


def keep(model: type, **values: Any) -> int:
    return db.session.execute(
        insert(model).values(**values).returning(model.__table__.primary_key.columns[0])
    ).scalar_one()


def days_of(row: Dated) -> dict[str, Any]:
    return {
        "valid_from": row.first,
        "valid_to": row.back,
        "recorded_at": noon(0),
        "retired_at": noon(0) if row.retired else None,
    }


def save(somebodies: list[Somebody], published: list[Published], ground: Scene) -> None:
    """Keep one example: the versions in the order of their days, then the people, then what is theirs."""
    event = keep(EventRow, id=1, name="x", version=1, at=noon(0), payload={})
    document = keep(Document, slug="charter", created_at=noon(0))
    live = sorted(version.live for version in published)
    for number, version in enumerate(published, start=1):
        version.live = live[number - 1]
        save_version(document, number, version, ground)
    for number, person in enumerate(somebodies):
        person.id = keep(
            Person,
            subject=f"s{number}",
            kind=person.kind,
            given_name="A",
            family_name="B",
            sort_key="a",
            search_key="a",
            language=Language.FRENCH,
            disabled=False,
            created_at=noon(0),
        )
    for person in somebodies:
        save_placements(person, somebodies, ground)
        save_days(person, ground)
        save_acts(person, published, event)


def save_version(document: int, number: int, version: Published, ground: Scene) -> None:
    version.id = keep(
        Version,
        document_id=document,
        number=number,
        force=version.force,
        weight=version.weight,
        authoritative=Language.FRENCH,
        manifest="",
        manifest_bytes=b"",
        days_to_acknowledge=version.days,
        live_at=noon(version.live),
        due_on=FIRST + timedelta(days=version.live + version.deadline),
        binding_on={
            str(ground.employers[key]): (FIRST + timedelta(days=day)).isoformat()
            for key, day in version.binding.items()
        },
        recorded_at=noon(version.live),
    )
    words = ("title", "statement", "change_note", "source", "summary", "html", "summary_html", "sha256")
    version.text_id = keep(
        Text,
        version_id=version.id,
        language=Language.FRENCH,
        canonical=b"",
        html_sha256="",
        **dict.fromkeys(words, ""),
    )
    if version.withdrawn is not None:
        keep(Withdrawal, version_id=version.id, at=noon(version.withdrawn) + timedelta(hours=1))
    for line in version.lines:
        keep(Audience, version_id=version.id, **ids_of(line, ground), **days_of(line))


def ids_of(line: Dated, ground: Scene) -> dict[str, Any]:
    named = line.values
    lists = {"employer": ground.employers, "site": ground.sites, "department": ground.departments}
    ids = {f"{key}_id": None if named[key] is None else ids[named[key]] for key, ids in lists.items()}
    return {**ids, "role": named["role"]}


def save_placements(person: Somebody, somebodies: list[Somebody], ground: Scene) -> None:
    for row in person.placements:
        boss = row.values["managed_by"]
        manager = somebodies[boss].id if boss is not None and boss < len(somebodies) else None
        row.values["manager_id"] = manager if manager != person.id else None
        row.values["id"] = keep(
            Placement,
            person_id=person.id,
            employer_id=ground.employers[row.values["employer"]],
            site_id=ground.sites[row.values["employer"]],
            department_id=ground.departments[row.values["department"]],
            manager_id=row.values["manager_id"],
            **days_of(row),
        )


def save_days(person: Somebody, ground: Scene) -> None:
    for row in person.employments:
        employer = ground.employers[row.values["employer"]]
        keep(Employment, person_id=person.id, employer_id=employer, **days_of(row))
    for row in person.grants:
        keep(RoleGrant, person_id=person.id, role=Role.HR, **days_of(row))
    for row in person.absences:
        keep(Absence, person_id=person.id, **days_of(row))


def save_acts(person: Somebody, published: list[Published], event: int) -> None:
    for number, act, day in person.acts:
        if number < len(published):
            keep(
                Acknowledgement,
                person_id=person.id,
                version_id=published[number].id,
                text_id=published[number].text_id,
                act=act,
                sha256="",
                at=noon(day),
                opened_at=noon(day),
                reached_end=True,
                event_id=event,
            )


def expected(scene: Scene, asked: Asked, person: Somebody, published: list[Published], day: date) -> Any:
    """(standing, due_on, since), or None when the person is nowhere in the answer."""
    if person.kind is Kind.SERVICE or not [e for e in person.employments if not e.retired and e.first <= day]:
        return None
    on = [
        d for n in range(100) if (d := FIRST + timedelta(days=n)) <= day and scene.concerned(asked, person, d)
    ]
    employed = any(e.holds(day) for e in person.employments)
    if not employed and not on:
        return None
    since = None
    if day in on:
        since = day
        while since - timedelta(days=1) in on:
            since -= timedelta(days=1)
    counting = {n for n, version in enumerate(published) if version.id in asked.counting_ids}
    acts = [act for act in person.acts if act[0] in counting and FIRST + timedelta(days=act[2]) <= day]
    situation = Situation(
        employed=employed,
        employer_id=scene.employer_at(person, day),
        concerned_since=since,
        absences=tuple(Days(a.first, a.back) for a in person.absences if not a.retired),
        act=max(acts, key=lambda act: act[2])[1] if acts else None,
    )
    answer = rule.standing(asked, situation, day)
    return answer.standing, answer.due_on, since if employed else None


@settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(
    somebodies=st.lists(people, min_size=1, max_size=4),
    published=st.lists(versions, min_size=1, max_size=4),
    offset=st.integers(0, 70),
)
def test_the_query_and_the_rule_agree(
    app: Flask, somebodies: list[Somebody], published: list[Published], offset: int
) -> None:
    day = FIRST + timedelta(days=offset)
    at = end_of(day, ZONE)
    nested = db.session.begin_nested()
    try:
        scene = _ground(somebodies)
        save(somebodies, published, scene)
        whole = asked_of_version(db.session(), published[-1].id, at=at, zone=ZONE)
        found = list(asked_now(db.session(), at=at, zone=ZONE))
        facts = [_fact(version, number) for number, version in enumerate(published, start=1)]
        current = in_force(facts, at)
        assert [asked.version.id for asked in found] == ([current.id] if current else [])
        for asked in [*found, whole]:
            assert asked is not None
            rows = db.session.execute(standing(asked, day=day, at=at)).all()
            answers = {row.person_id: (row.standing, row.due_on, row.since) for row in rows}
            assert len(answers) == len(rows)
            wanted = {p.id: expected(scene, asked, p, published, day) for p in somebodies}
            assert answers == {key: value for key, value in wanted.items() if value is not None}
            one = db.session.execute(standing(asked, day=day, at=at, people=[somebodies[0].id])).all()
            assert [tuple(row) for row in one] == [
                tuple(row) for row in rows if row.person_id == somebodies[0].id
            ]
    finally:
        nested.rollback()


def _ground(somebodies: list[Somebody]) -> Scene:
    employers = [keep(Employer, name=f"Employer {number}") for number in range(2)]
    sites = [keep(Site, employer_id=employer, name="Lyon", time_zone=ZONE) for employer in employers]
    top = keep(Department, name="Top", sort_key="top", path="900001/", depth=0, id=900001, closed=False)
    below = keep(
        Department, name="Below", sort_key="b", path="900001/900002/", depth=1, id=900002, closed=False
    )
    beside = keep(Department, name="Beside", sort_key="c", path="900003/", depth=0, id=900003, closed=False)
    tree = {top: {top, below}, below: {below}, beside: {beside}}
    return Scene(employers, [top, below, beside], tree, sites, somebodies)


def _fact(version: Published, number: int) -> VersionFacts:
    gone = None if version.withdrawn is None else noon(version.withdrawn) + timedelta(hours=1)
    return VersionFacts(
        id=version.id, document_id=1, number=number, force=version.force, weight=version.weight,
        live_at=noon(version.live), live_on=FIRST, due_on=FIRST, days_to_acknowledge=1,
        recorded_at=noon(version.live), withdrawn_at=gone,
    )  # fmt: skip
