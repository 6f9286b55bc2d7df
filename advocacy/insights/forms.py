"""What is typed into the insights: what people said, what was learnt."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField

from advocacy.insights.rules.noting import LONGEST_LESSON, LONGEST_QUOTE
from advocacy.library.rules.links import LONGEST_LINK
from advocacy.networks.words import NETWORK_WORDS
from advocacy.people.forms.answering import (
    AnsweringForm,
    chosen,
    needed,
    not_longer_than,
    options,
    without_blanks,
)


class VerbatimForm(AnsweringForm):
    """What somebody outside said."""

    network = SelectField(
        _l("Where it was said"),
        choices=options(
            ("", _l("Choose")),
            then=((network, _l(name)) for network, name in NETWORK_WORDS.items()),
        ),
        validators=[chosen()],
    )
    quote = TextAreaField(
        _l("What they said, word for word"),
        filters=[without_blanks],
        validators=[needed(), not_longer_than(LONGEST_QUOTE)],
        description=_l("Leave out names: what counts is what was said."),
    )
    link = StringField(
        _l("Link to it"),
        filters=[without_blanks],
        validators=[not_longer_than(LONGEST_LINK)],
    )


class LessonForm(AnsweringForm):
    """What was learnt."""

    text = TextAreaField(
        _l("What was learnt"),
        filters=[without_blanks],
        validators=[needed(), not_longer_than(LONGEST_LESSON)],
        description=_l("What to do again, what to leave: for whoever writes the next content."),
    )


def empty(kind: type[Any]) -> Any:
    """A form of this kind with nothing typed."""
    return kind(formdata=None)
