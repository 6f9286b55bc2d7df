"""What is handed in to import completions."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from advocacy.people.forms.answering import AnsweringForm


class CompletionsFileForm(AnsweringForm):
    """A spreadsheet of completions."""

    file = FileField(
        _l("Spreadsheet"),
        validators=[FileRequired(_l("Choose a CSV or XLSX file."))],
        description=_l("CSV or XLSX, at most 25 MB and 100,000 rows. Its first line names the columns."),
    )


class ApplicationForm(AnsweringForm):
    """That the preview is what is wanted: nothing to type."""
