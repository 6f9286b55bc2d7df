"""What somebody types about their own account."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField, SelectField, StringField
from wtforms.validators import EqualTo, Length

from advocacy.people.forms.answering import AnsweringForm, needed, not_longer_than, options, without_blanks
from advocacy.people.rules.passwords import LONGEST
from advocacy.zones import zones_to_choose

LANGUAGE_CHOICES = options(("fr", "Français"), ("en", "English"))


def _password(label: str) -> PasswordField:
    return PasswordField(label, validators=[needed(), _not_over_long()])


def _not_over_long() -> Length:
    return Length(max=LONGEST, message=_l("A password has at most %(max)d characters."))


class SignInForm(AnsweringForm):
    """Who, and the password."""

    account = StringField(
        _l("E-mail address or employee number"),
        filters=[without_blanks],
        validators=[needed(_l("Type your e-mail address or your employee number.")), not_longer_than()],
    )
    password = _password(_l("Password"))
    keep = BooleanField(
        _l("Keep me signed in on this device"), description=_l("Only on a device that nobody else uses.")
    )
    next = HiddenField()


class ForgottenForm(AnsweringForm):
    """Who has forgotten their password."""

    account = StringField(
        _l("E-mail address or employee number"),
        filters=[without_blanks],
        validators=[needed(_l("Type your e-mail address or your employee number.")), not_longer_than()],
    )


class NewPasswordForm(AnsweringForm):
    """A new password, twice."""

    password = _password(_l("New password"))
    again = PasswordField(
        _l("The same once more"),
        validators=[needed(), EqualTo("password", message=_l("The two passwords differ."))],
    )


class ChangePasswordForm(NewPasswordForm):
    """The present password, and a new one twice."""

    current = _password(_l("Present password"))


class PreferencesForm(AnsweringForm):
    """Language and time zone."""

    language = SelectField(_l("Language"), choices=LANGUAGE_CHOICES, validators=[needed()])
    time_zone = SelectField(_l("Time zone"))

    def offer(self) -> PreferencesForm:
        """Fill in the zones, and return the form."""
        self.time_zone.choices = options(
            ("", _l("That of my site")), then=((zone, zone) for zone in zones_to_choose())
        )
        return self
