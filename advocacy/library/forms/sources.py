"""What is typed about feeds, and which of their items are chosen; a spreadsheet of contents."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField, URLField
from wtforms.validators import Optional

from advocacy.library.rules.content_sheets import MOST_LINES
from advocacy.library.rules.feeds import LONGEST_LINK, LONGEST_NAME
from advocacy.people.forms.account import LANGUAGE_CHOICES
from advocacy.people.forms.answering import (
    AnsweringForm,
    needed,
    not_longer_than,
    options,
    without_blanks,
)
from advocacy.people.forms.people import Choices


class FeedForm(AnsweringForm):
    """A feed to read."""

    url = URLField(
        _l("Address of the feed"),
        filters=[without_blanks],
        validators=[needed(), not_longer_than(LONGEST_LINK)],
        description=_l("RSS or Atom. If you only know the page, type its address: its feeds are looked for."),
    )
    name = StringField(
        _l("Name"),
        filters=[without_blanks],
        validators=[Optional(), not_longer_than(LONGEST_NAME)],
        description=_l("Left empty, it is called as it calls itself."),
    )
    language = SelectField(
        _l("Language"),
        choices=LANGUAGE_CHOICES,
        validators=[needed()],
        description=_l("The language of the drafts made from it."),
    )
    topic = SelectField(_l("Topic of the drafts"), validators=[Optional()])

    def offer(self, topics: Choices) -> FeedForm:
        """Fill in the topics, and return the form."""
        self.topic.choices = options(("", _l("None")), then=topics)
        return self


class SheetForm(AnsweringForm):
    """A spreadsheet of contents."""

    file = FileField(
        _l("Spreadsheet"),
        validators=[FileRequired(_l("Choose a CSV or XLSX file."))],
        description=_l(
            "CSV or XLSX, at most %(most)s lines. Its first line names the columns.", most=MOST_LINES
        ),
    )


class ChoiceForm(AnsweringForm):
    """Which items are meant: their boxes stand in a table, outside the form's fields."""
