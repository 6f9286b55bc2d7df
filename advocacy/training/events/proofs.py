"""Facts of proofs from elsewhere. An accepted one makes a completion, which is provable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_


@dataclass(frozen=True)
class TrainingProofHandedIn(Event):
    """Somebody handed in a proof; `sha256` is that of the file."""

    sentence: ClassVar[str] = N_("%(subject)s handed in a proof of the training “%(module)s”.")

    proof_id: int
    module: str
    obtained_on: date
    expires_on: date | None
    sha256: str


@dataclass(frozen=True)
class TrainingProofAccepted(Event):
    """HR found a proof to be good."""

    sentence: ClassVar[str] = N_("%(actor)s accepted a proof by %(subject)s of the training “%(module)s”.")

    proof_id: int
    module: str


@dataclass(frozen=True)
class TrainingProofRefused(Event):
    """HR found a proof not to be good. Why is told to the person alone."""

    sentence: ClassVar[str] = N_("%(actor)s refused a proof by %(subject)s of the training “%(module)s”.")

    proof_id: int
    module: str
