"""The employers, sites and departments that an import names: those known, and those to be made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from advocacy.people.imports.names import place_key
from advocacy.people.models.imports import PlaceKind


@dataclass(slots=True)
class StagedPlace:
    """A place by its `ref` within the import. `place_id` is None for one to be made."""

    ref: int
    kind: PlaceKind
    name: str
    place_id: int | None = None
    siren: str | None = None
    parent_ref: int | None = None
    depth: int = 0
    closed: bool = False


class Places:
    """Gives each place that an import names one `ref`. Two spellings of a name are one place."""

    def __init__(
        self,
        employers: Iterable[tuple[int, str, str | None]],
        sites: Iterable[tuple[int, int, str]],
        departments: Iterable[tuple[int, int | None, str, bool]],
    ) -> None:
        """All that are known: employers (id, name, SIREN), sites (id, employer, name), departments (id,
        parent, name, closed)."""
        self._employer_ids = {place_key(name): key for key, name, _siren in employers}
        self._site_ids = {(employer, place_key(name)): key for key, employer, name in sites}
        self._department_ids = {
            (parent, place_key(name)): (key, closed) for key, parent, name, closed in departments
        }
        self._named: dict[tuple[PlaceKind, int | None, str], StagedPlace] = {}
        self._paths: dict[tuple[str, ...], StagedPlace] = {}

    @property
    def named(self) -> list[StagedPlace]:
        """Every place named so far; each after the one above it."""
        return list(self._named.values())

    def employer(self, name: str, siren: str | None) -> StagedPlace:
        """The employer called so; `siren` counts for one to be made."""
        known = self._employer_ids.get(place_key(name))
        place = self._place(PlaceKind.EMPLOYER, name, None, known)
        if known is None and siren:
            place.siren = siren
        return place

    def add_siren(self, name: str, siren: str) -> None:
        """Let a known employer get this SIREN."""
        self.employer(name, None).siren = siren

    def site(self, employer: StagedPlace, name: str | None) -> StagedPlace | None:
        """The employer's site called so."""
        if name is None:
            return None
        known = None
        if employer.place_id is not None:
            known = self._site_ids.get((employer.place_id, place_key(name)))
        return self._place(PlaceKind.SITE, name, employer, known)

    def department(self, path: tuple[str, ...]) -> StagedPlace:
        """The department at this path from the root, and with it those above."""
        found = self._paths.get(path)
        if found is None:
            found = self._paths[path] = self._department(path)
        return found

    def _department(self, path: tuple[str, ...]) -> StagedPlace:
        parent = self.department(path[:-1]) if len(path) > 1 else None
        known, closed = None, False
        if parent is None or parent.place_id is not None:
            at = (parent.place_id if parent else None, place_key(path[-1]))
            known, closed = self._department_ids.get(at, (None, False))
        place = self._place(PlaceKind.DEPARTMENT, path[-1], parent, known)
        place.closed = closed
        return place

    def _place(
        self, kind: PlaceKind, name: str, parent: StagedPlace | None, known: int | None
    ) -> StagedPlace:
        key = (kind, parent.ref if parent else None, place_key(name))
        place = self._named.get(key)
        if place is None:
            depth = parent.depth + 1 if parent and kind is PlaceKind.DEPARTMENT else 0
            ref = len(self._named) + 1
            place = StagedPlace(ref, kind, name, known, None, parent.ref if parent else None, depth)
            self._named[key] = place
        return place
