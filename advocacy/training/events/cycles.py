"""Facts of cycles: a training was completed. No answer to a question and no reason in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_
from advocacy.training.rules import Way

WAYS = {
    str(Way.QUIZ): N_("by passing its quiz"),
    str(Way.ATTENDED): N_("by attending a session"),
    str(Way.PROOF): N_("by a proof from elsewhere"),
    str(Way.RECORDED): N_("recorded by HR"),
    str(Way.IMPORTED): N_("imported from another system"),
}
"""How each way of completing is told."""


@dataclass(frozen=True)
class TrainingCompleted(Event):
    """A person completed a module: in which cycle, by which version (none for some outside proofs), how long.

    `manifest` is the SHA-256 of the version's list of texts; `expires_on` the last day a proof itself holds.
    """

    provable: ClassVar[bool] = True
    sentence: ClassVar[str] = N_("%(subject)s completed the training “%(module)s”, %(way)s.")
    words: ClassVar[Mapping[str, Mapping[str, str]]] = {"way": WAYS}

    module: str
    number: int | None
    manifest: str | None
    cycle: int
    way: Way
    completed_at: datetime
    minutes: int
    expires_on: date | None
