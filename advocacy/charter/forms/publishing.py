"""What is typed when a version is reviewed, documented, published and taken back; and answers."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms import TimeField as ClockField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from advocacy.charter.rules.answering import LONGEST_ANSWER
from advocacy.charter.rules.publishing import instant
from advocacy.charter.rules.words import Decision, DossierStep, Weight
from advocacy.charter.spoken import STEPS, WEIGHTS
from advocacy.people.forms.answering import AnsweringForm, needed, options, without_blanks

NOW, LATER = "now", "later"


class EditionForm(AnsweringForm):
    """The edition that was on the page."""

    edition = HiddenField()


class ReviewForm(AnsweringForm):
    """A reviewer's decision on exactly the manifest that was on the page."""

    manifest = HiddenField()
    decision = RadioField(
        _l("Your decision"),
        choices=options(
            (Decision.APPROVED.value, _l("Approve it exactly as it stands here")),
            (Decision.RETURNED.value, _l("Return it to its author")),
        ),
        validators=[InputRequired(_l("Approve or return the version."))],
    )
    weight = RadioField(
        _l("How much it changes"),
        choices=options(then=((weight.value, label) for weight, label in WEIGHTS.items())),
        validators=[Optional()],
    )
    note = TextAreaField(
        _l("Note to the author"),
        filters=[without_blanks],
        validators=[Length(max=2000, message=_l("At most %(max)d characters."))],
        description=_l("Needed when you return the version."),
    )

    def chosen_weight(self) -> Weight | None:
        """The weight chosen, if one was."""
        return Weight(self.weight.data) if self.weight.data in {weight.value for weight in Weight} else None


class StepForm(AnsweringForm):
    """One step of a dossier, done."""

    employer = HiddenField()
    step = SelectField(
        _l("Step"),
        choices=options(then=((step.value, label) for step, label in STEPS.items())),
        validators=[InputRequired(_l("Choose one."))],
    )
    done_on = DateField(_l("Done on"), validators=[InputRequired(_l("Write the day it was done."))])
    reference = StringField(
        _l("Reference of the proof"),
        filters=[without_blanks],
        validators=[
            needed(_l("Say where the proof is: the number of a record, a receipt or a letter.")),
            Length(max=300, message=_l("At most %(max)d characters.")),
        ],
    )

    def numbered(self, number: int) -> StepForm:
        """The form with ids of its own, for a page with several."""
        fields: list[Any] = [self.step, self.done_on, self.reference]
        for field in fields:
            field.id = f"{field.name}-{number}"
        return self

    def chosen_step(self) -> DossierStep:
        """The step chosen."""
        return DossierStep(self.step.data)


class PlanForm(AnsweringForm):
    """When to publish, and the last day to acknowledge. Asked with GET, so it carries no token."""

    class Meta:
        """A form that changes nothing."""

        csrf = False

    when = RadioField(
        _l("When it comes into force"),
        choices=options((NOW, _l("As soon as you publish it")), (LATER, _l("On a day and at a time"))),
        validators=[InputRequired(_l("Choose one."))],
    )
    day = DateField(_l("Day"), validators=[Optional()])
    clock = ClockField(_l("Time"), validators=[Optional()])
    due_on = DateField(
        _l("Last day to acknowledge"), validators=[InputRequired(_l("Choose the last day to acknowledge."))]
    )

    def live_at(self, zone: str) -> datetime | None:
        """The instant meant, None for now. Raises Refused for a time that the clocks skip that night."""
        if self.when.data != LATER:
            return None
        day: date | None = self.day.data
        clock: time | None = self.clock.data
        return instant(day, clock or time(9), zone) if day is not None else None

    def lacks_day(self) -> bool:
        """Whether a later day was meant but not given."""
        return self.when.data == LATER and self.day.data is None


class PublicationForm(AnsweringForm):
    """The confirmation of a dry run: exactly that manifest, at that instant, by that day."""

    manifest = HiddenField()
    live_at = HiddenField()
    due_on = HiddenField()
    gaps_accepted = BooleanField(_l("Publish it although places marked “to complete” remain"))

    def instant(self) -> datetime | None:
        """The instant confirmed, None for now."""
        return datetime.fromisoformat(self.live_at.data) if self.live_at.data else None

    def deadline(self) -> date:
        """The last day confirmed."""
        return date.fromisoformat(self.due_on.data)

    def validate_due_on(self, _field: Any) -> None:
        """Refuse an instant or a deadline that no dry run wrote."""
        try:
            at = self.instant()
            self.deadline()
        except (TypeError, ValueError):
            raise ValidationError(_l("This confirmation cannot be read. Do the dry run again.")) from None
        if at is not None and at.tzinfo is None:
            raise ValidationError(_l("This confirmation cannot be read. Do the dry run again."))


class WithdrawalForm(AnsweringForm):
    """Why a version is taken back."""

    reason = TextAreaField(
        _l("Why"),
        filters=[without_blanks],
        validators=[
            needed(_l("Say why this version is taken back.")),
            Length(max=2000, message=_l("At most %(max)d characters.")),
        ],
        description=_l("Kept with the version; it is not written in the ledger."),
    )


class AnswerForm(AnsweringForm):
    """The owner's answer."""

    answer = TextAreaField(
        _l("Your answer"),
        filters=[without_blanks],
        validators=[
            needed(_l("Write an answer first.")),
            Length(max=LONGEST_ANSWER, message=_l("At most %(max)d characters.")),
        ],
    )
