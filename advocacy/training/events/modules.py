"""Facts of writing, reviewing and publishing modules. No free text in them: notes stay in their rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.charter.rules import Weight
from advocacy.errors import N_
from advocacy.training.rules import ModuleKind

_WEIGHTS = {"weight": {str(Weight.MINOR): N_("minor"), str(Weight.MATERIAL): N_("material")}}
_KINDS = {
    "kind": {
        str(ModuleKind.TEXT): N_("a text with a quiz"),
        str(ModuleKind.SESSION): N_("a session with a trainer"),
        str(ModuleKind.PROOF): N_("a proof from elsewhere"),
    }
}


@dataclass(frozen=True)
class TrainingModuleCreated(Event):
    """A module was opened, still without a version."""

    sentence: ClassVar[str] = N_("%(actor)s opened the training “%(module)s”: %(kind)s.")
    words: ClassVar[Mapping[str, Mapping[str, str]]] = _KINDS

    module: str
    kind: ModuleKind


@dataclass(frozen=True)
class TrainingModuleRetired(Event):
    """A module can no longer be required or taken."""

    sentence: ClassVar[str] = N_("%(actor)s retired the training “%(module)s”.")

    module: str


@dataclass(frozen=True)
class TrainingModuleBroughtBack(Event):
    """A retired module can be required and taken again."""

    sentence: ClassVar[str] = N_("%(actor)s brought the training “%(module)s” back.")

    module: str


@dataclass(frozen=True)
class TrainingDraftStarted(Event):
    """A draft of the next version was begun; `origin` says from what."""

    sentence: ClassVar[str] = N_("%(actor)s began a draft of the training “%(module)s”, version %(number)s.")

    module: str
    number: int
    origin: str


@dataclass(frozen=True)
class TrainingDraftSaved(Event):
    """A draft was changed: its texts, its quiz or its settings."""

    sentence: ClassVar[str] = N_(
        "%(actor)s changed the draft of the training “%(module)s”, version %(number)s."
    )

    module: str
    number: int
    edition: int


@dataclass(frozen=True)
class TrainingDraftDiscarded(Event):
    """A draft was given up."""

    sentence: ClassVar[str] = N_(
        "%(actor)s discarded the draft of the training “%(module)s”, version %(number)s."
    )

    module: str
    number: int


@dataclass(frozen=True)
class TrainingDraftSubmitted(Event):
    """A draft was handed in for review, exactly as `manifest` says."""

    sentence: ClassVar[str] = N_(
        "%(actor)s submitted the training “%(module)s”, version %(number)s, for review."
    )

    module: str
    number: int
    manifest: str


@dataclass(frozen=True)
class TrainingDraftReturned(Event):
    """A reviewer sent a draft back to its author."""

    sentence: ClassVar[str] = N_(
        "%(actor)s returned the training “%(module)s”, version %(number)s, to its author."
    )

    module: str
    number: int
    manifest: str


@dataclass(frozen=True)
class TrainingVersionApproved(Event):
    """A reviewer approved exactly what `manifest` says, and decided how much it changes."""

    provable: ClassVar[bool] = True
    sentence: ClassVar[str] = N_(
        "%(actor)s approved the training “%(module)s”, version %(number)s (change: %(weight)s)."
    )
    words: ClassVar[Mapping[str, Mapping[str, str]]] = _WEIGHTS

    module: str
    number: int
    manifest: str
    weight: Weight


@dataclass(frozen=True)
class TrainingPublished(Event):
    """A version of a module was published. `html` is the SHA-256 of the HTML shown, by language.

    `attempts` is None for any number.
    """

    provable: ClassVar[bool] = True
    sentence: ClassVar[str] = N_("%(actor)s published the training “%(module)s”, version %(number)s.")

    module: str
    number: int
    manifest: str
    kind: ModuleKind
    weight: Weight
    pass_mark: int
    attempts: int | None
    minutes: int
    html: dict[str, str]
