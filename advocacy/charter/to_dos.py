"""What of the charter waits for its owners and approvers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask import url_for
from sqlalchemy import exists, select

from advocacy.charter.models import Draft, Question, Version
from advocacy.charter.queries.open_drafts import to_review
from advocacy.charter.queries.tables import CHARTER
from advocacy.errors import N_
from advocacy.languages import ngettext
from advocacy.roles import Actor, Can
from advocacy.to_dos import Waiting


def to_dos(actor: Actor, *, day: date) -> Iterable[Waiting]:  # noqa: ARG001 - as every source
    """Questions to answer, drafts to review, versions to finish."""
    if actor.can(Can.ANSWER_CHARTER_QUESTION):
        yield Waiting(
            select(Question.id).where(Question.answered_at.is_(None)),
            lambda count: ngettext(
                "%(num)s question about the charter to answer",
                "%(num)s questions about the charter to answer",
                count,
            ),
            lambda count, first: (
                url_for("charter_manage.question", question_id=first)
                if count == 1
                else url_for("charter_manage.questions")
            ),
            N_("Somebody read closely enough to ask."),
            N_("Answer"),
            "question",
        )
    if actor.can(Can.APPROVE_CHARTER):
        yield Waiting(
            to_review(CHARTER, actor.id),
            lambda count: ngettext("%(num)s draft to review", "%(num)s drafts to review", count),
            lambda count, first: (
                url_for("charter_manage.review", draft_id=first)
                if count == 1
                else url_for("charter_manage.index")
            ),
            N_("It cannot be published before you decide."),
            N_("Review"),
        )
    if actor.can(Can.PUBLISH_CHARTER):
        unpublished = ~exists().where(Version.draft_id == Draft.id)
        yield Waiting(
            select(Draft.id).where(Draft.discarded_at.is_(None), unpublished),
            lambda count: ngettext(
                "%(num)s version is being prepared", "%(num)s versions are being prepared", count
            ),
            lambda count, first: (
                url_for("charter_manage.draft", draft_id=first)
                if count == 1
                else url_for("charter_manage.index")
            ),
            N_("Finish it, have somebody else approve it, publish it."),
            N_("Continue"),
        )
