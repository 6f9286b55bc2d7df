"""What staff suggest, and what editors answer."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField, URLField
from wtforms.validators import Optional

from advocacy.library.rules.suggestions import LONGEST_ANSWER, LONGEST_IDEA
from advocacy.people.forms.account import LANGUAGE_CHOICES
from advocacy.people.forms.answering import (
    AnsweringForm,
    needed,
    not_longer_than,
    options,
    without_blanks,
)
from advocacy.people.forms.people import Choices


def _topic(label: str) -> SelectField:
    return SelectField(label, validators=[Optional()])


class SuggestionForm(AnsweringForm):
    """An idea."""

    idea = TextAreaField(
        _l("Your idea"),
        filters=[without_blanks],
        validators=[needed(_l("Write your idea in a sentence or two.")), not_longer_than(LONGEST_IDEA)],
        description=_l("What could colleagues pass on, and what is it good for?"),
    )
    link = URLField(
        _l("Link"),
        filters=[without_blanks],
        validators=[Optional(), not_longer_than(2000)],
        description=_l("A page that shows it, if there is one."),
    )
    topic = _topic(_l("Topic"))
    language = SelectField(_l("Language"), choices=LANGUAGE_CHOICES, validators=[needed()])

    def offer(self, topics: Choices) -> SuggestionForm:
        """Fill in the topics, and return the form."""
        self.topic.choices = options(("", _l("I don’t know")), then=topics)
        return self


class UseForm(AnsweringForm):
    """A suggestion becomes a draft."""

    title = StringField(
        _l("Title of the draft"),
        filters=[without_blanks],
        validators=[needed(), not_longer_than(160)],
    )
    topic = _topic(_l("Topic"))
    answer = TextAreaField(
        _l("A word to your colleague"),
        filters=[without_blanks],
        validators=[Optional(), not_longer_than(LONGEST_ANSWER)],
    )

    def offer(self, topics: Choices) -> UseForm:
        """Fill in the topics, and return the form."""
        self.topic.choices = options(("", _l("None")), then=topics)
        return self


class DeclineForm(AnsweringForm):
    """A suggestion is not used."""

    reason = TextAreaField(
        _l("Why it is not used"),
        filters=[without_blanks],
        validators=[
            needed(_l("Say in a sentence why it is not used: somebody took the time to write.")),
            not_longer_than(LONGEST_ANSWER),
        ],
        description=_l("Your colleague reads this."),
    )
