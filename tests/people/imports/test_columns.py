"""Headers of HR systems, and what they mean."""

from __future__ import annotations

import pytest

from advocacy.errors import Refused
from advocacy.people.imports.columns import ENGLISH, FRENCH, Field, recognise, template_header
from advocacy.sheets.headers import plain

REQUIRED = ["Matricule", "Prénom", "Nom", "Employeur", "Service"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_template_names_every_field(language: str) -> None:
    assert list(recognise(template_header(language)).places) == list(Field)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("MATRICULE", Field.NUMBER),
        ("employee_id", Field.NUMBER),
        ("Employee ID:", Field.NUMBER),
        ("N°", Field.NUMBER),
        ("prenom", Field.GIVEN_NAME),
        ("PRÉNOM ", Field.GIVEN_NAME),
        ("FirstName", Field.GIVEN_NAME),
        ("nom", Field.FAMILY_NAME),
        ("last-name", Field.FAMILY_NAME),
        ("E-Mail", Field.EMAIL),
        ("email", Field.EMAIL),
        ("Adresse e‑mail", Field.EMAIL),
        ("Société", Field.EMPLOYER),
        ("siren", Field.EMPLOYER_SIREN),
        ("Magasin", Field.SITE),
        ("établissement", Field.SITE),
        ("Département", Field.DEPARTMENT),
        ("Matricule du manager", Field.MANAGER),
        ("responsable", Field.MANAGER),
        ("N+1", Field.MANAGER),
        ("langue", Field.LANGUAGE),
        ("Date d’entrée", Field.START),
        ("date_d_entree", Field.START),
        ("Hire Date", Field.START),
        ("Date de sortie", Field.END),
        ("Type", Field.KIND),
    ],
)
def test_case_accents_spaces_and_punctuation_do_not_count(header: str, field: Field) -> None:
    headers = [name for name in REQUIRED if recognise(REQUIRED).places.get(field) != REQUIRED.index(name)]
    columns = recognise([*headers, header])
    assert columns.places[field] == len(headers)
    assert columns.header(field) == header


def test_no_name_means_two_things() -> None:
    meanings: dict[str, set[Field]] = {}
    for names in (FRENCH, ENGLISH):
        for field, synonyms in names.items():
            for name in synonyms:
                meanings.setdefault(plain(name), set()).add(field)
    assert [name for name, fields in meanings.items() if len(fields) > 1] == []


def test_other_columns_are_reported_as_ignored() -> None:
    columns = recognise([*REQUIRED, "Intitulé du poste", "Salaire"])
    assert columns.ignored == ("Intitulé du poste", "Salaire")
    assert columns.header(Field.EMAIL) == "email"


def test_two_columns_with_one_meaning_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        recognise([*REQUIRED, "E-mail", "Courriel"])
    assert str(refused.value) == "The columns “E-mail” and “Courriel” mean the same. Remove one of them."


def test_all_missing_columns_are_named_at_once() -> None:
    with pytest.raises(Refused, match=r"Matricule / Number, Employeur / Employer, Service / Department\."):
        recognise(["Prénom", "Nom"])
