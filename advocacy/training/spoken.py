"""The words of trainings as people read them: what each stored word is called, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from advocacy.charter.rules import Weight
from advocacy.charter.spoken import LANGUAGES, STAGES, WEIGHT_NAMES, Told, problems_of
from advocacy.languages import say
from advocacy.training.proofreading import Finding, Part
from advocacy.training.rules import ModuleKind

__all__ = [
    "KINDS",
    "KIND_NAMES",
    "LANGUAGES",
    "RETIRED",
    "STAGES",
    "WEIGHTS",
    "WEIGHT_NAMES",
    "problems_of",
    "tell",
]

KINDS = {
    ModuleKind.TEXT: _l("A text with a quiz: everyone reads it on their own"),
    ModuleKind.SESSION: _l("A session with a trainer, who ticks who was there"),
    ModuleKind.PROOF: _l("A proof from elsewhere, such as a certificate, that HR checks"),
}
KIND_NAMES = {
    ModuleKind.TEXT: _l("text and quiz"),
    ModuleKind.SESSION: _l("session"),
    ModuleKind.PROOF: _l("outside proof"),
}
WEIGHTS = {
    Weight.MINOR: _l("Minor: earlier completions still count"),
    Weight.MATERIAL: _l("Material: everyone of whom it is required takes it again"),
}
RETIRED = (_l("retired"), "neutral")


def tell(findings: Iterable[Finding]) -> list[Told]:
    """What is to be mended, each with where it is."""
    return [Told(_where(finding), say(finding.problem)) for finding in findings]


def _where(finding: Finding) -> str:
    if finding.part is Part.SETTINGS:
        return _("Settings")
    if finding.language is None:
        return _("Both quizzes") if finding.part is Part.QUIZ else _("Both lessons")
    language = str(LANGUAGES[finding.language])
    if finding.part is Part.QUIZ:
        return _("Quiz: %(language)s", language=language)
    section = finding.problem.values.get("clause")
    if section:
        return _("Lesson: %(language)s, “%(section)s”", language=language, section=section)
    return _("Lesson: %(language)s", language=language)
