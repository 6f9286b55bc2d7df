"""Facts about the organisation: its employers, sites and departments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_


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
