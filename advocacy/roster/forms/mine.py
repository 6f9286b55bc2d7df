"""What a member types about themselves."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    URLField,
)
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from advocacy.networks.words import NETWORK_NAMES, PUBLIC, Network
from advocacy.people.forms.account import LANGUAGE_CHOICES
from advocacy.people.forms.answering import (
    AnsweringForm,
    chosen,
    needed,
    not_longer_than,
    options,
    without_blanks,
)
from advocacy.people.forms.people import Choices
from advocacy.roster.rules.alias import LONGEST, SHORTEST
from advocacy.roster.rules.member import MOST_CAPACITY
from advocacy.roster.rules.work_accounts import LONGEST_HANDLE, LONGEST_LINK
from advocacy.zones import zones_to_choose

LONGEST_DAY = 120

_DAYS = (
    _l("Monday"),
    _l("Tuesday"),
    _l("Wednesday"),
    _l("Thursday"),
    _l("Friday"),
    _l("Saturday"),
    _l("Sunday"),
)


class JoinForm(AnsweringForm):
    """The sentence that was shown, and the box."""

    shown = HiddenField()
    agreed = BooleanField(_l("I commit to this, and join the roster"))


class AliasForm(AnsweringForm):
    """A public name."""

    alias = StringField(
        _l("Public alias"),
        filters=[without_blanks],
        validators=[needed(), not_longer_than(4 * LONGEST)],
        description=_l(
            "%(shortest)s to %(longest)s characters, such as “Léa · sound team”. It need not be your name.",
            shortest=SHORTEST,
            longest=LONGEST,
        ),
    )


class AnsweringMemberForm(AnsweringForm):
    """Languages and capacity."""

    languages = SelectMultipleField(
        _l("Languages in which I answer"),
        choices=LANGUAGE_CHOICES,
        validators=[needed(_l("Choose at least one language in which you answer."))],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    capacity = IntegerField(
        _l("Questions I hold at once, at most"),
        validators=[
            chosen(),
            NumberRange(1, MOST_CAPACITY, message=_l("Type a number from %(min)s to %(max)s.")),
        ],
    )


def _day(label: str) -> StringField:
    return StringField(label, filters=[without_blanks], validators=[Optional(), not_longer_than(LONGEST_DAY)])


class HoursForm(AnsweringForm):
    """The hours of a week, and the zone they are meant in."""

    monday = _day(_DAYS[0])
    tuesday = _day(_DAYS[1])
    wednesday = _day(_DAYS[2])
    thursday = _day(_DAYS[3])
    friday = _day(_DAYS[4])
    saturday = _day(_DAYS[5])
    sunday = _day(_DAYS[6])
    zone = SelectField(_l("Time zone"), validators=[needed()], validate_choice=False)

    def offer(self) -> HoursForm:
        """Fill in the zones, and return the form. What is no zone is for the rule to refuse."""
        self.zone.choices = options(then=((zone, zone) for zone in zones_to_choose()))
        return self

    @property
    def days(self) -> list[StringField]:
        """The fields of the days, Monday first."""
        return [
            self.monday,
            self.tuesday,
            self.wednesday,
            self.thursday,
            self.friday,
            self.saturday,
            self.sunday,
        ]


class PauseForm(AnsweringForm):
    """Until when somebody rests."""

    back_on = DateField(
        _l("Back on"),
        validators=[Optional()],
        description=_l("The first day on which you answer again. Leave it empty if you do not know yet."),
    )


class WishForm(AnsweringForm):
    """A topic that a member asks for."""

    topic = SelectField(_l("Topic"), validators=[chosen()], validate_choice=False)

    def offer(self, topics: Choices) -> WishForm:
        """Fill in what can be asked for, and return the form."""
        self.topic.choices = options(("", _l("Choose")), then=topics)
        return self


class AccountForm(AnsweringForm):
    """A work account."""

    network = SelectField(
        _l("Network"),
        choices=options(
            ("", _l("Choose")),
            *((one.value, NETWORK_NAMES[one]) for one in PUBLIC if one is not Network.OTHER),
            ("other", _l("Another one")),
        ),
        validators=[chosen()],
    )
    handle = StringField(
        _l("Handle"),
        filters=[without_blanks],
        validators=[needed(), not_longer_than(LONGEST_HANDLE)],
        description=_l("As the network shows it: @lea_answers; on Mastodon @lea@social.example."),
    )
    link = URLField(
        _l("Link to its page"),
        filters=[without_blanks],
        validators=[needed(), not_longer_than(LONGEST_LINK)],
        description=_l("It begins with https:// and ends with the handle."),
    )
    only_work = BooleanField(_l("I use this account for this work and nothing else"))
