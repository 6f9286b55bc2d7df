"""What HR types about members, and the sentence they commit to."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField

from advocacy.people.forms.answering import (
    AnsweringForm,
    chosen,
    needed,
    not_longer_than,
    options,
    without_blanks,
)
from advocacy.people.forms.people import Choices
from advocacy.roster.rules.enrolling import LONGEST_COMMITMENT
from advocacy.roster.rules.pausing import LONGEST_REASON


class GivingForm(AnsweringForm):
    """A topic to give."""

    topic = SelectField(_l("Topic"), validators=[chosen()], validate_choice=False)

    def offer(self, topics: Choices) -> GivingForm:
        """Fill in what can be given, and return the form."""
        self.topic.choices = options(("", _l("Choose")), then=topics)
        return self


class SuspensionForm(AnsweringForm):
    """Why somebody is suspended."""

    reason = TextAreaField(
        _l("Why"),
        filters=[without_blanks],
        validators=[needed(), not_longer_than(LONGEST_REASON)],
        description=_l(
            "Only HR can read it: neither the manager nor the ledger. It can be deleted afterwards."
        ),
    )


class CommitmentForm(AnsweringForm):
    """The sentence in both languages."""

    fr = TextAreaField(
        _l("In French"),
        filters=[without_blanks],
        validators=[needed(), not_longer_than(LONGEST_COMMITMENT)],
    )
    en = TextAreaField(
        _l("In English"),
        filters=[without_blanks],
        validators=[needed(), not_longer_than(LONGEST_COMMITMENT)],
    )
