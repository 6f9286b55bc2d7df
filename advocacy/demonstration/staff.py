"""Entering the invented people: parts to play, managers, teams, an agency, a machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from random import Random

from sqlalchemy import select

from advocacy.demonstration.company import (
    AGENCY,
    CAST,
    EMPLOYERS,
    PARTS,
    SHOPS,
    SITES,
    TEAMS,
    Part,
    Team,
)
from advocacy.demonstration.names import ENGLISH_FAMILY, ENGLISH_GIVEN, FRENCH_FAMILY, FRENCH_GIVEN
from advocacy.folding import fold
from advocacy.people.actions import departments, grants, organisation, persons
from advocacy.people.actions.persons import Identity
from advocacy.people.actions.placements import Employed, Place
from advocacy.people.models import Person
from advocacy.people.rules import Kind, Language
from advocacy.roles import SYSTEM
from advocacy.work import Work, unit_of_work


@dataclass(frozen=True)
class Member:
    """Somebody of the staff: what the history needs to know of them."""

    id: int
    number: str
    hired: date
    team: str
    language: Language


@dataclass
class Staff:
    """The company being filled: its places by name, its people as they come."""

    random: Random
    day: date
    opening: date
    """The day on which the portal was begun; `day` is today."""
    employers: dict[str, int] = field(default_factory=dict)
    sites: dict[str, int] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    members: list[Member] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1001))
    _names: set[str] = field(default_factory=set)

    def fill(self) -> None:
        """Enter the whole company."""
        with unit_of_work(SYSTEM) as work:
            self._lay_out(work)
        for team in TEAMS:
            with unit_of_work(SYSTEM) as work:
                self._fill_team(work, team)
        with unit_of_work(SYSTEM) as work:
            self._add_agency(work)
            persons.add_service(work, "Intranet", Language.FRENCH)

    def give_roles(self) -> None:
        """Give each part its role, by the program itself."""
        for part in PARTS:
            if part.role is None:
                continue
            with unit_of_work(SYSTEM) as work:
                person = work.session.scalars(select(Person).where(Person.number == CAST[part.key])).one()
                grants.grant(work, person, part.role)

    def _lay_out(self, work: Work) -> None:
        for name, siren in EMPLOYERS.items():
            self.employers[name] = organisation.add_employer(work, name, siren).id
        for name, employer in SITES.items():
            self.sites[name] = organisation.add_site(work, self.employers[employer], name, "Europe/Paris").id
        for team in TEAMS:
            above = self.teams[team.under] if team.under else None
            self.teams[team.name] = departments.add(work, team.name, above).id

    def _fill_team(self, work: Work, team: Team) -> None:
        parts = [part for part in PARTS if part.team == team.name]
        heads = [part for part in parts if part.heads]
        if heads:
            self._add_part(work, team, heads[0])
        else:
            self._add(work, team, english=False, heads=True)
        for part in (part for part in parts if not part.heads):
            self._add_part(work, team, part)
        for place in range(team.people - max(len(parts), 1)):
            self._add(work, team, english=place < team.english)

    def _add_part(self, work: Work, team: Team, part: Part) -> None:
        usual = self._hired_as_head(team) if part.heads else self.opening - timedelta(days=1500)
        hired = self.day - timedelta(days=12) if part.new else usual
        name = (part.given_name, part.family_name)
        number = self._enter(work, team, name, part.english, hired, mail=True, number=CAST[part.key])
        if part.heads:
            self.heads[team.name] = number

    def _add(self, work: Work, team: Team, *, english: bool, heads: bool = False) -> None:
        mail = heads or self.random.random() >= team.without_mail
        hired = self._hired_as_head(team) if heads else self._hired()
        number = self._enter(work, team, self._name(english), english, hired, mail=mail)
        if heads:
            self.heads[team.name] = number

    def _enter(
        self,
        work: Work,
        team: Team,
        name: tuple[str, str],
        english: bool,
        hired: date,
        *,
        mail: bool,
        number: str | None = None,
    ) -> str:
        self._names.add(" ".join(name))
        number = number or f"V{next(self._numbers)}"
        site = self.random.choice(team.sites)
        language = Language.ENGLISH if english else Language.FRENCH
        person = persons.add(
            work,
            Kind.EMPLOYEE,
            Identity.of(*name, number, _address(name) if mail else None, language),
            employed=Employed(hired),
            place=Place(
                self.employers[SITES[site]],
                self.sites[site],
                self.teams[team.name],
                manager=self._manager_of(team),
            ),
        )
        self.members.append(Member(person.id, number, hired, team.name, language))
        return number

    def _manager_of(self, team: Team) -> str:
        """The head of the team, of the team above, or in the end the managing director."""
        above = (team.name, team.under, TEAMS[0].name)
        return next((self.heads[name] for name in above if name and name in self.heads), "")

    def _add_agency(self, work: Work) -> None:
        team = next(team for team in TEAMS if team.name == "Communication et marque")
        for name in AGENCY:
            number = f"X{next(self._numbers)}"
            hired = self.opening - timedelta(days=20)
            person = persons.add(
                work,
                Kind.EXTERNAL,
                Identity.of(*name, number, _address(name, "agence-houle.example"), Language.FRENCH),
                employed=Employed(hired, self.day + timedelta(days=200)),
                place=Place(
                    self.employers[SHOPS],
                    self.sites["Siège, Paris"],
                    self.teams[team.name],
                    self.heads[team.name],
                ),
            )
            self.members.append(Member(person.id, number, hired, team.name, Language.FRENCH))

    def _hired(self) -> date:
        """A first day: mostly years ago; one in seven since the portal was begun."""
        if self.random.random() > 0.14:
            return self.opening - timedelta(days=self.random.randint(90, 7000))
        return self.opening + timedelta(days=self.random.randint(5, (self.day - self.opening).days - 4))

    def _hired_as_head(self, team: Team) -> date:
        """The first day of whoever heads `team`: before their people, after their own manager."""
        rank = 0 if team is TEAMS[0] else 2 if team.under else 1
        return self.opening - timedelta(days=9500 - 800 * rank - self.random.randint(0, 700))

    def _name(self, english: bool) -> tuple[str, str]:
        given, family = (ENGLISH_GIVEN, ENGLISH_FAMILY) if english else (FRENCH_GIVEN, FRENCH_FAMILY)
        while True:
            name = (self.random.choice(given), self.random.choice(family))
            if " ".join(name) not in self._names:
                return name


def _address(name: tuple[str, str], host: str = "verdier.example") -> str:
    local = ".".join(fold(part).replace(" ", "-").replace("'", "") for part in name)
    return f"{local}@{host}"
