"""What is typed about employers, sites and departments."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import Optional

from advocacy.people.forms.answering import (
    AnsweringForm,
    chosen,
    needed,
    not_longer_than,
    options,
    without_blanks,
)
from advocacy.people.forms.people import Choices, number_or_nothing
from advocacy.zones import zones_to_choose


def _name() -> StringField:
    return StringField(_l("Name"), filters=[without_blanks], validators=[needed(), not_longer_than(160)])


class EmployerForm(AnsweringForm):
    """A legal entity."""

    name = _name()
    siren = StringField(
        _l("SIREN"),
        filters=[without_blanks],
        validators=[Optional(), not_longer_than(20)],
        description=_l("The nine digits of a French company."),
    )


class SiteForm(AnsweringForm):
    """An establishment."""

    name = _name()
    time_zone = SelectField(_l("Time zone"), validators=[needed()])

    def offer(self) -> None:
        """Fill in the zones."""
        self.time_zone.choices = options(then=((zone, zone) for zone in zones_to_choose()))


class NewSiteForm(SiteForm):
    """A new establishment, and whose it is."""

    employer = SelectField(_l("Employer"), coerce=number_or_nothing, validators=[chosen()])

    def offer_employers(self, employers: Choices) -> None:
        """Fill in whose it can be."""
        self.employer.choices = options(then=employers)


class DepartmentForm(AnsweringForm):
    """A new department."""

    name = _name()
    parent = SelectField(_l("Part of"), coerce=number_or_nothing)

    def offer(self, departments: Choices) -> None:
        """Fill in what it can be a part of."""
        self.parent.choices = options(("", _l("Nothing: at the top")), then=departments)


class DepartmentNameForm(AnsweringForm):
    """Another name for a department."""

    name = _name()


class DepartmentMoveForm(AnsweringForm):
    """Another place in the tree."""

    parent = SelectField(_l("Part of"), coerce=number_or_nothing)

    def offer(self, departments: Choices) -> None:
        """Fill in what it can be a part of."""
        self.parent.choices = options(("", _l("Nothing: at the top")), then=departments)
