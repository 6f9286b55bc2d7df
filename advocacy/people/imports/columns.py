"""What the columns of a people file mean, by the names that HR systems give them in French and in English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from advocacy.sheets.headers import match, meanings


class Field(StrEnum):
    """What can be imported about a person; each is also the name of an attribute of `ImportedPerson`."""

    NUMBER = "number"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    EMAIL = "email"
    EMPLOYER = "employer"
    EMPLOYER_SIREN = "employer_siren"
    SITE = "site"
    DEPARTMENT = "department"
    MANAGER = "manager"
    LANGUAGE = "language"
    START = "start"
    END = "end"
    KIND = "kind"


REQUIRED = (Field.NUMBER, Field.GIVEN_NAME, Field.FAMILY_NAME, Field.EMPLOYER, Field.DEPARTMENT)

# The first French and the first English name are those of the template that is offered for download.
FRENCH: Mapping[Field, tuple[str, ...]] = {
    Field.NUMBER: (
        "Matricule",
        "Numéro",
        "N°",
        "Numéro de matricule",
        "Matricule RH",
        "Matricule salarié",
        "Numéro salarié",
        "Numéro de salarié",
        "N° salarié",
        "N° matricule",
        "Numéro employé",
        "Code salarié",
        "Id salarié",
        "Identifiant",
    ),
    Field.GIVEN_NAME: ("Prénom", "Prénom usuel", "Prénom d'usage"),
    Field.FAMILY_NAME: ("Nom", "Nom de famille", "Nom usuel", "Nom d'usage"),
    Field.EMAIL: (
        "Courriel",
        "Adresse mail",
        "Adresse e-mail",
        "Adresse courriel",
        "Adresse électronique",
        "Mail pro",
        "Mail professionnel",
        "E-mail professionnel",
        "Courriel professionnel",
    ),
    Field.EMPLOYER: ("Employeur", "Société", "Entreprise", "Entité juridique", "Raison sociale"),
    Field.EMPLOYER_SIREN: ("SIREN", "N° SIREN", "Numéro SIREN", "SIREN employeur", "SIREN de l'employeur"),
    Field.SITE: ("Établissement", "Magasin", "Lieu de travail", "Point de vente"),
    Field.DEPARTMENT: (
        "Service",
        "Département",
        "Équipe",
        "Unité",
        "Unité organisationnelle",
        "Chemin du service",
    ),
    Field.MANAGER: (
        "Matricule du manager",
        "Matricule manager",
        "Numéro du manager",
        "N° manager",
        "Responsable",
        "Matricule du responsable",
        "Matricule responsable",
        "Responsable hiérarchique",
        "Matricule du responsable hiérarchique",
        "Supérieur",
        "Supérieur hiérarchique",
        "N+1",
        "Matricule N+1",
    ),
    Field.LANGUAGE: ("Langue", "Langue préférée", "Langue de communication"),
    Field.START: (
        "Date d'entrée",
        "Date entrée",
        "Entrée",
        "Date d'embauche",
        "Date embauche",
        "Date d'arrivée",
        "Début",
        "Date de début",
        "Date début",
    ),
    Field.END: (
        "Date de sortie",
        "Date sortie",
        "Sortie",
        "Date de départ",
        "Fin",
        "Date de fin",
        "Date fin",
        "Fin de contrat",
        "Date de fin de contrat",
    ),
    Field.KIND: ("Type", "Type de personne"),
}

ENGLISH: Mapping[Field, tuple[str, ...]] = {
    Field.NUMBER: (
        "Number",
        "Employee number",
        "Employee no",
        "Employee id",
        "Personnel number",
        "Personnel no",
        "Staff number",
        "Staff id",
        "Worker id",
        "Person number",
        "Id",
    ),
    Field.GIVEN_NAME: ("Given name", "First name", "Forename", "Preferred name"),
    Field.FAMILY_NAME: ("Family name", "Last name", "Surname"),
    Field.EMAIL: ("E-mail", "Mail", "E-mail address", "Mail address", "Work e-mail", "Company e-mail"),
    Field.EMPLOYER: ("Employer", "Company", "Company name", "Legal entity", "Employer name"),
    Field.EMPLOYER_SIREN: ("Employer SIREN", "SIREN number", "Company SIREN"),
    Field.SITE: ("Site", "Store", "Shop", "Location", "Establishment", "Workplace", "Work location"),
    Field.DEPARTMENT: (
        "Department",
        "Team",
        "Unit",
        "Org unit",
        "Organisational unit",
        "Organizational unit",
        "Department path",
    ),
    Field.MANAGER: (
        "Manager",
        "Manager number",
        "Manager id",
        "Manager employee id",
        "Line manager",
        "Line manager number",
        "Reports to",
        "Supervisor",
        "Supervisor id",
    ),
    Field.LANGUAGE: ("Language", "Lang", "Preferred language", "Locale"),
    Field.START: (
        "Start date",
        "Start",
        "Hire date",
        "Date hired",
        "Date of hire",
        "Entry date",
        "Joining date",
    ),
    Field.END: ("End date", "End", "Leaving date", "Exit date", "Termination date", "Contract end"),
    Field.KIND: ("Kind", "Person type", "Worker type", "Employment type"),
}


_MEANINGS: Mapping[str, Field] = meanings(FRENCH, ENGLISH)
_NEEDED = {field: f"{FRENCH[field][0]} / {ENGLISH[field][0]}" for field in REQUIRED}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands in the file at hand (counted from 0), and which columns are not read."""

    headers: tuple[str, ...]
    places: Mapping[Field, int]
    ignored: tuple[str, ...]

    def header(self, field: Field) -> str:
        """Return the name that the file gives to `field`, or the field's own if it has no such column."""
        place = self.places.get(field)
        return str(field) if place is None else self.headers[place]


def recognise(headers: Sequence[str]) -> Columns:
    """Return what the headers mean.

    Raises Refused for two columns with one meaning, and naming all required columns that are missing.
    """
    matched = match(headers, _MEANINGS, _NEEDED)
    return Columns(tuple(headers), matched.places, matched.ignored)


def template_header(language: str) -> tuple[str, ...]:
    """Return the header of an empty people file in French ("fr…") or English, every field once."""
    names = FRENCH if language.startswith("fr") else ENGLISH
    return tuple(names[field][0] for field in Field)
