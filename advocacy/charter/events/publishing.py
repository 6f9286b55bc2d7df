"""Facts of writing, reviewing and publishing. No free text in them: reasons and notes stay in their rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.charter.rules.words import DossierStep, Force, Weight
from advocacy.errors import N_

_WEIGHTS = {"weight": {str(Weight.MINOR): N_("minor"), str(Weight.MATERIAL): N_("material")}}
_STEPS = {
    "step": {
        str(DossierStep.WORKS_COUNCIL): N_("Opinion of the works council"),
        str(DossierStep.PUBLICITY): N_("Publicity"),
        str(DossierStep.DEPOSIT): N_("Deposit at the labour court"),
        str(DossierStep.INSPECTOR): N_("Copy to the labour inspector"),
    }
}


@dataclass(frozen=True)
class CharterDocumentCreated(Event):
    """A document was opened, still without a version."""

    sentence: ClassVar[str] = N_("%(actor)s opened the document “%(document)s”.")

    document: str


@dataclass(frozen=True)
class CharterDraftStarted(Event):
    """A draft of the next version was begun; `origin` says from what."""

    sentence: ClassVar[str] = N_("%(actor)s began a draft of “%(document)s”, version %(number)s.")

    document: str
    number: int
    origin: str


@dataclass(frozen=True)
class CharterDraftSaved(Event):
    """A draft was changed: its texts, its settings or its audience."""

    sentence: ClassVar[str] = N_("%(actor)s changed the draft of “%(document)s”, version %(number)s.")

    document: str
    number: int
    edition: int


@dataclass(frozen=True)
class CharterDraftDiscarded(Event):
    """A draft was given up."""

    sentence: ClassVar[str] = N_("%(actor)s discarded the draft of “%(document)s”, version %(number)s.")

    document: str
    number: int


@dataclass(frozen=True)
class CharterDraftSubmitted(Event):
    """A draft was handed in for review, exactly as `manifest` says."""

    sentence: ClassVar[str] = N_("%(actor)s submitted “%(document)s”, version %(number)s, for review.")

    document: str
    number: int
    manifest: str


@dataclass(frozen=True)
class CharterDraftReturned(Event):
    """A reviewer sent a draft back to its author."""

    sentence: ClassVar[str] = N_("%(actor)s returned “%(document)s”, version %(number)s, to its author.")

    document: str
    number: int
    manifest: str


@dataclass(frozen=True)
class CharterVersionApproved(Event):
    """A reviewer approved exactly what `manifest` says, and decided how much it changes."""

    provable: ClassVar[bool] = True
    sentence: ClassVar[str] = N_(
        "%(actor)s approved “%(document)s”, version %(number)s (change: %(weight)s)."
    )
    words: ClassVar[Mapping[str, Mapping[str, str]]] = _WEIGHTS

    document: str
    number: int
    manifest: str
    weight: Weight


@dataclass(frozen=True)
class CharterDossierRecorded(Event):
    """A step of a binding version's dossier was recorded for one employer."""

    sentence: ClassVar[str] = N_(
        "%(actor)s recorded a step of the dossier of “%(document)s”, version %(number)s: "
        "%(step)s on %(done_on)s."
    )
    words: ClassVar[Mapping[str, Mapping[str, str]]] = _STEPS

    document: str
    number: int
    employer_id: int
    step: DossierStep
    done_on: date


@dataclass(frozen=True)
class CharterDossierRetired(Event):
    """A step of a dossier turned out to be wrong and no longer counts."""

    sentence: ClassVar[str] = N_(
        "%(actor)s took back a step of the dossier of “%(document)s”, version %(number)s: %(step)s."
    )
    words: ClassVar[Mapping[str, Mapping[str, str]]] = _STEPS

    document: str
    number: int
    employer_id: int
    step: DossierStep


@dataclass(frozen=True)
class CharterPublished(Event):
    """A version was published, to be in force from `live_at`.

    `binding_on` is the day by employer's id, `html` the SHA-256 of the HTML shown by language.
    """

    provable: ClassVar[bool] = True
    sentence: ClassVar[str] = N_(
        "%(actor)s published “%(document)s”, version %(number)s, in force from %(live_at)s."
    )

    document: str
    number: int
    manifest: str
    force: Force
    weight: Weight
    live_at: datetime
    due_on: date
    days_to_acknowledge: int
    binding_on: dict[str, str]
    html: dict[str, str]


@dataclass(frozen=True)
class CharterWithdrawn(Event):
    """A version was taken back: cancelled before it was live, or withdrawn after."""

    provable: ClassVar[bool] = True
    sentence: ClassVar[str] = N_("%(actor)s withdrew “%(document)s”, version %(number)s.")

    document: str
    number: int
    manifest: str
    was_live: bool


@dataclass(frozen=True)
class CharterQuestionAnswered(Event):
    """The owner answered a question asked from the page."""

    sentence: ClassVar[str] = N_("%(actor)s answered a question about “%(document)s”, version %(number)s.")

    document: str
    number: int
    question_id: int
