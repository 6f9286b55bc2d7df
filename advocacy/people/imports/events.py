"""Facts about imports of people. An import leaves one event for all it changes, with its counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_


@dataclass(frozen=True)
class PeopleFileUploaded(Event):
    """A people file was handed in to be read. It changes nothing yet."""

    import_id: int
    sha256: str
    complete: bool
    sentence: ClassVar[str] = N_("%(actor)s uploaded a people file (import %(import_id)s).")


@dataclass(frozen=True)
class PeopleImported(Event):
    """An import was applied, whole."""

    import_id: int
    sha256: str
    complete: bool
    joiners: int
    changes: int
    leavers: int
    returners: int
    sentence: ClassVar[str] = N_(
        "%(actor)s applied import %(import_id)s: %(joiners)s joined, %(changes)s changed, %(leavers)s leave, "
        "%(returners)s returned."
    )


@dataclass(frozen=True)
class PeopleImportDiscarded(Event):
    """An import was put away without being applied."""

    import_id: int
    sentence: ClassVar[str] = N_("%(actor)s discarded import %(import_id)s.")
