"""What the pages of the answers log have in common: reasons in a few words, and one answer's page."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response
from flask_babel import gettext as _

from advocacy.access import Can, current_actor
from advocacy.answers.forms import NETWORKS, CustomerThanksForm
from advocacy.answers.queries import log
from advocacy.charter.rules.publishing import comes_twice
from advocacy.db import db
from advocacy.htmx import page
from advocacy.languages import language, zone
from advocacy.moment import today
from advocacy.roster.reasons import NAMES
from advocacy.roster.rules.why import Why

NETWORK_WORDS = dict(NETWORKS)


def reasons(codes: Iterable[str]) -> list[str]:
    """What kept somebody from being eligible, in a few words each; a code of another release as it is."""
    known = {why.value: str(NAMES[why]) for why in Why}
    known[Why.TOPIC_NOT_HELD.value] = _("Did not hold this topic")
    return [known.get(code, code) for code in codes]


def show_answer(answer_id: int, form: CustomerThanksForm | None = None) -> Response:
    """The page of one answer, with this form for a customer's thanks. Raises NotVisible."""
    actor = current_actor()
    found = log.answer(db.session(), answer_id, visible_to=actor, day=today())
    mine = found.line.person_id == actor.id
    return page(
        "answers/show.html",
        status=form.status if form else 200,
        form=form,
        thanks_form=form or CustomerThanksForm(formdata=None),
        answer=found,
        line=found.line,
        reasons=reasons(found.codes),
        comes_twice=comes_twice(found.line.answered_at, zone()),
        is_mine=mine,
        may_correct=mine or (actor.can(Can.MANAGE_ROSTER) and actor.can(Can.RECORD_ANSWER)),
        may_delete=actor.can(Can.MANAGE_ROSTER),
        sees_all=actor.can(Can.SEE_ANSWERS),
        networks=NETWORK_WORDS,
        language=language(),
    )
