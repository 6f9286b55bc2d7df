"""What fields and states of imports are called, to be translated when shown."""

from __future__ import annotations

from collections.abc import Mapping

from advocacy.errors import N_
from advocacy.people.imports.columns import Field
from advocacy.people.imports.plan import LeavingReason
from advocacy.people.models.imports import PlaceKind

FIELDS: Mapping[Field, str] = {
    Field.NUMBER: N_("Employee number"),
    Field.GIVEN_NAME: N_("Given name"),
    Field.FAMILY_NAME: N_("Family name"),
    Field.EMAIL: N_("E-mail address"),
    Field.EMPLOYER: N_("Employer"),
    Field.EMPLOYER_SIREN: N_("Employer's SIREN"),
    Field.SITE: N_("Site"),
    Field.DEPARTMENT: N_("Department"),
    Field.MANAGER: N_("Manager's number"),
    Field.LANGUAGE: N_("Language"),
    Field.START: N_("First day"),
    Field.END: N_("Last day"),
    Field.KIND: N_("Kind"),
}

EXPLANATIONS: Mapping[Field, str] = {
    Field.NUMBER: N_("Who it is: each person has one number and one line. Keep its leading zeros."),
    Field.GIVEN_NAME: N_("As the person uses it."),
    Field.FAMILY_NAME: N_("As the person uses it."),
    Field.EMAIL: N_("May be empty: people without one get their links on paper."),
    Field.EMPLOYER: N_("The legal entity, by name, or by SIREN once it is known."),
    Field.EMPLOYER_SIREN: N_("Nine digits. Only needed once."),
    Field.SITE: N_("The shop or building. May be empty."),
    Field.DEPARTMENT: N_("The way from the top to the team: Sales > Paris > Shoes."),
    Field.MANAGER: N_("The number of the person's manager. May be empty."),
    Field.LANGUAGE: N_("fr or en."),
    Field.START: N_("2024-05-31 or 31/05/2024. Today, if it is not told."),
    Field.END: N_("The last day of work, once it is known. External people always have one."),
    Field.KIND: N_("employee or external."),
}

VALUES: Mapping[str, str] = {
    "fr": N_("French"),
    "en": N_("English"),
    "employee": N_("Employee"),
    "external": N_("External person"),
}

REASONS: Mapping[str, str] = {
    LeavingReason.END_DATE: N_("The file tells the last day."),
    LeavingReason.ABSENT: N_("Not in the file, which lists everybody."),
}

PLACES: Mapping[PlaceKind, str] = {
    PlaceKind.EMPLOYER: N_("Employers"),
    PlaceKind.SITE: N_("Sites"),
    PlaceKind.DEPARTMENT: N_("Departments"),
}
