"""“I saw this” in two fields, and what the team answers."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField, URLField
from wtforms.validators import InputRequired, Optional

from advocacy.library.rules.sightings import KIND_NAMES, LONGEST_ANSWER, LONGEST_LINK
from advocacy.people.forms.answering import (
    AnsweringForm,
    needed,
    not_longer_than,
    options,
    without_blanks,
)


class SightingForm(AnsweringForm):
    """A post seen outside."""

    link = URLField(
        _l("Link to the post"),
        filters=[without_blanks],
        validators=[needed(_l("Copy the address of the post here.")), not_longer_than(LONGEST_LINK)],
    )
    kind = RadioField(
        _l("What is it?"),
        choices=options(then=[(kind.value, _l(name)) for kind, name in KIND_NAMES.items()]),
        validators=[InputRequired(_l("Choose one."))],
    )


class HandlingForm(AnsweringForm):
    """A post was looked after."""

    answer = TextAreaField(
        _l("Answer to your colleague"),
        filters=[without_blanks],
        validators=[Optional(), not_longer_than(LONGEST_ANSWER)],
        description=_l("What was done, in a sentence. Without one, no mail is sent."),
    )
