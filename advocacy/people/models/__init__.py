"""Tables of people: the organisation, the persons, the dated rows between them, signing in, imports."""

from advocacy.people.models.dated import Absence, Employment, Placement, RoleGrant
from advocacy.people.models.imports import (
    PeopleImport,
    PeopleImportFact,
    PeopleImportPlace,
    PeopleImportRow,
)
from advocacy.people.models.organisation import Department, Employer, Site
from advocacy.people.models.person import Person, PrivacyNoticeSeen
from advocacy.people.models.signing_in import OneTimeLink, SignIn, SignInFailure

__all__ = [
    "Absence",
    "Department",
    "Employer",
    "Employment",
    "OneTimeLink",
    "PeopleImport",
    "PeopleImportFact",
    "PeopleImportPlace",
    "PeopleImportRow",
    "Person",
    "Placement",
    "PrivacyNoticeSeen",
    "RoleGrant",
    "SignIn",
    "SignInFailure",
    "Site",
]
