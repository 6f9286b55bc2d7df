"""Facts about imports of completions. Each completion has its own line; the import leaves one for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_


@dataclass(frozen=True)
class CompletionsImported(Event):
    """A spreadsheet of completions was applied to its end.

    `known` is how many of its lines told what was known, `refused` how many could no longer be recorded.
    """

    import_id: int
    sha256: str
    recorded: int
    known: int
    refused: int
    sentence: ClassVar[str] = N_("%(actor)s imported %(recorded)s completions (import %(import_id)s).")


@dataclass(frozen=True)
class CompletionImportDiscarded(Event):
    """An import of completions was put away without being applied."""

    import_id: int
    sentence: ClassVar[str] = N_("%(actor)s discarded the import %(import_id)s of completions.")
