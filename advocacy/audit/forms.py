"""The shape of what auditors and verifiers send."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import TextAreaField
from wtforms.validators import Length

LARGEST_RECEIPT = 200_000
"""Bytes: a receipt has about 4,000."""


class ExportForm(FlaskForm):
    """Whom an export identifies: nobody unless numbers are typed."""

    numbers = TextAreaField(
        _l("Employee numbers"),
        description=_l(
            "Only of people whom you are entitled to identify, separated by spaces or lines. Empty: nobody; "
            "the export then proves everything and names no one."
        ),
        validators=[Length(max=20_000)],
    )


class ReceiptForm(FlaskForm):
    """A receipt to be checked."""

    receipt = FileField(
        _l("Receipt"),
        description=_l("The file that ends in .json, as it was downloaded."),
        validators=[FileRequired(_l("Choose the receipt’s file, which ends in .json."))],
    )
