"""What is handed in to import people."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField

from advocacy.people.forms.answering import AnsweringForm


class PeopleFileForm(AnsweringForm):
    """A spreadsheet of people."""

    file = FileField(
        _l("Spreadsheet"),
        validators=[FileRequired(_l("Choose a CSV or XLSX file."))],
        description=_l("CSV or XLSX, at most 25 MB and 200,000 rows. Its first line names the columns."),
    )
    complete = BooleanField(
        _l("This file lists everybody who works here"),
        description=_l(
            "Whoever is employed and not in the file is then recorded as having left yesterday. Leave it "
            "unticked for a file of some people only."
        ),
    )


class ApplicationForm(AnsweringForm):
    """That the preview is what is wanted."""

    confirmed = BooleanField(_l("Yes, all these people leave: this is the right file"))
