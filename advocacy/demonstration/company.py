"""Maison Verdier, an invented retailer: its legal entities, places, departments, parts and questions."""

from __future__ import annotations

from dataclasses import dataclass

from advocacy.roles import Role

SEED = 1891
"""The year the invented house was founded; it makes every load of the demonstration the same."""

SHOPS, LOGISTICS = "Maison Verdier SAS", "Verdier Logistique SAS"

EMPLOYERS = {SHOPS: "999000011", LOGISTICS: "999000029"}
"""Legal entities and their SIREN: nine digits that satisfy Luhn's check, in a range nobody was given."""

SITES = {
    "Siège, Paris": SHOPS,
    "Boutique de Lyon": SHOPS,
    "Boutique de Lille": SHOPS,
    "Boutique de Bordeaux": SHOPS,
    "Boutique de Nantes": SHOPS,
    "Entrepôt d’Orléans": LOGISTICS,
}


@dataclass(frozen=True)
class Team:
    """A department: under which one, how many people, at which sites, how many of them speak English here."""

    name: str
    under: str | None
    people: int
    sites: tuple[str, ...]
    english: int = 0
    without_mail: float = 0.0


HEAD_OFFICE = ("Siège, Paris",)
IN_SHOPS = ("Boutique de Lyon", "Boutique de Lille", "Boutique de Bordeaux", "Boutique de Nantes")
WAREHOUSE = ("Entrepôt d’Orléans",)

TEAMS = (
    Team("Direction générale", None, 4, HEAD_OFFICE, english=1),
    Team("Boutiques", None, 9, IN_SHOPS),
    Team("Chaussures", "Boutiques", 38, IN_SHOPS, english=4, without_mail=0.6),
    Team("Prêt-à-porter", "Boutiques", 46, IN_SHOPS, english=5, without_mail=0.6),
    Team("Maison et décoration", "Boutiques", 27, IN_SHOPS, english=2, without_mail=0.6),
    Team("Service client", None, 22, HEAD_OFFICE, english=8),
    Team("Logistique", None, 8, WAREHOUSE),
    Team("Préparation des commandes", "Logistique", 41, WAREHOUSE, english=6, without_mail=0.8),
    Team("Communication et marque", None, 11, HEAD_OFFICE, english=4),
    Team("Ressources humaines", None, 9, HEAD_OFFICE, english=1),
    Team("Informatique", None, 13, HEAD_OFFICE, english=6),
    Team("Finance et juridique", None, 10, HEAD_OFFICE, english=2),
)


@dataclass(frozen=True)
class Part:
    """Somebody with a part to play: who one can be by one click."""

    key: str
    given_name: str
    family_name: str
    team: str
    english: bool = False
    role: Role | None = None
    heads: bool = False
    new: bool = False


PARTS = (
    Part("employee", "Inès", "Caradec", "Chaussures", new=True),
    Part("manager", "Bastien", "Lemoine", "Chaussures", heads=True),
    Part("charter_owner", "Clémence", "Aubry", "Communication et marque", role=Role.CHARTER_OWNER),
    Part("editor", "Salomé", "Guérin", "Communication et marque", role=Role.EDITOR),
    Part("approver", "Hugo", "Delattre", "Finance et juridique", role=Role.APPROVER, heads=True),
    Part("hr", "Farida", "Benali", "Ressources humaines", role=Role.HR, heads=True),
    Part("auditor", "Eleanor", "Whitfield", "Finance et juridique", english=True, role=Role.AUDITOR),
    Part("admin", "Oluwaseun", "Adeyemi", "Informatique", english=True, role=Role.ADMIN),
    Part("trainer", "Maëlle", "Kervella", "Ressources humaines", role=Role.TRAINER),
    Part("member", "Yanis", "Roussel", "Service client"),
)

CAST = {part.key: f"V{number:03d}" for number, part in enumerate(PARTS, start=1)}
"""The employee number of each part."""


AGENCY = (("Maud", "Kerjean"), ("Tom", "Barlow"), ("Aïcha", "Mansouri"))
"""People of an agency: external, with a last day. The first two write content, the second on few topics."""

PLACES_TO_FILL = {
    "[à compléter : courriel de l’équipe réseaux sociaux]": "reseaux@verdier.example",
    "[à compléter : numéro d’urgence et horaires]": "01 99 00 12 34, tous les jours de 8 h à 22 h",
    "[à compléter : contact pour les données personnelles]": "donnees@verdier.example",
    "[à compléter : canal de recueil des signalements]": "alerte@verdier.example",
    "[to complete: e-mail of the social team]": "reseaux@verdier.example",
    "[to complete: emergency number and hours]": "+33 1 99 00 12 34, every day from 8 a.m. to 10 p.m.",
    "[to complete: contact for personal data]": "donnees@verdier.example",
    "[to complete: internal whistle-blowing channel]": "alerte@verdier.example",
}
"""What the company writes where the starter charter leaves a place; the telephone number is nobody's."""

QUESTIONS = (
    (
        "fr",
        "mistakes",
        "Si je supprime un message publié par erreur, dois-je quand même prévenir quelqu’un ?",
        "Oui, dites-le à votre responsable : une capture a pu être prise. Personne ne vous reprochera "
        "d’avoir prévenu.",
    ),
    (
        "en",
        "the-networks",
        "May I answer a customer review of my own shop under my own name?",
        "Thank you for asking first. Leave it to customer service for now: answer only once you are trained, "
        "and then as a member of the roster.",
    ),
    (
        "fr",
        "you-may-speak",
        "Puis-je dire sur LinkedIn que nous recrutons pour la boutique de Nantes ?",
        "Avec plaisir, dès que l’offre est publique. Dites que vous y travaillez.",
    ),
    ("fr", "confidentiality", "La date des soldes affichée en réserve est-elle confidentielle ?", ""),
    ("en", "", "Is there a shorter version for seasonal staff?", ""),
)
"""Questions asked from the charter's page: language, clause, question, and the owner's answer, if any."""
