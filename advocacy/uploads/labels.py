"""What the states of an import are called, with the colour of each."""

from __future__ import annotations

from collections.abc import Mapping

from advocacy.errors import N_
from advocacy.uploads.models import ImportState

STATES: Mapping[ImportState, tuple[str, str]] = {
    ImportState.UPLOADED: (N_("Waiting to be read"), "info"),
    ImportState.READING: (N_("Being read"), "info"),
    ImportState.READY: (N_("To be looked through"), "warn"),
    ImportState.UNREADABLE: (N_("Cannot be read"), "danger"),
    ImportState.APPLYING: (N_("Being applied"), "info"),
    ImportState.APPLIED: (N_("Applied"), "ok"),
    ImportState.DISCARDED: (N_("Discarded"), "neutral"),
}
