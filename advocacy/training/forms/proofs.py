"""What is typed about a proof: by whoever hands it in, and by HR who looks at it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, TextAreaField
from wtforms.validators import Length, Optional

from advocacy.people.forms.answering import AnsweringForm, needed, without_blanks
from advocacy.training.rules.proofs import LONGEST_NOTE


class ProofForm(AnsweringForm):
    """A proof: the file, when it was obtained, how long it holds."""

    file = FileField(
        _l("File"),
        validators=[FileRequired(_l("Choose a PDF, PNG or JPEG file."))],
        description=_l("A PDF, PNG or JPEG of at most 5 MB. Only HR and you can open it."),
    )
    obtained_on = DateField(_l("Obtained on"), validators=[needed(_l("Which day? Write it as 2024-05-31."))])
    expires_on = DateField(
        _l("Last day on which it holds"),
        validators=[Optional()],
        description=_l("Only where the proof itself says so."),
    )


class RefusalForm(AnsweringForm):
    """Why a proof is refused."""

    note = TextAreaField(
        _l("Why"),
        filters=[without_blanks],
        validators=[
            needed(_l("Say why it is refused: the person reads it, and knows what to do.")),
            Length(max=LONGEST_NOTE, message=_l("At most %(max)d characters.")),
        ],
        description=_l("The person reads this, on the page and by mail."),
    )
