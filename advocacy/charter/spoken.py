"""The words of the charter as people read them: what each stored word is called, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from advocacy.charter.proofreading import Finding
from advocacy.charter.rules.drafting import Stage
from advocacy.charter.rules.versions import VersionState
from advocacy.charter.rules.words import DossierStep, Force, Weight
from advocacy.errors import Problems, Refused
from advocacy.languages import say
from advocacy.people.rules import Language
from advocacy.roles import Role

FORCES = {
    Force.INFORMATIVE: _l("Informative: it recalls rules that exist elsewhere and gives advice"),
    Force.BINDING: _l("Binding: it adds to the règlement intérieur, after its dossier is complete"),
}
FORCE_NAMES = {Force.INFORMATIVE: _l("informative"), Force.BINDING: _l("binding")}
WEIGHTS = {
    Weight.MINOR: _l("Minor: earlier acknowledgements still count"),
    Weight.MATERIAL: _l("Material: everyone in the audience owes it again"),
}
WEIGHT_NAMES = {Weight.MINOR: _l("minor"), Weight.MATERIAL: _l("material")}
LANGUAGES = {Language.FRENCH: _l("French"), Language.ENGLISH: _l("English")}
STAGES = {
    Stage.WRITING: (_l("being written"), "info"),
    Stage.IN_REVIEW: (_l("in review"), "warn"),
    Stage.RETURNED: (_l("returned to its author"), "warn"),
    Stage.APPROVED: (_l("approved"), "ok"),
    Stage.PUBLISHED: (_l("published"), "ok"),
    Stage.DISCARDED: (_l("discarded"), "neutral"),
}
STATES = {
    VersionState.SCHEDULED: (_l("scheduled"), "info"),
    VersionState.PUBLISHED: (_l("in force"), "ok"),
    VersionState.SUPERSEDED: (_l("superseded"), "neutral"),
    VersionState.WITHDRAWN: (_l("withdrawn"), "danger"),
}
CANCELLED = (_l("cancelled"), "neutral")
STEPS = {
    DossierStep.WORKS_COUNCIL: _l("Opinion of the works council"),
    DossierStep.PUBLICITY: _l("Publicity"),
    DossierStep.DEPOSIT: _l("Deposit at the labour court"),
    DossierStep.INSPECTOR: _l("Copy to the labour inspector"),
}
ROLES = {
    Role.EMPLOYEE: _l("Employees"),
    Role.EXTERNAL: _l("External people"),
    Role.MANAGER: _l("Managers"),
    Role.CHARTER_OWNER: _l("Charter owners"),
    Role.APPROVER: _l("Approvers"),
    Role.HR: _l("HR"),
}


@dataclass(frozen=True)
class Told:
    """One thing to mend, in words: where it is, and what."""

    where: str
    sentence: str


def tell(findings: Iterable[Finding]) -> list[Told]:
    """What is to be mended, each with its language and clause."""
    return [Told(_where(finding), say(finding.problem)) for finding in findings]


def problems_of(refused: Refused) -> list[str]:
    """Each thing that is wrong, as a sentence."""
    several = refused.problems if isinstance(refused, Problems) else (refused,)
    return [say(problem) for problem in several]


def _where(finding: Finding) -> str:
    if finding.language is None:
        return _("Quiz") if finding.is_quiz else _("Both languages")
    language = str(LANGUAGES[finding.language])
    if finding.is_quiz:
        return _("Quiz: %(language)s", language=language)
    clause = finding.problem.values.get("clause")
    return _("%(language)s, “%(clause)s”", language=language, clause=clause) if clause else language
