"""What is typed about a person: identity, employment, placement, absence, role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, EmailField, RadioField, SelectField, StringField
from wtforms.validators import Optional

from advocacy.people.forms.account import LANGUAGE_CHOICES
from advocacy.people.forms.answering import (
    AnsweringForm,
    chosen,
    needed,
    not_longer_than,
    options,
    without_blanks,
)
from advocacy.people.rules import Kind

Choices = Sequence[tuple[Any, Any]]
_NONE_YET = ("", _l("Choose"))


def _line(label: str, *, limit: int, is_needed: bool = True, **values: Any) -> StringField:
    first = needed() if is_needed else Optional()
    return StringField(label, filters=[without_blanks], validators=[first, not_longer_than(limit)], **values)


def number_or_nothing(typed: Any) -> int | None:
    """Coerce a choice: the number it is, or None for the empty one. Raises ValueError."""
    return int(typed) if typed not in (None, "", "None") else None


class IdentityForm(AnsweringForm):
    """Name, number, address, language."""

    given_name = _line(_l("Given name"), limit=80)
    family_name = _line(_l("Family name"), limit=80)
    number = _line(_l("Employee number"), limit=40, is_needed=False)
    email = EmailField(
        _l("E-mail address"),
        filters=[without_blanks],
        validators=[Optional(), not_longer_than()],
        description=_l("Without one, links are handed over on paper."),
    )
    language = SelectField(_l("Language"), choices=LANGUAGE_CHOICES, validators=[needed()])


class PlacementForm(AnsweringForm):
    """Employer, site, department, manager."""

    employer = SelectField(_l("Employer"), coerce=number_or_nothing, validators=[chosen()])
    site = SelectField(_l("Site"), coerce=number_or_nothing)
    department = SelectField(_l("Department"), coerce=number_or_nothing, validators=[chosen()])
    manager = _line(
        _l("Manager"),
        limit=254,
        is_needed=False,
        description=_l("The manager's employee number or e-mail address."),
    )

    def offer(self, employers: Choices, sites: Choices, departments: Choices) -> None:
        """Fill in what can be chosen."""
        self.employer.choices = options(_NONE_YET, then=employers)
        self.site.choices = options(("", _l("None")), then=sites)
        self.department.choices = options(_NONE_YET, then=departments)


class MoveForm(PlacementForm):
    """A placement from a day on."""

    since = DateField(_l("From"), validators=[needed(_l("Which day? Write it as 2024-05-31."))])


class EmploymentForm(PlacementForm):
    """A placement with the first and the last day of work."""

    first = DateField(_l("First day"), validators=[needed(_l("Which day? Write it as 2024-05-31."))])
    last = DateField(
        _l("Last day"),
        validators=[Optional()],
        description=_l("Only where it is known; external people always have one."),
    )


class PersonForm(IdentityForm, EmploymentForm):
    """A whole new person."""

    kind = RadioField(
        _l("Kind"),
        choices=options((Kind.EMPLOYEE.value, _l("Employee")), (Kind.EXTERNAL.value, _l("External person"))),
        default=Kind.EMPLOYEE.value,
    )


class ServiceForm(AnsweringForm):
    """A service account."""

    name = _line(_l("Name"), limit=80, description=_l("What the machine does, such as “Payroll export”."))


class LeavingForm(AnsweringForm):
    """The last day of work."""

    last_day = DateField(_l("Last day"), validators=[needed(_l("Which day? Write it as 2024-05-31."))])


class AbsenceForm(AnsweringForm):
    """The days of an absence. There is no field for a reason, on purpose."""

    first = DateField(_l("First day"), validators=[needed(_l("Which day? Write it as 2024-05-31."))])
    last = DateField(
        _l("Last day"), validators=[Optional()], description=_l("Leave it empty while it is not known.")
    )


class GrantForm(AnsweringForm):
    """A role, everywhere or in one department and below."""

    role = SelectField(_l("Role"), validators=[chosen()])
    department = SelectField(
        _l("Where"),
        coerce=number_or_nothing,
        description=_l("Only the role HR can be limited to a department and those below it."),
    )

    def offer(self, roles: Choices, departments: Choices) -> None:
        """Fill in what can be chosen."""
        self.role.choices = options(then=roles)
        self.department.choices = options(("", _l("Everywhere")), then=departments)
