"""A form that can carry the refusal of a rule back to whoever typed, with everything they typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from advocacy.errors import Refused
from advocacy.languages import say

LONGEST_LINE = 254


class AnsweringForm(FlaskForm):
    """A form whose errors are those of its fields (422), or the refusal of a rule (409)."""

    form_errors: list[Any]

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Turn a refusal inside the block into an error of the form."""
        try:
            yield
        except Refused as refused:
            self.form_errors = [say(refused)]

    @property
    def status(self) -> int:
        """The status of the page that shows the form: 200 when nothing is wrong."""
        if not self.errors:
            return 200
        return 409 if self.form_errors else 422


def options(*pairs: tuple[Any, Any], then: Iterable[tuple[Any, Any]] = ()) -> list[SelectChoice]:
    """What can be chosen, from (value, label); first `pairs`, then `then`."""
    return [SelectChoice(value, label) for value, label in (*pairs, *then)]


def without_blanks(typed: Any) -> Any:
    """A filter: text without white space at its ends and without NUL, which PostgreSQL cannot keep."""
    return typed.replace("\x00", "").strip() if isinstance(typed, str) else typed


def needed(sentence: str | None = None) -> DataRequired:
    """A validator: something must be there."""
    return DataRequired(sentence or _l("This is needed."))


def chosen() -> InputRequired:
    """A validator: one of the choices must be made."""
    return InputRequired(_l("Choose one."))


def not_longer_than(limit: int = LONGEST_LINE) -> Length:
    """A validator: at most `limit` characters."""
    return Length(max=limit, message=_l("At most %(max)d characters."))


def not_a_date() -> str:
    """What is said of something that is no date."""
    return _("This is not a date. Write it as 2024-05-31.")
