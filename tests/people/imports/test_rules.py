"""What a row says, cell by cell."""

from __future__ import annotations

from datetime import date

import pytest

from advocacy.people.imports.columns import Field, recognise, template_header
from advocacy.people.imports.rules import ImportedPerson, Rejected, imported_people, person_of
from advocacy.people.rules import Kind, Language
from advocacy.sheets.rows import Fault, Row
from tests.people.imports.makers import COLUMNS, a_line, a_row


def read(**cells: str) -> ImportedPerson:
    person = a_line(2, (), **cells)
    assert isinstance(person, ImportedPerson), person
    return person


def problems(**cells: str) -> list[tuple[str, str]]:
    rejected = a_line(2, (), **cells)
    assert isinstance(rejected, Rejected), rejected
    return [(problem.column, str(problem)) for problem in rejected.problems]


def test_a_full_row_becomes_a_person() -> None:
    assert read(manager="0007", end="31/12/2030") == ImportedPerson(
        line=2,
        number="0042",
        given_name="Zoé",
        family_name="L’Hôte",
        employer="Fnord SA",
        department=("Sales", "Sound"),
        email="zoe@example.org",
        employer_siren="732829320",
        site="Lyon",
        manager="0007",
        language=Language.FRENCH,
        start=date(2020, 1, 2),
        end=date(2030, 12, 31),
        kind=Kind.EMPLOYEE,
        stated=frozenset(Field),
    )


def test_rows_are_read_one_by_one() -> None:
    people = imported_people(iter([a_row(2), a_row(3, number="")]), COLUMNS)
    assert isinstance(next(people), ImportedPerson)
    assert isinstance(next(people), Rejected)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("a12", "A12"),
        (" 12 345 ", "12345"),
        ("Ａ１２", "A12"),
        ("0042", "0042"),
        ("ab-1_2.3/4", "AB-1_2.3/4"),
    ],
)
def test_a_number_is_compared_without_case_space_and_width(written: str, number: str) -> None:
    assert read(number=written).number == number


@pytest.mark.parametrize("written", ["-1", "=1", "А1", "é", "1;2", "1€", "x" * 41])
def test_an_odd_number_is_refused(written: str) -> None:
    assert problems(number=written)[0][0] == "Number"


@pytest.mark.parametrize(
    "name",
    [
        "O'Brien",
        "D’Août-N’Guyen",
        "Ng",
        "X Æ A-12",
        "Jean-Pierre (JP)",
        "’t Hooft",
        "李",
        "Müller, Jr.",
        "José\u00a0María",
    ],
)
def test_awkward_names_are_taken(name: str) -> None:
    assert read(family_name=name).family_name == name.replace("\u00a0", " ")


def test_a_name_is_composed_and_single_spaced() -> None:
    assert read(given_name="  Zoe\u0301   Marie ").given_name == "Zoé Marie"


