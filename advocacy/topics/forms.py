"""What is typed about topics."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField

from advocacy.people.forms.answering import (
    AnsweringForm,
    chosen,
    needed,
    not_longer_than,
    options,
    without_blanks,
)
from advocacy.people.forms.people import Choices, number_or_nothing
from advocacy.topics.rules import LONGEST_NAME


def _name(label: str) -> StringField:
    return StringField(label, filters=[without_blanks], validators=[needed(), not_longer_than(LONGEST_NAME)])


class TopicForm(AnsweringForm):
    """A topic: what it is called in both languages, and whose it is."""

    name_fr = _name(_l("Name in French"))
    name_en = _name(_l("Name in English"))
    department = SelectField(
        _l("Owned by"),
        coerce=number_or_nothing,
        validators=[chosen()],
        description=_l("The department that decides what is said on this topic."),
    )

    def offer(self, departments: Choices) -> None:
        """Fill in whose it can be."""
        self.department.choices = options(("", _l("Choose")), then=departments)
