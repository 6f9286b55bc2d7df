"""What a trainer types: a session that is planned, and who was there."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, StringField, TimeField
from wtforms.validators import InputRequired, Length, NumberRange

from advocacy.numbers import whole_number
from advocacy.people.forms.account import LANGUAGE_CHOICES
from advocacy.people.forms.answering import AnsweringForm, chosen, needed, options, without_blanks
from advocacy.people.rules import Language
from advocacy.training.actions.sessions import Plan
from advocacy.training.rules.completing import MOST_MINUTES
from advocacy.training.rules.sessions import LONGEST_PLACE, MOST_PLACES
from advocacy.zones import zones_to_choose

_HOUR = _l("At which hour? Write it as 14:30.")


class SessionForm(AnsweringForm):
    """A session: which module, when, where, for how many."""

    module = SelectField(_l("Training"), validators=[chosen()])
    day = DateField(_l("Day"), validators=[needed(_l("Which day? Write it as 2024-05-31."))])
    starts = TimeField(_l("Begins at"), validators=[InputRequired(_HOUR)])
    ends = TimeField(_l("Ends at"), validators=[InputRequired(_HOUR)])
    # An unknown zone is refused by the rule, whose sentence says more.
    zone = SelectField(_l("In the time zone of"), validate_choice=False)
    place = StringField(
        _l("Where it is"),
        filters=[without_blanks],
        validators=[
            needed(_l("Where is it? A room, or a link to a meeting.")),
            Length(max=LONGEST_PLACE, message=_l("At most %(max)d characters.")),
        ],
        description=_l("A room and its address, or the link to a meeting."),
    )
    language = SelectField(_l("Language"), choices=LANGUAGE_CHOICES)
    places = IntegerField(
        _l("Places"),
        validators=[
            InputRequired(_l("For how many people?")),
            NumberRange(1, MOST_PLACES, _l("Write a number from %(min)s to %(max)s.")),
        ],
    )

    def offer(self, modules: Sequence[tuple[int, str]]) -> None:
        """Fill in what can be chosen."""
        self.module.choices = options(then=((str(key), label) for key, label in modules))
        self.zone.choices = options(then=((zone, zone) for zone in zones_to_choose()))

    def plan(self) -> Plan:
        """The session typed."""
        return Plan(
            module_id=whole_number(self.module.data) or 0,
            day=self.day.data,
            starts=self.starts.data,
            ends=self.ends.data,
            zone=self.zone.data or "",
            place=self.place.data or "",
            language=Language(self.language.data),
            places=self.places.data or 0,
        )


class AttendanceForm(AnsweringForm):
    """Who was there, with the minutes of each: a box and a number per person, made by the page."""

    def ticked(self) -> dict[int, int]:
        """The minutes typed, by person ticked; what is no number is 0, which the rule refuses."""
        people = (whole_number(one) for one in request.form.getlist("present"))
        return {
            person_id: whole_number(request.form.get(f"minutes-{person_id}"), most=MOST_MINUTES) or 0
            for person_id in people
            if person_id is not None
        }


class WalkInForm(AnsweringForm):
    """Somebody who came without a place."""

    number = StringField(
        _l("Employee number"),
        filters=[without_blanks],
        validators=[needed(_l("Type the employee number.")), Length(max=40)],
    )
    minutes = IntegerField(
        _l("Minutes"),
        validators=[
            InputRequired(_l("How many minutes?")),
            NumberRange(1, MOST_MINUTES, _l("Write a number from %(min)s to %(max)s.")),
        ],
    )