@pytest.mark.parametrize(
    ("name", "character"),
    [
        ("Zo\u200bé", "U+200B ZERO WIDTH SPACE"),
        ("Zo\u200dé", "U+200D ZERO WIDTH JOINER"),
        ("\u202eéoZ", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("Zo\u2066é", "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("Zo\tmar", "U+0009"),
        ("Zo\nmar", "U+000A"),
        ("Zo\x1bé", "U+001B"),
        ("Zo\u00adé", "U+00AD SOFT HYPHEN"),
        ("Zo\u3164é", "U+3164 HANGUL FILLER"),
        ("Zo\ufeffé", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("Zo\u2028é", "U+2028 LINE SEPARATOR"),
        ("Zo\ue000é", "U+E000"),
    ],
)
@pytest.mark.parametrize("field", ["given_name", "employer", "site", "department"])
def test_a_character_that_cannot_be_seen_is_refused_by_name(field: str, name: str, character: str) -> None:
    cells = {"employer_siren": "", field: name}
    (_, sentence) = problems(**cells)[0]
    assert sentence == f"It holds a character that cannot be seen: {character}. Type it again."


def test_what_is_quoted_of_a_bad_cell_is_safe_to_show() -> None:
    rejected = a_line(given_name="\u202eabc" + "x" * 100)
    assert isinstance(rejected, Rejected)
    assert rejected.problems[0].value.startswith("‹U+202E›abcx")
    assert rejected.problems[0].value.endswith("…")
    assert "\u202e" not in rejected.problems[0].value


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("given_name", "-", "A name needs at least one letter."),
        ("family_name", "42", "A name needs at least one letter."),
        ("given_name", "x" * 81, "It is 81 characters long; at most 80 are possible."),
        ("site", "--", "A name needs at least one letter or digit."),
        ("site", "x" * 161, "It is 161 characters long; at most 160 are possible."),
        ("department", "Sales > > Sound", "A level of the department path is empty."),
        ("department", "/Sales", "A level of the department path is empty."),
        ("department", ">".join("abcdefghi"), "The department path has 9 levels; at most 8 are possible."),
        ("number", "", "This cell must not be empty."),
        ("given_name", "  ", "This cell must not be empty."),
        ("employer", "", "This cell must not be empty."),
        ("department", "", "This cell must not be empty."),
        ("language", "klingon", "This language is not offered. Write fr or en."),
        ("kind", "service", "Write “employee” or “external” (“salarié” or “externe”)."),
        ("employer_siren", "12345", "A SIREN has nine digits."),
        ("employer_siren", "732829321", "This is not a SIREN: its check digit does not fit."),
        ("employer_siren", "000000000", "This is not a SIREN: its check digit does not fit."),
        ("employer_siren", "٧٣٢٨٢٩٣٢٠", "A SIREN has nine digits."),
        ("employer", "732829321", "This is not a SIREN: its check digit does not fit."),
        ("employer", "552100554", "The row tells two SIREN for its employer: 552100554 and 732829320."),
        ("manager", "00 42", "Nobody is their own manager."),
        ("end", "2020-01-01", "The end (2020-01-01) lies before the start (2020-01-02)."),
    ],
)
def test_what_a_cell_cannot_say(field: str, value: str, sentence: str) -> None:
    assert any(said.startswith(sentence) for _, said in problems(**{field: value}))


def test_every_problem_of_a_row_is_told_with_its_column() -> None:
    assert [column for column, _ in problems(given_name="", email="x", start="soon", language="xx")] == [
        "Given name",
        "E-mail",
        "Language",
        "Start date",
    ]


@pytest.mark.parametrize(
    "address",
    ["a@b.fr", "Zoe.L+x@Sub.Example.org", "o'brien@example.org", "x@xn--caf-dma.example", "a_b@1and1.fr"],
)
def test_an_address_is_taken_in_lower_case(address: str) -> None:
    assert read(email=f" {address} ").email == address.lower()


@pytest.mark.parametrize(
    "address",
    [
        "x",
        "@example.org",
        "a@",
        "a@b",
        "a@@b.fr",
        "a b@c.fr",
        "a@b..fr",
        ".a@b.fr",
        "a.@b.fr",
        "a..b@c.fr",
        "a@-b.fr",
        "a@b-.fr",
        "a@b.fr.",
        "a@127.0.0.1",
        "a@[127.0.0.1]",
        "é@b.fr",
        "a@b.fr,c@d.fr",
        "<a@b.fr>",
        "a@b.fr\n",
        "a@b.fr\nBcc: c@d.fr",
        "a@b\u200b.fr",
        '"a"@b.fr',
        "x" * 65 + "@b.fr",
        "a@" + "b" * 64 + ".fr",
        "a@" + "b." * 126 + "fr",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    if address == "a@b.fr\n":
        assert read(email=address).email == "a@b.fr"  # white space at the ends is no part of it
    else:
        assert problems(email=address)[0][0] == "E-mail"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-05-31", date(2024, 5, 31)),
        ("2024-5-1", date(2024, 5, 1)),
        ("2024-05-31 00:00:00", date(2024, 5, 31)),
        ("2024-05-31T00:00:00", date(2024, 5, 31)),
        ("31/05/2024", date(2024, 5, 31)),
        ("1/2/2024", date(2024, 2, 1)),
        ("31.05.2024", date(2024, 5, 31)),
        ("31-05-2024", date(2024, 5, 31)),
        ("29/02/2024 00:00:00", date(2024, 2, 29)),
    ],
)
def test_dates_are_iso_or_day_first(written: str, day: date) -> None:
    assert read(start=written).start == day


@pytest.mark.parametrize(
    "written",
    [
        "31/05/24",
        "05/31/2024",
        "29/02/2023",
        "2024-13-01",
        "2024-05",
        "31/05-2024",
        "45443",
        "soon",
        "1919-12-31",
        "2101-01-01",
        "2024-05-31 13:45:00",
        "٢٠٢٤-٠٥-٣١",
        "0000-00-00",
    ],
)
def test_what_is_no_date_is_refused(written: str) -> None:
    assert problems(start=written)[0][0] == "Start date"


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("fr", Language.FRENCH),
        ("FR", Language.FRENCH),
        ("fr-FR", Language.FRENCH),
        ("Français", Language.FRENCH),
        ("french", Language.FRENCH),
        ("en", Language.ENGLISH),
        ("en_GB", Language.ENGLISH),
        ("Anglais", Language.ENGLISH),
    ],
)
def test_languages_go_by_several_names(written: str, language: Language) -> None:
    assert read(language=written).language is language


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Salariée", Kind.EMPLOYEE),
        ("interne", Kind.EMPLOYEE),
        ("EXTERNE", Kind.EXTERNAL),
        ("contractor", Kind.EXTERNAL),
    ],
)
def test_kinds_go_by_several_names(written: str, kind: Kind) -> None:
    assert read(kind=written, end="2030-01-01").kind is kind


