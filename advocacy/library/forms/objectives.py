"""What is typed about objectives: what they want, reviews, figures."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from advocacy.library.forms.networks import People
from advocacy.library.rules.objectives import LONGEST_NAME, LONGEST_NOTE, LONGEST_SOURCE, Plan
from advocacy.library.rules.words import AIM_NAMES, MEASURE_NAMES, Aim, Measure, Verdict
from advocacy.people.forms.answering import (
    AnsweringForm,
    chosen,
    needed,
    not_longer_than,
    options,
    without_blanks,
)
from advocacy.people.forms.people import number_or_nothing

_DAY = _l("On which day? Write it as 2026-05-31.")


class ObjectiveForm(AnsweringForm):
    """An objective."""

    aim = SelectField(
        _l("What it wants"),
        choices=options(("", _l("Choose")), then=((one.value, _l(name)) for one, name in AIM_NAMES.items())),
        validators=[chosen()],
    )
    name_fr = StringField(
        _l("Name in French"),
        filters=[without_blanks],
        validators=[needed(), not_longer_than(LONGEST_NAME)],
    )
    name_en = StringField(
        _l("Name in English"),
        filters=[without_blanks],
        validators=[needed(), not_longer_than(LONGEST_NAME)],
    )
    measure = SelectField(
        _l("Measured by"),
        choices=options(
            ("", _l("Choose")), then=((one.value, _l(name)) for one, name in MEASURE_NAMES.items())
        ),
        validators=[chosen()],
    )
    target = IntegerField(_l("Target figure"), validators=[InputRequired(_l("How much is enough?"))])
    starts_on = DateField(_l("From"), validators=[InputRequired(_DAY)])
    ends_on = DateField(_l("To"), validators=[InputRequired(_DAY)])
    review_on = DateField(
        _l("Reviewed on"),
        validators=[InputRequired(_DAY)],
        description=_l("On that day its owner decides: keep, change or stop."),
    )
    owner = SelectField(
        _l("Owner"),
        coerce=number_or_nothing,
        validators=[chosen()],
        description=_l("An approver, who is reminded of the review."),
    )

    def offer_owners(self, people: People) -> None:
        """Who can own it."""
        self.owner.choices = options(("", _l("Choose")), then=people)

    def plan(self) -> Plan:
        """What was typed, once it was found valid."""
        assert self.starts_on.data and self.ends_on.data and self.review_on.data  # noqa: PT018 - validated together
        return Plan(
            name_fr=self.name_fr.data or "",
            name_en=self.name_en.data or "",
            target=self.target.data or 0,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            review_on=self.review_on.data,
        )

    def kind(self) -> tuple[Aim, Measure]:
        """What it wants and how it is measured, once it was found valid."""
        return Aim(self.aim.data), Measure(self.measure.data)


class ReviewForm(AnsweringForm):
    """A review of an objective, to be signed."""

    verdict = RadioField(
        _l("Your decision"),
        choices=options(
            (Verdict.KEEP.value, _l("Keep it as it is")),
            (Verdict.CHANGE.value, _l("Go on, and change it")),
            (Verdict.STOP.value, _l("Stop: no content serves it any more")),
        ),
        validators=[InputRequired(_l("Keep, change or stop the objective."))],
    )
    note = TextAreaField(
        _l("What you saw, and why"),
        filters=[without_blanks],
        validators=[
            needed(_l("Write what you saw and why you decide so: it is read at the next review.")),
            not_longer_than(LONGEST_NOTE),
        ],
    )
    next_review_on = DateField(
        _l("Next review"),
        validators=[Optional()],
        description=_l("Needed unless you stop it."),
    )


class FigureForm(AnsweringForm):
    """A figure noted by hand."""

    day = DateField(_l("Day"), validators=[InputRequired(_DAY)])
    figure = IntegerField(_l("Figure"), validators=[InputRequired(_l("How much was it?"))])
    source = StringField(
        _l("Where it comes from"),
        filters=[without_blanks],
        validators=[needed(_l("Say where the figure comes from.")), not_longer_than(LONGEST_SOURCE)],
    )
