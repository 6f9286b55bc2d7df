"""What is typed about the calendar: slots, company events, another day for a draft, filters of a feed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, SelectField, StringField
from wtforms.validators import InputRequired, Optional

from advocacy.library.queries.openings import Shown
from advocacy.library.rules.calendar import LONGEST_EVENT_NAME
from advocacy.library.rules.slots import WEEKDAYS
from advocacy.networks.words import NETWORK_NAMES, RELAYED, Network
from advocacy.people.forms.account import LANGUAGE_CHOICES
from advocacy.people.forms.answering import (
    AnsweringForm,
    chosen,
    needed,
    not_longer_than,
    options,
    without_blanks,
)
from advocacy.people.forms.people import number_or_nothing
from advocacy.people.rules import Language
from advocacy.zones import zones_to_choose

Choices = Sequence[tuple[Any, Any]]
_NETWORKS = [(one.value, _l(NETWORK_NAMES[one])) for one in RELAYED]


class SlotForm(AnsweringForm):
    """A place in every week."""

    network = SelectField(
        _l("Network"), choices=options(("", _l("Choose")), then=_NETWORKS), validators=[chosen()]
    )
    weekday = SelectField(
        _l("Every"),
        coerce=number_or_nothing,
        choices=options(("", _l("Choose")), then=((at, _l(day)) for at, day in enumerate(WEEKDAYS))),
        validators=[chosen()],
    )
    clock = StringField(
        _l("At"),
        filters=[without_blanks],
        validators=[needed(_l("At which time? Write it as 08:30."))],
        description=_l("As clocks show it in that zone, in summer and in winter: 08:30."),
    )
    zone = SelectField(_l("Time zone"), validators=[chosen()])
    slot_language = SelectField(
        _l("Language"),
        choices=[*options(("", _l("Any"))), *LANGUAGE_CHOICES],
        validators=[Optional()],
    )
    topic = SelectField(_l("Topic"), coerce=number_or_nothing, validators=[Optional()])

    def offer(self, topics: Choices) -> None:
        """What can be chosen."""
        self.zone.choices = options(then=((one, one) for one in zones_to_choose()))
        self.topic.choices = options(("", _l("Any")), then=topics)

    def values(self) -> dict[str, Any]:
        """What was typed, once it was found valid."""
        return {
            "network": Network(self.network.data),
            "weekday": self.weekday.data,
            "clock": self.clock.data or "",
            "zone": self.zone.data,
            "language": Language(self.slot_language.data) if self.slot_language.data else None,
            "topic_id": self.topic.data,
        }


class EventForm(AnsweringForm):
    """Days that matter to the company."""

    name_fr = StringField(
        _l("Name in French"),
        filters=[without_blanks],
        validators=[needed(), not_longer_than(LONGEST_EVENT_NAME)],
    )
    name_en = StringField(
        _l("Name in English"),
        filters=[without_blanks],
        validators=[needed(), not_longer_than(LONGEST_EVENT_NAME)],
    )
    starts_on = DateField(
        _l("First day"), validators=[InputRequired(_l("On which day? Write it as 2026-05-31."))]
    )
    ends_on = DateField(
        _l("Last day"),
        validators=[Optional()],
        description=_l("Left empty, it is the first one."),
    )


class MoveForm(AnsweringForm):
    """Another day for a draft."""

    edition = HiddenField()
    day = DateField(
        _l("It opens on"),
        validators=[InputRequired(_l("On which day? Write it as 2026-05-31."))],
    )


class FeedForm(AnsweringForm):
    """What a feed shows."""

    network = SelectField(
        _l("Network"), choices=options(("", _l("All")), then=_NETWORKS), validators=[Optional()]
    )
    objective = SelectField(_l("Objective"), coerce=number_or_nothing, validators=[Optional()])
    said_in = SelectField(
        _l("Language"), choices=[*options(("", _l("All"))), *LANGUAGE_CHOICES], validators=[Optional()]
    )
    topic = SelectField(_l("Topic"), coerce=number_or_nothing, validators=[Optional()])

    def offer(self, objectives: Choices, topics: Choices) -> None:
        """What can be chosen."""
        self.objective.choices = options(("", _l("All")), then=objectives)
        self.topic.choices = options(("", _l("All")), then=topics)

    def shown(self) -> Shown:
        """What was chosen, once it was found valid."""
        return Shown(
            network=Network(self.network.data) if self.network.data else None,
            language=Language(self.said_in.data) if self.said_in.data else None,
            objective_id=self.objective.data,
            topic_id=self.topic.data,
        )
