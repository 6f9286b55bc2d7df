"""A believable people file of any size: `python -m bench.make_people 5000 out.csv`, the same for one seed.

Two employers, sites, a tree of departments with a manager for each team, names with accents, apostrophes,
particles and hyphens, very short and very long ones; some people without an address, some external, some who
leave on a day that is known. By the name of the file it is CSV or XLSX.
"""

from __future__ import annotations

import argparse
import random
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from advocacy.people.imports.columns import template_header
from advocacy.sheets.writing import csv_pieces, write_xlsx

GIVEN = """
Léa Zoé Noël Chloé Maëlys Inès Agnès Renée François Jérôme Anaïs Aïcha Loïc Gaëlle Hélène Benoît Björn Øystein
Łukasz Žofia Nuño Ümit Siân Ciarán Anne-Sophie Jean-Baptiste Marie-Thérèse Abd-el-Kader O Li Xuân Mai Amélie
Théo Camille Thomas Sarah Karim Fatou Lucas Emma Hugo Jade Louis Alice Gabriel Rose Arthur Nina Paul Eva Adam
"""
FAMILY = """
Martin Bernard Dubois Lefèvre D’Angelo L’Hôte O'Brien Müller Strauß Sørensen Gómez-Peña Nguyễn Kowalczyk Çelik
Le_Goff de_La_Tour_d'Auvergne van_der_Berg von_Königsmarck El_Amrani Ait-Ouarab N'Diaye Ba U Ó Mac_Aoidh Petit
Roux Fournier Morel Girard André Lambert Bonnet Œuvrard Guérin Boyer Chevalier Masson Dos_Santos Da_Silva
"""
LONG = "Wolfeschlegelsteinhausenbergerdorff-Montmorency-Laval-Châtillon de La Rochefoucauld"[:80]
EMPLOYERS = (("Maison Verdier SAS", "732829320"), ("Verdier Logistique SARL", "552100554"))
SITES = (
    ("Paris Haussmann", "Lyon Part-Dieu", "Lille Euralille", "Brest – Siam", "Nîmes", "Siège"),
    ("Entrepôt d’Orléans", "Entrepôt de Sète", "Siège"),
)
BRANCHES = (
    ("Ventes", ("Chaussures", "Son & image", "Électroménager", "Caisse", "Conseil à la clientèle")),
    ("Marketing", ("Contenus", "Réseaux sociaux", "Études")),
    ("Ressources humaines", ("Recrutement", "Formation", "Paie")),
    ("Systèmes d’information", ("Support", "Données", "Développement")),
    ("Logistique", ("Réception", "Préparation", "Transport")),
    ("Service après-vente", ("Atelier", "Garanties")),
)
TEAM = 12
"""About so many people have one manager."""


def people(count: int, seed: int = 1, today: date = date(2026, 5, 4)) -> Iterator[tuple[str, ...]]:
    """Yield `count` rows in the order of the template's columns. The first person leads the company."""
    chance = random.Random(seed)
    addresses: set[str] = set()
    for index in range(count):
        given, family = _name(chance, index)
        which = 1 if chance.random() < 0.2 else 0
        employer, siren = EMPLOYERS[which]
        branch, teams = BRANCHES[index % len(BRANCHES)]
        levels = [branch, teams[index // len(BRANCHES) % len(teams)]]
        leads = index <= count // TEAM
        external = chance.random() < 0.02 and not leads
        started = today - timedelta(days=chance.randrange(30, 9_000))
        leaves = chance.random()
        end = ""
        if external:
            end = (today + timedelta(days=chance.randrange(30, 400))).isoformat()
        elif leaves < 0.01 and not leads:
            end = (today + timedelta(days=chance.randrange(1, 90))).isoformat()
        elif leaves < 0.02 and not leads:
            end = (today - timedelta(days=chance.randrange(1, 25))).isoformat()
        yield (
            _number(index),
            given,
            family,
            "" if chance.random() < 0.25 else _address(given, family, addresses),
            employer,
            siren,
            chance.choice(SITES[which]),
            " > ".join(levels if index else ["Direction"]),
            _number((index - 1) // TEAM) if index else "",
            "en" if chance.random() < 0.15 else "fr",
            started.strftime("%d/%m/%Y") if chance.random() < 0.5 else started.isoformat(),
            end,
            "externe" if external else "salarié",
        )


def _number(index: int) -> str:
    return f"V{index:06d}"


def _name(chance: random.Random, index: int) -> tuple[str, str]:
    if index == 7:
        return "Hubert Blaine", LONG
    given = _word(chance, GIVEN)
    family = _word(chance, FAMILY)
    if chance.random() < 0.15:
        family = f"{family}-{_word(chance, FAMILY)}"
    return given, family


def _word(chance: random.Random, names: str) -> str:
    """One of the names; an underscore in it stands for a space."""
    return chance.choice(names.split()).replace("_", " ")


def _address(given: str, family: str, taken: set[str]) -> str:
    """An address that nobody has yet, in plain letters."""
    plain = unicodedata.normalize("NFKD", f"{given}.{family}".lower())
    base = "".join(c for c in plain if c.isascii() and (c.isalnum() or c in ".-")).strip(".-")[:50] or "x"
    address, serial = base, 1
    while address in taken:
        serial += 1
        address = f"{base}{serial}"
    taken.add(address)
    return f"{address}@verdier.example"


def write(
    path: Path, count: int, *, seed: int = 1, language: str = "fr", today: date = date(2026, 5, 4)
) -> None:
    """Write the file; its name decides between CSV and XLSX."""
    header, rows = template_header(language), people(count, seed, today)
    with path.open("wb") as file:
        if path.suffix.lower() == ".xlsx":
            write_xlsx(file, header, rows, title="People")
        else:
            file.writelines(csv_pieces(header, rows, language=language))


def main() -> None:
    """Read the arguments and write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("count", type=int, help="how many people")
    parser.add_argument("path", type=Path, help="where to: a name that ends with .csv or .xlsx")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--language", choices=("fr", "en"), default="fr", help="of the header")
    parser.add_argument(
        "--today",
        type=date.fromisoformat,
        default=datetime.now(UTC).date(),
        help="the day around which dates lie; told, the file is the same on every day",
    )
    given = parser.parse_args()
    write(given.path, given.count, seed=given.seed, language=given.language, today=given.today)
    print(f"{given.path}: {given.count} people")


if __name__ == "__main__":
    main()
