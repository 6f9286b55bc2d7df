"""What is typed when a training is required, a requirement is ended, or somebody is let off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from advocacy.numbers import whole_number
from advocacy.people.forms.answering import AnsweringForm, chosen, needed, options, without_blanks
from advocacy.roles import Role
from advocacy.training.rules import Validity
from advocacy.training.rules.requiring import MOST_DAYS, MOST_GRACE, REQUIREMENT_ROLES, Line
from advocacy.training.rules.states import Terms
from advocacy.training.rules.validity import MOST_MONTHS, ValidityRule
from advocacy.training.rules.waiving import LONGEST_REASON
from advocacy.training.terms import ROLES, VALIDITIES, month_name

EVERYONE, SOME = "everyone", "some"

Choices = Sequence[tuple[int, str]]


def _ticked(label: Any) -> SelectMultipleField:
    """A list of boxes to tick; nothing need be."""
    return SelectMultipleField(
        label,
        coerce=str,
        choices=[],
        validators=[Optional()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def _number(
    label: Any, least: int, most: int, sentence: Any, *validators: Any, **values: Any
) -> IntegerField:
    return IntegerField(label, validators=[*validators, NumberRange(least, most, sentence)], **values)


class RequirementForm(AnsweringForm):
    """A requirement: which module, of whom, for how long it holds, from when."""

    module = SelectField(_l("Training"), validators=[chosen()])
    audience = RadioField(
        _l("Who is bound"),
        choices=options((EVERYONE, _l("Everyone who works here")), (SOME, _l("Only those ticked below"))),
        validators=[InputRequired(_l("Choose one."))],
    )
    departments = _ticked(_l("Departments, with everything below them"))
    roles = _ticked(_l("Roles"))
    topics = _ticked(_l("Who holds a topic"))
    validity = RadioField(
        _l("How long it holds"),
        choices=options(then=((one.value, label) for one, label in VALIDITIES.items())),
        validators=[InputRequired(_l("Choose one."))],
    )
    months = _number(
        _l("Months"),
        1,
        MOST_MONTHS,
        _l("Write a number of months from %(min)s to %(max)s."),
        Optional(),
        description=_l("Only where it holds for some months: 12 for a year."),
    )
    month = SelectField(
        _l("Month"),
        validators=[Optional()],
        description=_l(
            "Only where it follows the calendar. Whoever does it in the 30 days before the end has done it "
            "for the coming year."
        ),
    )
    days = _number(
        _l("Days to do it"),
        1,
        MOST_DAYS,
        _l("Write a number of days from %(min)s to %(max)s."),
        InputRequired(_l("How many days do people have?")),
        description=_l(
            "From the day it begins, for joiners from their first day, and after a material change. Days of "
            "absence do not count."
        ),
    )
    grace_days = _number(
        _l("Days of grace"),
        0,
        MOST_GRACE,
        _l("Write a number of days from %(min)s to %(max)s."),
        InputRequired(_l("Write 0 for no grace.")),
        description=_l("After it lapsed nobody is late for so long. It gives no right to answer customers."),
    )
    begins_on = DateField(_l("Begins on"), validators=[needed(_l("Which day? Write it as 2024-05-31."))])

    def offer(self, modules: Choices, departments: Choices, topics: Choices, *, at_large: bool) -> None:
        """Fill in what can be chosen; without `at_large` only departments are."""
        self.module.choices = options(then=((str(key), label) for key, label in modules))
        self.departments.choices = options(then=((str(key), label) for key, label in departments))
        self.roles.choices = options(
            then=((role.value, ROLES[role]) for role in REQUIREMENT_ROLES if at_large)
        )
        self.topics.choices = options(then=((str(key), label) for key, label in topics if at_large))
        self.month.choices = options(
            ("", _l("Choose a month")), then=((str(month), month_name(month)) for month in range(1, 13))
        )
        if not at_large:
            self.audience.choices = options((SOME, _l("The departments ticked below")))

    def lines(self) -> list[Line]:
        """The audience: one line for each box ticked, none for everyone."""
        if self.audience.data == EVERYONE:
            return []
        return [
            *(Line(department_id=whole_number(one)) for one in self.departments.data or ()),
            *(Line(role=Role(one)) for one in self.roles.data or ()),
            *(Line(topic_id=whole_number(one)) for one in self.topics.data or ()),
        ]

    def lacks_audience(self) -> bool:
        """Whether only some are meant and nobody was ticked: that would be everyone."""
        return self.audience.data == SOME and not self.lines()

    def module_id(self) -> int:
        """The module chosen."""
        return whole_number(self.module.data) or 0

    def title(self) -> str:
        """What the module chosen is called."""
        return next((str(one.label) for one in self.module.choices if one.value == self.module.data), "")

    def terms(self) -> Terms:
        """The terms; a number that does not belong to the validity chosen is left out."""
        kind = Validity(self.validity.data)
        rule = ValidityRule(
            kind,
            months=self.months.data if kind is Validity.ROLLING else None,
            month=whole_number(self.month.data) if kind is Validity.CALENDAR else None,
        )
        return Terms(rule, self.days.data or 0, self.grace_days.data or 0)


class PlannedRequirementForm(RequirementForm):
    """The same asked with GET for a dry run: it changes nothing, so it carries no token."""

    class Meta:
        """A form that changes nothing."""

        csrf = False


class EndingForm(AnsweringForm):
    """The first day on which a requirement binds nobody any more."""

    ends_on = DateField(
        _l("Binds nobody from"), validators=[needed(_l("Which day? Write it as 2024-05-31."))]
    )

    def numbered(self, requirement_id: int) -> EndingForm:
        """The form with an id of its own, for a page with several."""
        self.ends_on.id = f"ends-on-{requirement_id}"
        return self


class WaiverForm(AnsweringForm):
    """Somebody is let off a module for some days, and why."""

    module = SelectField(_l("Training"), validators=[chosen()])
    first = DateField(_l("From"), validators=[needed(_l("Which day? Write it as 2024-05-31."))])
    last = DateField(
        _l("Last day"),
        validators=[needed(_l("Which day? Write it as 2024-05-31."))],
        description=_l("A waiver always has an end. After it the person has the days of a joiner."),
    )
    reason = TextAreaField(
        _l("Why"),
        filters=[without_blanks],
        validators=[
            needed(_l("Say why: whoever looks at this in a year wants to know.")),
            Length(max=LONGEST_REASON, message=_l("At most %(max)d characters.")),
        ],
        description=_l("Only HR reads it. It is not in the ledger and can be deleted. No health data."),
    )

    def offer(self, modules: Choices) -> None:
        """Fill in what can be waived."""
        self.module.choices = options(then=((str(key), label) for key, label in modules))
