"""Employers as a file names them: by name, by SIREN, or by both; one spelling and one SIREN for each."""

from __future__ import annotations

from collections.abc import Iterable

from advocacy.errors import Refused
from advocacy.people.imports.names import place_key


class Employers:
    """What is known of employers: those of the portal first, then those that the file introduces.

    `learnt` maps the name of an employer that was known without a SIREN to the one that the file tells.
    """

    def __init__(self, known: Iterable[tuple[str, str | None]]) -> None:
        """`known` are pairs of name and SIREN; where they contradict each other the first one counts."""
        self._known: dict[str, str] = {}
        self._name_of: dict[str, str] = {}
        self._siren_of: dict[str, str] = {}
        self.learnt: dict[str, str] = {}
        for name, siren in known:
            key = place_key(name)
            self._known.setdefault(key, name)
            if siren and key not in self._siren_of and siren not in self._name_of:
                self._siren_of[key] = siren
                self._name_of[siren] = name

    def learn(self, name: str, siren: str) -> None:
        """Take from the file that an employer has this SIREN; raises Refused if another is known."""
        key = place_key(name)
        known_name = self._name_of.setdefault(siren, name)
        if place_key(known_name) != key:
            raise Refused(
                "The SIREN %(siren)s belongs to “%(known)s”, not to “%(name)s”. If the employer has a new"
                " name, change it there first.",
                siren=siren,
                known=known_name,
                name=name,
            )
        if key in self._known and key not in self._siren_of:
            self.learnt[self._known[key]] = siren
        known_siren = self._siren_of.setdefault(key, siren)
        if known_siren != siren:
            raise Refused(
                "“%(name)s” has the SIREN %(known)s, not %(siren)s.",
                name=name,
                known=known_siren,
                siren=siren,
            )

    def name_of(self, siren: str | None) -> str:
        """Return the name of the employer with this SIREN; raises Refused if nobody told it."""
        name = self._name_of.get(siren or "")
        if name is None:
            raise Refused(
                "No employer with the SIREN %(siren)s is known. Give its name here, its SIREN in another"
                " column.",
                siren=siren,
            )
        return name

    def siren_of(self, name: str) -> str | None:
        """Return the SIREN of the employer with this name, if it is known."""
        return self._siren_of.get(place_key(name))
