"""One spelling for each employer, site and department, so that "VENTES" and "Ventes" do not become two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from advocacy.people.imports.names import path_key, place_key
from advocacy.people.imports.rules import CurrentPerson, ImportedPerson


class Spellings:
    """The spelling in which each place was first met: among those who are known, then in the file."""

    def __init__(self, current: Iterable[CurrentPerson]) -> None:
        self._names: dict[tuple[str, ...], str] = {}
        self._paths: dict[tuple[str, ...], tuple[str, ...]] = {}
        for person in current:
            self.employer(person.employer)
            self.site(person.employer, person.site)
            self.department(person.department)

    def of(self, person: ImportedPerson) -> ImportedPerson:
        """Return the person with the places spelt as they were first met."""
        employer = self.employer(person.employer or "")
        site = self.site(employer, person.site)
        department = self.department(person.department)
        if (employer, site, department) == (person.employer, person.site, person.department):
            return person
        return replace(person, employer=employer, site=site, department=department)

    def employer(self, name: str) -> str:
        """Return the spelling of an employer."""
        return self._names.setdefault(("employer", place_key(name)), name)

    def site(self, employer: str, name: str | None) -> str | None:
        """Return the spelling of an employer's site."""
        if name is None:
            return None
        return self._names.setdefault(("site", place_key(employer), place_key(name)), name)

    def department(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """Return the spelling of a department, level by level: a known parent keeps its spelling."""
        known = self._paths.get(path)
        if known is None:
            keys = path_key(path)
            known = tuple(
                self._names.setdefault(("department", *keys[: level + 1]), name)
                for level, name in enumerate(path)
            )
            self._paths[path] = known
        return known
