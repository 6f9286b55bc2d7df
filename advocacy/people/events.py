"""Facts about people: signing in, accounts, employment, placement, absence, roles, the organisation."""

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
class PersonSignedIn(Event):
    """Somebody signed in, by password or by the link that set it."""

    sentence: ClassVar[str] = N_("%(actor)s signed in.")


@dataclass(frozen=True)
class PersonSignedOut(Event):
    """Somebody signed out on one device."""

    sentence: ClassVar[str] = N_("%(actor)s signed out.")


@dataclass(frozen=True)
class DevicesSignedOut(Event):
    """Somebody ended their sign-ins on other devices."""

    devices: int
    sentence: ClassVar[str] = N_("%(actor)s signed out on other devices (%(devices)s).")


@dataclass(frozen=True)
class SignInPaused(Event):
    """So many tries failed that the next ones wait."""

    failures: int
    sentence: ClassVar[str] = N_(
        "Signing in as %(subject)s was paused for a while after %(failures)s failed tries."
    )


@dataclass(frozen=True)
class PasswordSet(Event):
    """A one-time link was spent on a password."""

    purpose: str
    sentence: ClassVar[str] = N_("%(subject)s chose a password with a one-time link.")


@dataclass(frozen=True)
class PasswordChanged(Event):
    """Somebody changed their password, knowing the old one."""

    sentence: ClassVar[str] = N_("%(actor)s changed their password.")


@dataclass(frozen=True)
class PasswordResetMailed(Event):
    """A link for a new password was mailed, because somebody asked for it on the sign-in page."""

    sentence: ClassVar[str] = N_("A link for a new password was mailed to %(subject)s.")


@dataclass(frozen=True)
class PersonInvited(Event):
    """An invitation was mailed."""

    sentence: ClassVar[str] = N_("%(actor)s invited %(subject)s by mail.")


@dataclass(frozen=True)
class InvitationsOrdered(Event):
    """Everybody who was not invited yet is to be, by mail."""

    people: int
    sentence: ClassVar[str] = N_("%(actor)s invited everybody not invited yet (%(people)s people) by mail.")


@dataclass(frozen=True)
class LinkHandedOver(Event):
    """A one-time link was shown to somebody who hands it over."""

    purpose: str
    sentence: ClassVar[str] = N_("%(actor)s made a one-time link to hand over to %(subject)s.")


@dataclass(frozen=True)
class PrivacyNoticeRead(Event):
    """The privacy notice was shown and its reader went on."""

    edition: int
    sentence: ClassVar[str] = N_("%(actor)s was shown edition %(edition)s of the privacy notice.")


@dataclass(frozen=True)
class PreferencesChosen(Event):
    """Somebody chose a language or a time zone."""

    language: str
    time_zone: str | None
    sentence: ClassVar[str] = N_("%(actor)s chose a language or a time zone.")


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
class PersonDisabled(Event):
    """An account was closed."""

    sentence: ClassVar[str] = N_("%(actor)s disabled the account of %(subject)s.")


@dataclass(frozen=True)
class PersonEnabled(Event):
    """An account was opened again."""

    sentence: ClassVar[str] = N_("%(actor)s enabled the account of %(subject)s.")


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


@dataclass(frozen=True)
class EmployerAdded(Event):
    """A legal entity was entered."""

    employer_id: int
    called: str
    sentence: ClassVar[str] = N_("%(actor)s added the employer %(called)s.")


@dataclass(frozen=True)
class EmployerChanged(Event):
    """A legal entity has another name or number."""

    employer_id: int
    called: str
    sentence: ClassVar[str] = N_("%(actor)s changed the employer %(called)s.")


@dataclass(frozen=True)
class SiteAdded(Event):
    """An establishment was entered."""

    site_id: int
    called: str
    sentence: ClassVar[str] = N_("%(actor)s added the site %(called)s.")


@dataclass(frozen=True)
class SiteChanged(Event):
    """An establishment has another name or zone."""

    site_id: int
    called: str
    sentence: ClassVar[str] = N_("%(actor)s changed the site %(called)s.")


@dataclass(frozen=True)
class DepartmentAdded(Event):
    """A department was entered."""

    department_id: int
    called: str
    sentence: ClassVar[str] = N_("%(actor)s added the department %(called)s.")


@dataclass(frozen=True)
class DepartmentRenamed(Event):
    """A department has another name."""

    department_id: int
    called: str
    sentence: ClassVar[str] = N_("%(actor)s renamed a department to %(called)s.")


@dataclass(frozen=True)
class DepartmentMoved(Event):
    """A department and what is below it hang elsewhere in the tree."""

    department_id: int
    called: str
    parent_id: int | None
    sentence: ClassVar[str] = N_("%(actor)s moved the department %(called)s in the tree.")


@dataclass(frozen=True)
class DepartmentClosed(Event):
    """Nobody is placed in this department any more."""

    department_id: int
    called: str
    sentence: ClassVar[str] = N_("%(actor)s closed the department %(called)s.")


@dataclass(frozen=True)
class DepartmentReopened(Event):
    """A closed department is used again."""

    department_id: int
    called: str
    sentence: ClassVar[str] = N_("%(actor)s opened the department %(called)s again.")
