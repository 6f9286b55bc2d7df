"""The few words that a rendered text needs in its own language, whatever the language of the interface.

They are part of what was shown and hashed, so they do not go through gettext: a later translation must not
change them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Labels:
    """Words in one language: ``boxes`` by kind of box, then what a screen reader is told."""

    boxes: dict[str, str]
    footnote: str
    back: str
    table: str
    added: str
    added_end: str
    removed: str
    removed_end: str


_LABELS = {
    "fr": Labels(
        boxes={"do": "À faire", "dont": "À éviter", "note": "À noter", "warning": "Attention"},
        footnote="Note {}",
        back="Revenir au texte, note {}",
        table="Tableau {}",
        added="ajouté : ",
        added_end=" fin de l’ajout",
        removed="supprimé : ",
        removed_end=" fin de la suppression",
    ),
    "en": Labels(
        boxes={"do": "Do", "dont": "Don’t", "note": "Note", "warning": "Warning"},
        footnote="Note {}",
        back="Back to the text, note {}",
        table="Table {}",
        added="added: ",
        added_end=" end of addition",
        removed="removed: ",
        removed_end=" end of removal",
    ),
}

BOXES = frozenset(_LABELS["en"].boxes)


def labels(language: str) -> Labels:
    """Return the words for ``language`` ("fr", "fr-FR", "en"…); English when we have none."""
    return _LABELS.get(language.split("-")[0].split("_")[0].lower(), _LABELS["en"])
