"""Facts about who works here: words about them, employment, placement, absence, roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_
from advocacy.roles import ROLE_NAMES

_ROLES = {"role": {str(role): name for role, name in ROLE_NAMES.items()}}
_IDENTITY = {
    "given_name": N_("Given name"),
    "family_name": N_("Family name"),
    "number": N_("Employee number"),
    "email": N_("E-mail address"),
    "language": N_("Language"),
}


@dataclass(frozen=True)
class PersonAdded(Event):
    """A person or service account was entered by hand."""

    kind: str
    sentence: ClassVar[str] = N_("%(actor)s added %(subject)s.")


@dataclass(frozen=True)
class PersonChanged(Event):
    """Words about a person were corrected; `fields` names them, never their content."""

    fields: tuple[str, ...]
    sentence: ClassVar[str] = N_("%(actor)s corrected %(subject)s: %(fields)s.")
    words: ClassVar[Mapping[str, Mapping[str, str]]] = {"fields": _IDENTITY}


@dataclass(frozen=True)
class PersonPlaced(Event):
    """From a day on, somebody works at this place under this manager."""

    since: date
    employer_id: int
    site_id: int | None
    department_id: int
    manager_id: int | None
    sentence: ClassVar[str] = N_("%(actor)s placed %(subject)s anew from %(since)s.")


@dataclass(frozen=True)
class PersonLeft(Event):
    """A last day of work was recorded."""

    last_day: date
    sentence: ClassVar[str] = N_("%(actor)s recorded that %(subject)s leaves; the last day is %(last_day)s.")


@dataclass(frozen=True)
class PersonReturned(Event):
    """Somebody works here again."""

    since: date
    sentence: ClassVar[str] = N_("%(actor)s recorded that %(subject)s returns on %(since)s.")


@dataclass(frozen=True)
class AbsenceRecorded(Event):
    """Days of absence, without a reason. `last_day` is None while it is open."""

    first_day: date
    last_day: date | None
    sentence: ClassVar[str] = N_("%(actor)s recorded an absence of %(subject)s from %(first_day)s.")


@dataclass(frozen=True)
class AbsenceCorrected(Event):
    """The days of an absence were corrected."""

    first_day: date
    last_day: date | None
    sentence: ClassVar[str] = N_(
        "%(actor)s corrected an absence of %(subject)s, which now begins on %(first_day)s."
    )


@dataclass(frozen=True)
class AbsenceCancelled(Event):
    """An absence was entered in error."""

    first_day: date
    sentence: ClassVar[str] = N_("%(actor)s cancelled the absence of %(subject)s from %(first_day)s.")


@dataclass(frozen=True)
class RoleGranted(Event):
    """A role was given, everywhere or in one department and below."""

    provable: ClassVar[bool] = True

    role: str
    department_id: int | None
    sentence: ClassVar[str] = N_("%(actor)s gave %(subject)s the role %(role)s.")
    words: ClassVar[Mapping[str, Mapping[str, str]]] = _ROLES


@dataclass(frozen=True)
class RoleRevoked(Event):
    """A role was taken away."""

    provable: ClassVar[bool] = True

    role: str
    department_id: int | None
    sentence: ClassVar[str] = N_("%(actor)s took the role %(role)s from %(subject)s.")
    words: ClassVar[Mapping[str, Mapping[str, str]]] = _ROLES
