"""What HR types to record a completion, and to revoke one."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from advocacy.numbers import whole_number
from advocacy.people.forms.answering import AnsweringForm, chosen, needed, options, without_blanks
from advocacy.training.actions.recording import Recorded
from advocacy.training.rules.completing import MOST_MINUTES
from advocacy.training.rules.recording import LONGEST_EVIDENCE, LONGEST_REASON


class RecordingForm(AnsweringForm):
    """A completion: which module, when, how long it took, what shows it."""

    module = SelectField(_l("Training"), validators=[chosen()])
    day = DateField(_l("Completed on"), validators=[needed(_l("Which day? Write it as 2024-05-31."))])
    minutes = IntegerField(
        _l("Minutes"),
        validators=[
            InputRequired(_l("How many minutes? Write 0 if nobody knows.")),
            NumberRange(0, MOST_MINUTES, _l("Write a number from %(min)s to %(max)s.")),
        ],
        description=_l("Training is working time. Write 0 if nobody knows."),
    )
    expires_on = DateField(
        _l("Last day on which it holds"),
        validators=[Optional()],
        description=_l("Only where a certificate itself says so."),
    )
    evidence = StringField(
        _l("What shows it"),
        filters=[without_blanks],
        validators=[
            needed(_l("Say what shows it: an attendance list, a certificate and where it is kept.")),
            Length(max=LONGEST_EVIDENCE, message=_l("At most %(max)d characters.")),
        ],
        description=_l("An attendance list, a certificate, and where it is kept."),
    )

    def offer(self, modules: Sequence[tuple[int, str]]) -> None:
        """Fill in what can be recorded."""
        self.module.choices = options(then=((str(key), label) for key, label in modules))

    def recorded(self) -> Recorded:
        """The completion typed."""
        return Recorded(
            module_id=whole_number(self.module.data) or 0,
            day=self.day.data,
            minutes=self.minutes.data or 0,
            evidence=self.evidence.data or "",
            expires_on=self.expires_on.data,
        )


class RevocationForm(AnsweringForm):
    """Why a completion is revoked."""

    reason = TextAreaField(
        _l("Why"),
        filters=[without_blanks],
        validators=[
            needed(_l("Say why: whoever looks at this in a year wants to know.")),
            Length(max=LONGEST_REASON, message=_l("At most %(max)d characters.")),
        ],
        description=_l("Only HR reads it. It is not in the ledger and can be deleted."),
    )