def test_an_external_person_needs_an_end_date() -> None:
    assert problems(kind="external") == [("End date", "An external person needs an end date.")]


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("Sales", ("Sales",)),
        ("Sales > Sound", ("Sales", "Sound")),
        ("Sales>Sound", ("Sales", "Sound")),
        ("Sales/Sound", ("Sales", "Sound")),
        ("Sales > TV / Video", ("Sales", "TV / Video")),
    ],
)
def test_a_department_is_a_path(written: str, path: tuple[str, ...]) -> None:
    assert read(department=written).department == path


def test_an_employer_may_be_told_by_siren_alone() -> None:
    person = read(employer="732 829 320", employer_siren="")
    assert (person.employer, person.employer_siren) == (None, "732829320")
    assert read(employer="732829320").employer_siren == "732829320"


def test_an_empty_cell_takes_away_or_says_nothing_by_its_field() -> None:
    person = read(email="", site="", manager="", end="", language="", start="", kind="", employer_siren="")
    assert set(Field) - person.stated == {Field.LANGUAGE, Field.START, Field.KIND, Field.EMPLOYER_SIREN}


def test_a_column_that_is_not_there_says_nothing() -> None:
    person = a_line(without=["email", "site", "manager", "end"])
    assert isinstance(person, ImportedPerson)
    assert person.stated.isdisjoint({Field.EMAIL, Field.SITE, Field.MANAGER, Field.END})


def test_a_fault_counts_only_in_a_column_that_is_read() -> None:
    columns = recognise([*template_header("en"), "Salary"])
    width = len(Field)

    def faulty(column: int) -> Row:
        fault = Fault(column, "N2", "Cell %(cell)s holds a formula.", {"cell": "N2"})
        return Row(2, (*a_row().cells, ""), (fault,))

    assert isinstance(person_of(faulty(width), columns), ImportedPerson)
    beyond = person_of(faulty(width + 1), columns)
    assert isinstance(beyond, Rejected)
    read_column = person_of(faulty(3), columns)
    assert isinstance(read_column, Rejected)
    assert [(problem.column, str(problem)) for problem in read_column.problems] == [
        ("E-mail", "Cell N2 holds a formula.")
    ]
    assert read_column.number == "0042"
