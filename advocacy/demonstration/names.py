"""The names of the invented people."""

from __future__ import annotations


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(","))


FRENCH_GIVEN = _names(
    """
    Adèle, Agathe, Alice, Amandine, Anaïs, Anne-Sophie, Antoine, Arthur, Aurélien, Baptiste, Benoît,
    Camille, Cédric, Célia, Chloé, Clément, Corentin, Damien, David, Delphine, Élise, Élodie,
    Émilie, Emma, Étienne, Fabien, Fatou, Florian, Françoise, Gaël, Gauthier, Gwenaëlle, Hélène,
    Hervé, Ibrahim, Jean-Baptiste, Jérôme, Joëlle, Julie, Karim, Kévin, Laëtitia, Laure, Léa, Léo,
    Loïc, Louis, Lucie, Maëlle, Manon, Marc, Margaux, Mathilde, Maxime, Mehdi, Mélanie, Nadia,
    Noémie, Océane, Pauline, Quentin, Raphaël, Rémi, Romane, Sandrine, Sébastien, Solène, Stéphane,
    Thaïs, Théo, Thibault, Valentin, Yanis, Zoé
    """
)
FRENCH_FAMILY = _names(
    """
    Abadie, Allard, Ba, Bailly, Barbier, Besnard, Blanchet, Boucher, Bouvier, Brunet, Carpentier,
    Charpentier, Chevalier, Collet, Cordier, Da Silva, Daniel, de La Tour, Delaunay, Diallo,
    Dubois-Martin, Dumas, Dupuis, Étienne, Fabre, Fernandez, Fleury, Fontaine, Gaillard, Garnier,
    Gauthier, Giraud, Guérin, Guillot, Haddad, Hamon, Hébert, Jacquet, Joly, Klein, L’Hermitte,
    Lacroix, Lambert, Langlois, Le Goff, Leclercq, Lefèvre, Lemaître, Lopes, Maillard, Marchand,
    Marty, Ménard, Meunier, Moreau, N’Diaye, Nguyen, Noël, Olivier, Ouédraogo, Paris, Pasquier,
    Perrin, Philippe, Picard, Poirier, Prévost, Renaud, Rey, Rivière, Robin, Roche, Rousseau, Roux,
    Sanchez, Schneider, Simon, Tessier, Traoré, Vasseur, Vidal, Weber
    """
)
ENGLISH_GIVEN = _names(
    """
    Abigail, Aidan, Amelia, Callum, Charlotte, Daniel, Eilidh, Freya, George, Hannah, Imogen, Jack,
    Keira, Liam, Maeve, Niamh, Owen, Poppy, Rhys, Saoirse, Tobias, Zara
    """
)
ENGLISH_FAMILY = _names(
    """
    Ainsworth, Bennett, Campbell, Dawson, Ellis, Fairbairn, Griffiths, Hughes, Iqbal, Jenkins, Kaur,
    Llewellyn, MacDonald, Nowak, O’Brien, O’Sullivan, Patel, Reid, Shah, Taylor-Smith, Walsh, Young
    """
)

ALIASES = (
    "Abel",
    "Adèle",
    "Agathe",
    "Alba",
    "Alix",
    "Amélie",
    "Anaïs",
    "Andréa",
    "Apolline",
    "Armand",
    "Arthur",
    "Aurore",
    "Axel",
    "Basile",
    "Blanche",
    "Céleste",
    "Charlie",
    "Chloé",
    "Clarisse",
    "Claude",
    "Côme",
    "Dana",
    "Dominique",
    "Éden",
    "Élia",
    "Élise",
    "Émile",
    "Esther",
    "Flora",
    "Gaspard",
    "Garance",
    "Gabin",
    "Hortense",
    "Iris",
    "Isaac",
    "Jade",
    "Joseph",
    "Jules",
    "Kim",
    "Léa",
    "Léon",
    "Lina",
    "Lise",
    "Lola",
    "Louison",
    "Lucie",
    "Malo",
    "Margaux",
    "Marin",
    "Maxence",
    "Mila",
    "Naël",
    "Nina",
    "Noé",
    "Ondine",
    "Ottilie",
    "Paloma",
    "Perrine",
    "Quentin",
    "Rachel",
    "Robin",
    "Rosalie",
    "Sacha",
    "Salomé",
    "Simone",
    "Soline",
    "Suzanne",
    "Théo",
    "Titouan",
    "Ulysse",
    "Victor",
    "Violette",
    "Yaël",
    "Zoé",
)
"""Names under which members of the roster speak."""
