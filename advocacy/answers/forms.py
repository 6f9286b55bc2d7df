"""What is typed about answers given in public."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, IntegerField, SelectField, StringField, URLField
from wtforms import TimeField as ClockField
from wtforms.validators import InputRequired, NumberRange, Optional

from advocacy.answers.links import LONGEST_LINK
from advocacy.answers.rules import LONGEST_NOTE, LONGEST_QUESTION, MOST_MINUTES
from advocacy.networks.words import NETWORK_NAMES, PUBLIC, Network
from advocacy.people.forms.account import LANGUAGE_CHOICES
from advocacy.people.forms.answering import (
    AnsweringForm,
    chosen,
    needed,
    not_longer_than,
    options,
    without_blanks,
)
from advocacy.people.forms.people import Choices

NETWORKS = [
    *((one.value, NETWORK_NAMES[one]) for one in PUBLIC if one is not Network.OTHER),
    (Network.OTHER.value, _l("Another place")),
]
"""What can be chosen, and what each is called."""


def _link() -> URLField:
    return URLField(
        _l("Link to the answer"),
        filters=[without_blanks],
        validators=[needed(), not_longer_than(LONGEST_LINK)],
        description=_l("The address of the answer itself, beginning with https://."),
    )


class AnswerForm(AnsweringForm):
    """One answer."""

    network = SelectField(
        _l("Network"), choices=options(("", _l("Choose")), then=NETWORKS), validators=[chosen()]
    )
    link = _link()
    topic = SelectField(_l("Topic"), validators=[chosen()])
    language = SelectField(_l("Language of the answer"), choices=LANGUAGE_CHOICES, validators=[needed()])
    question = StringField(
        _l("The question, in one line"),
        filters=[without_blanks],
        validators=[needed(), not_longer_than(LONGEST_QUESTION)],
        description=_l("What was asked, not who asked: no name, no order number."),
    )
    minutes = IntegerField(
        _l("Minutes it took"),
        validators=[
            InputRequired(_l("Type a whole number.")),
            NumberRange(1, MOST_MINUTES, message=_l("Type a number from %(min)s to %(max)s.")),
        ],
        description=_l("Reading, looking up and writing: it is working time."),
    )
    day = DateField(_l("Day"), validators=[InputRequired(_l("Choose the day of the answer."))])
    clock = ClockField(
        _l("Time"), validators=[InputRequired(_l("Type the time of the answer, such as 14:05."))]
    )
    corrects = HiddenField(validators=[Optional()])

    def offer(self, topics: Choices) -> AnswerForm:
        """Fill in the topics, and return the form."""
        self.topic.choices = options(("", _l("Choose")), then=topics)
        return self


def _note(label: str) -> StringField:
    return StringField(
        label,
        filters=[without_blanks],
        validators=[Optional(), not_longer_than(LONGEST_NOTE)],
    )


class CustomerThanksForm(AnsweringForm):
    """A customer's thanks."""

    note = _note(_l("What was said, in one line"))


class ManagerThanksForm(AnsweringForm):
    """A manager's thanks for the answer at a link."""

    link = _link()
    note = _note(_l("Your words, in one line"))
