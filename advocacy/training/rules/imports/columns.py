"""The columns of a spreadsheet of completions, by what other systems call them in French and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from advocacy.people.imports.columns import ENGLISH as PEOPLE_IN_ENGLISH
from advocacy.people.imports.columns import FRENCH as PEOPLE_IN_FRENCH
from advocacy.people.imports.columns import Field as PeopleField
from advocacy.sheets.headers import Matched, match, meanings


class Field(StrEnum):
    """What can be imported about a completion."""

    NUMBER = "number"
    MODULE = "module"
    DAY = "day"
    MINUTES = "minutes"
    EVIDENCE = "evidence"


REQUIRED = (Field.NUMBER, Field.MODULE, Field.DAY)

FRENCH: Mapping[Field, tuple[str, ...]] = {
    Field.NUMBER: PEOPLE_IN_FRENCH[PeopleField.NUMBER],
    Field.MODULE: ("Formation", "Module", "Intitulé", "Intitulé de la formation", "Code formation", "Stage"),
    Field.DAY: (
        *("Date", "Date de réalisation", "Date de fin", "Fin", "Réalisée le", "Terminée le", "Suivie le"),
        *("Date de formation", "Date d'obtention", "Date de la formation"),
    ),
    Field.MINUTES: ("Minutes", "Durée", "Durée en minutes", "Durée (min)", "Temps passé"),
    Field.EVIDENCE: ("Justificatif", "Preuve", "Commentaire", "Remarque", "Référence"),
}
ENGLISH: Mapping[Field, tuple[str, ...]] = {
    Field.NUMBER: PEOPLE_IN_ENGLISH[PeopleField.NUMBER],
    Field.MODULE: ("Training", "Module", "Course", "Course name", "Course code", "Training name", "Title"),
    Field.DAY: (
        *("Completed on", "Completion date", "Date completed", "Completed", "Date", "Training date"),
        *("Finished on", "End date"),
    ),
    Field.MINUTES: ("Minutes", "Duration", "Duration in minutes", "Duration (min)", "Time spent"),
    Field.EVIDENCE: ("Evidence", "Proof", "Comment", "Remark", "Reference"),
}
_MEANINGS = meanings(FRENCH, ENGLISH)
_NEEDED = {one: f"{FRENCH[one][0]} / {ENGLISH[one][0]}" for one in REQUIRED}


def recognise(headers: Sequence[str]) -> Matched[Field]:
    """What the columns mean. Raises Refused for two with one meaning, and for required ones missing."""
    return match(headers, _MEANINGS, _NEEDED)


def template_header(language: str) -> tuple[str, ...]:
    """The header of an empty file in French ("fr…") or English, every field once."""
    names = FRENCH if language.startswith("fr") else ENGLISH
    return tuple(names[one][0] for one in Field)
