"""What is typed in the editor: one form, with a field for each wording, claim and file there is.

Names of fields say what they are of: `wording_bluesky_fr_12` is wording 12, `wording_bluesky_fr_new1` a new
one. `advocacy.library.editor` adds these fields for a draft; here is what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import TimeField as ClockField
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from advocacy.charter.forms.writing import NeededForReview
from advocacy.library import spoken
from advocacy.library.forms.windows import typed_instant
from advocacy.library.rules import writing as rules
from advocacy.library.rules.drafts import Told
from advocacy.library.rules.links import LONGEST_LINK
from advocacy.library.rules.words import ContentKind, Finding, Stage
from advocacy.library.rules.writing import Plan, Typed, TypedClaim, TypedMedia, TypedWording
from advocacy.networks.words import Network
from advocacy.numbers import whole_number
from advocacy.people.forms.answering import AnsweringForm, options
from advocacy.people.rules import Language

TOLD = ("title", "why", "audience", "next_step")
WORDING = re.compile(r"wording_([a-z]{1,12})_(fr|en)_(\d{1,10}|new\d{1,2})")
CLAIM = re.compile(r"claim_(\d{1,10}|new\d{1,2})_statement")
MEDIA = re.compile(r"media_(\d{1,10})_remove")
ANSWER = re.compile(r"answer_([a-z_]{1,32})_([0-9a-f]{64})")
_MORNING, _NIGHT = time(9), time(23, 59)


def longest(most: int) -> Length:
    """A validator: at most so many characters."""
    return Length(max=most, message=_l("At most %(max)d characters."))


def _told(language: Language) -> tuple[Any, ...]:
    """Title, why, audience and next step in one language, in the order of TOLD."""
    said = {"lang": language.value}
    needed = [NeededForReview()]
    return (
        StringField(_l("Title"), validators=[*needed, longest(rules.LONGEST["title"])], render_kw=said),
        TextAreaField(
            _l("Why: what use it is to the reader"),
            validators=[*needed, longest(rules.LONGEST["why"])],
            render_kw={**said, "class": "few-lines"},
        ),
        StringField(
            _l("Whom it is for"), validators=[*needed, longest(rules.LONGEST["audience"])], render_kw=said
        ),
        StringField(
            _l("What the reader should do next"),
            validators=[*needed, longest(rules.LONGEST["next_step"])],
            render_kw=said,
        ),
    )


class ContentForm(AnsweringForm):
    """The editor's page without what there are several of: see `editor_form`."""

    edition = HiddenField()
    kind = RadioField(
        _l("Kind"),
        choices=options(then=((one.value, name) for one, name in spoken.KINDS.items())),
        default=ContentKind.POST.value,
    )
    fr_title, fr_why, fr_audience, fr_next_step = _told(Language.FRENCH)
    en_title, en_why, en_audience, en_next_step = _told(Language.ENGLISH)
    objective = SelectField(_l("Objective"), validators=[NeededForReview()])
    stage = SelectField(_l("Where the reader stands"), validators=[NeededForReview()])
    topics = SelectMultipleField(
        _l("Topics"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("People who follow a topic see its content first."),
    )
    link = StringField(
        _l("Link"),
        validators=[longest(LONGEST_LINK)],
        description=_l("The page this leads to, with https://. Readers get a short link that counts clicks."),
        render_kw={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"},
    )
    opens_day = DateField(_l("From"), validators=[Optional(), NeededForReview()])
    opens_clock = ClockField(_l("From what time"), validators=[Optional()])
    closes_day = DateField(_l("Until"), validators=[Optional()])
    closes_clock = ClockField(_l("Until what time"), validators=[Optional()])
    zone = SelectField(_l("In the time zone of"), validators=[NeededForReview()])
    contest_rules = TextAreaField(_l("Rules of the contest"), validators=[longest(rules.LONGEST_RULES)])
    contest_day = DateField(_l("The contest ends on"), validators=[Optional()])
    contest_clock = ClockField(_l("The contest ends at"), validators=[Optional()])
    file = FileField(
        _l("Add a picture, a video or a PDF"),
        description=_l(
            "PNG, JPEG or WebP up to 15 MB, MP4 or WebM up to 25 MB, PDF up to 10 MB. Pictures lose the "
            "place and the camera they were taken with. Videos and PDFs stay as they are: look through them."
        ),
    )

    kept_plan = Plan(None, None, "")
    kept_contest_end: datetime | None = None

    def opened_at(self) -> int:
        """The edition the form was opened at; 0, which no content has, when it was tampered with."""
        return whole_number(self.edition.data) or 0

    def wordings(self, network: Network, language: Language) -> list[Any]:
        """The fields of a network's wordings in one language, new ones last."""
        start = f"wording_{network.value}_{language.value}_"
        return [field for field in self if field.name.startswith(start)]

    def claims(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each claim: what is said, what shows it, until when."""
        found = [field.name.removesuffix("_statement") for field in self if CLAIM.fullmatch(field.name)]
        return [(self[f"{one}_statement"], self[f"{one}_evidence"], self[f"{one}_expires"]) for one in found]

    def typed(self) -> Typed:
        """Everything typed, of a form that was validated. What the page did not show is not in it.

        An hour that does not exist becomes an error of its field.
        """
        zone = str(self.zone.data or "")
        plan = Plan(
            self._instant("opens", _MORNING, zone, self.kept_plan.opens_at),
            self._instant("closes", _NIGHT, zone, self.kept_plan.closes_at),
            zone,
        )
        return Typed(
            kind=ContentKind(self.kind.data),
            objective_id=whole_number(self.objective.data),
            stage=Stage(self.stage.data) if self.stage.data else None,
            link=str(self.link.data or ""),
            topics=frozenset(filter(None, map(whole_number, self.topics.data or ()))),
            plan=plan,
            contest_rules=str(self.contest_rules.data or ""),
            contest_ends_at=self._instant("contest", _NIGHT, zone, self.kept_contest_end),
            texts={
                language: Told(*(str(self[f"{language.value}_{part}"].data or "") for part in TOLD))
                for language in Language
            },
            wordings=list(self._typed_wordings()),
            claims=list(self._typed_claims()),
            media=list(self._typed_media()),
            answers=dict(self._typed_answers()),
        )

    def _instant(self, name: str, otherwise: time, zone: str, kept: datetime | None) -> datetime | None:
        return typed_instant(
            self[f"{name}_day"], self[f"{name}_clock"], zone=zone, otherwise=otherwise, kept=kept
        )

    def _typed_wordings(self) -> Iterator[TypedWording]:
        for field in self:
            found = WORDING.fullmatch(field.name)
            if found and field.raw_data:
                network, language, number = found.groups()
                yield TypedWording(
                    whole_number(number), Network(network), Language(language), str(field.data or "")
                )

    def _typed_claims(self) -> Iterator[TypedClaim]:
        for statement, evidence, expires in self.claims():
            if not statement.raw_data:
                continue
            number = statement.name.split("_")[1]
            yield TypedClaim(
                whole_number(number), str(statement.data or ""), str(evidence.data or ""), expires.data
            )

    def _typed_media(self) -> Iterator[TypedMedia]:
        for field in self:
            if (found := MEDIA.fullmatch(field.name)) and self[f"media_{found[1]}_fr"].raw_data:
                french, english = (str(self[f"media_{found[1]}_{one}"].data or "") for one in ("fr", "en"))
                yield TypedMedia(int(found[1]), french, english, is_removed=bool(field.data))

    def _typed_answers(self) -> Iterator[tuple[tuple[Finding, str], str]]:
        for field in self:
            if (found := ANSWER.fullmatch(field.name)) and field.raw_data:
                yield (Finding(found[1]), found[2]), str(field.data or "")
