"""Who the force that answers is made of: its topics, teams and weeks, and how it stands with its members."""

from __future__ import annotations

from dataclasses import dataclass

TRAININGS = ("speaking-in-public", "answering-a-customer", "bad-buzz")

TOPICS = (
    ("Livraisons et retours", "Deliveries and returns", "Service client"),
    ("Commandes en ligne", "Online orders", "Service client"),
    ("Tailles et entretien", "Sizes and care", "Prêt-à-porter"),
    ("Chaussures", "Shoes", "Chaussures"),
    ("Maison et décoration", "Home and decoration", "Maison et décoration"),
    ("Nos boutiques", "Our shops", "Boutiques"),
    ("Recrutement", "Jobs with us", "Ressources humaines"),
    ("Fabrication et origine", "How and where it is made", "Communication et marque"),
)
"""French name, English name, owner. Nobody answers on the last one in English, and nobody on Sundays."""

USUAL = ("deliveries-and-returns", "online-orders")
BY_TEAM = {
    "Service client": (*USUAL, "our-shops"),
    "Chaussures": ("shoes", "our-shops"),
    "Prêt-à-porter": ("sizes-and-care", "our-shops"),
    "Maison et décoration": ("home-and-decoration", "our-shops"),
    "Communication et marque": ("how-and-where-it-is-made",),
    "Ressources humaines": ("jobs-with-us",),
}
"""What the members of a team answer on."""

TEAMS = (
    ("Service client", 13),
    ("Chaussures", 13),
    ("Prêt-à-porter", 15),
    ("Maison et décoration", 9),
    ("Communication et marque", 4),
    ("Ressources humaines", 2),
    ("Préparation des commandes", 4),
)
"""How many members each team has: sixty."""

WEEKS = (
    ("9-12, 14-17",) * 5 + ("", ""),
    ("10-13",) * 3 + ("", "14-18", "10-12", ""),
    ("", "13-19", "13-19", "13-19", "", "10-13", ""),
    ("9-11",) * 5 + ("", ""),
)

SPOKEN = {
    "Service client": "service client",
    "Chaussures": "chaussures",
    "Prêt-à-porter": "prêt-à-porter",
    "Maison et décoration": "maison",
    "Communication et marque": "atelier",
    "Ressources humaines": "recrutement",
    "Préparation des commandes": "colis",
}
"""What a team is called behind an alias."""


@dataclass(frozen=True)
class State:
    """How it stands with some members: so many of them, trained so many days ago, and what happened then."""

    people: int
    trained: tuple[int, int]
    then: str = ""
    trainings: int = len(TRAININGS)


STATES = (
    State(28, (30, 300)),
    State(6, (338, 358)),
    State(6, (382, 388)),
    State(3, (367, 376)),
    State(4, (40, 90), trainings=1),
    State(4, (60, 200), "pauses"),
    State(2, (60, 200), "is suspended"),
    State(3, (120, 200), "leaves"),
    State(2, (6, 9), "waits for topics"),
    State(2, (60, 200), "is let off"),
)
"""Sixty in all: fresh, expiring, expired, in grace, half trained; and those to whom something happened."""
