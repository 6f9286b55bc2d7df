"""The editor's page as it is drawn: its form made of a draft and of what was posted, and its columns.

What was posted makes the form as much as what is saved: nothing typed is lost when another editor took a
wording out meanwhile, and nothing they added is overwritten by a page that did not show it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, StringField, TextAreaField
from wtforms.validators import Optional

from advocacy.charter.forms.writing import NeededForReview
from advocacy.languages import say
from advocacy.library import spoken
from advocacy.library.forms.contents import CLAIM, TOLD, WORDING, ContentForm, longest
from advocacy.library.forms.windows import shown
from advocacy.library.queries.drafts import Draft
from advocacy.library.rules import writing as rules
from advocacy.library.rules.checking import Place, Problem
from advocacy.library.rules.drafts import Told
from advocacy.library.rules.findings import LONGEST_ANSWER, FindingFacts, ForbiddenWords
from advocacy.library.rules.links import tracked_example
from advocacy.library.rules.media import LONGEST_ALT
from advocacy.library.rules.words import Stage
from advocacy.library.rules.writing import Plan
from advocacy.networks.counter import Counter, counter
from advocacy.networks.disclosing import disclosure
from advocacy.networks.words import Network
from advocacy.people.forms.answering import options
from advocacy.people.rules import Language
from advocacy.settings import Settings
from advocacy.zones import zones_to_choose

_MOST_NEW = 20
"""So many new wordings or claims may come with one form; a page offers one."""


@dataclass(frozen=True)
class SpokenColumn:
    """One language of a network: what is added to each wording, and the fields with their counters."""

    language: Language
    disclosure: str
    wordings: Sequence[tuple[Any, Counter]]


@dataclass(frozen=True)
class Column:
    """One network of the editor's page. A closed one was switched off since something was written for it."""

    network: Network
    is_on: bool
    is_written: bool
    spoken: Sequence[SpokenColumn]


@dataclass(frozen=True)
class Difference:
    """A field whose saved text is not what was typed: somebody else saved meanwhile."""

    label: str
    saved: str
    lang: str | None


def editor_form(
    draft: Draft,
    warned: Sequence[FindingFacts],
    *,
    language: str,
    posted: Collection[str] | None = None,
) -> ContentForm:
    """The form of a draft as it is saved; with the names that were `posted`, as it was typed."""
    saved = _saved(draft)
    names = list(posted or ())
    fields = {
        **_wording_fields(draft, names),
        **_claim_fields(draft, names),
        **_media_fields(draft),
        **_answer_fields(warned, language),
    }
    kind: type[ContentForm] = type("EditorForm", (ContentForm,), fields)
    form = kind(formdata=None, data=saved) if posted is None else kind()
    form.kept_plan = Plan(draft.head.opens_at, draft.head.closes_at, draft.facts.zone)
    form.kept_contest_end = draft.head.contest_ends_at
    for name in fields if posted is not None else ():
        # What the page did not show, because it was added since, is shown as it is saved.
        if not form[name].raw_data and name in saved and not isinstance(form[name], BooleanField):
            form[name].data = saved[name]
    _offer(form, draft, language)
    return form


def columns(form: ContentForm, draft: Draft, settings: Settings) -> list[Column]:
    """The networks beside each other: those that are on, then those that something is still written for."""
    written = _networks_written(form)
    here = [
        *draft.choices.networks,
        *(one for one in Network if one in written - set(draft.choices.networks)),
    ]
    link = tracked_example(settings.base_url) if form.link.data else ""
    return [
        Column(
            network=network,
            is_on=network in draft.choices.networks,
            is_written=network in written,
            spoken=[
                _spoken_column(form, network, language, link, settings.organisation) for language in Language
            ],
        )
        for network in here
    ]


def counts_by_place(problems: Sequence[Problem], warned: Sequence[FindingFacts]) -> Mapping[str, int]:
    """How many things are to be mended or answered in each part of the page."""
    found: dict[str, int] = {}
    for one in problems:
        found[one.place.value] = found.get(one.place.value, 0) + 1
    open_ones = sum(1 for one in warned if one.answer is None)
    return {**found, Place.WARNINGS.value: open_ones} if open_ones else found


def differences(form: ContentForm, saved: ContentForm) -> list[Difference]:
    """What is saved now where it is not what was typed, in the order of the page."""
    found, by_name = [], {field.name: field for field in form}
    for field in saved:
        typed = by_name.get(field.name)
        if field.type in {"HiddenField", "CSRFTokenField", "FileField", "BooleanField"}:
            continue
        if typed is None or _told(typed) != _told(field):
            found.append(Difference(_whole_label(field), _told(field), (field.render_kw or {}).get("lang")))
    return found


def warning(one: FindingFacts, language: str) -> str:
    """A warning in the reader's language; of words to think twice about it says why."""
    told = say(one.said)
    return f"{told} {one.said.phrase.reason(language)}" if isinstance(one.said, ForbiddenWords) else told


def _told(field: Any) -> str:
    """A field's value as a reader sees it."""
    if field.type in {"SelectField", "RadioField"}:
        return next((str(one.label.text) for one in field if one.checked), "")
    if field.type == "SelectMultipleField":
        return ", ".join(str(one.label.text) for one in field if one.checked)
    return str(field.data or "").replace("\r\n", "\n").strip()


def _whole_label(field: Any) -> str:
    """What a field is called where its network does not stand above it."""
    parts = WORDING.fullmatch(field.name)
    label = str(field.label.text)
    return f"{spoken.network(Network(parts[1]))} – {label}" if parts else label


def _spoken_column(
    form: ContentForm, network: Network, language: Language, link: str, organisation: str
) -> SpokenColumn:
    told = disclosure(network, language, organisation)
    fields = form.wordings(network, language)
    return SpokenColumn(
        language,
        told,
        [(one, counter(network, str(one.data or ""), disclosure=told, link=link)) for one in fields],
    )


def _networks_written(form: ContentForm) -> set[Network]:
    matches = (WORDING.fullmatch(field.name) for field in form if field.data)
    return {Network(one[1]) for one in matches if one}


def _saved(draft: Draft) -> dict[str, Any]:
    """What is saved, by the names of the fields."""
    head, inside = draft.head, draft.written
    zone = draft.facts.zone
    values: dict[str, Any] = {
        "edition": str(head.edition),
        "kind": head.kind.value,
        "objective": str(head.objective_id or ""),
        "stage": head.stage.value if head.stage else "",
        "topics": [str(one) for one in inside.topics],
        "link": head.link,
        "zone": zone,
        "contest_rules": head.contest_rules,
    }
    for name, at in (("opens", head.opens_at), ("closes", head.closes_at), ("contest", head.contest_ends_at)):
        values[f"{name}_day"], values[f"{name}_clock"] = shown(at, zone)
    for language in Language:
        told = inside.texts.get(language, Told())
        values |= {f"{language.value}_{part}": getattr(told, part) for part in TOLD}
    for said in inside.wordings:
        values[f"wording_{said.network.value}_{said.language.value}_{said.id}"] = said.text
    for claim in inside.claims:
        values[f"claim_{claim.id}_statement"] = claim.statement
        values[f"claim_{claim.id}_evidence"] = claim.evidence
        values[f"claim_{claim.id}_expires"] = claim.expires_on
    for file in inside.media:
        values[f"media_{file.id}_fr"], values[f"media_{file.id}_en"] = file.alt_fr, file.alt_en
    for (finding, about), answer in inside.answers.items():
        values[f"answer_{finding.value}_{about}"] = answer
    return values


def _wording_fields(draft: Draft, posted: Sequence[str]) -> dict[str, Any]:
    """A field for each wording saved or posted, and an empty one more, by network and language."""
    kept = [f"wording_{one.network.value}_{one.language.value}_{one.id}" for one in draft.written.wordings]
    typed = [one for one in posted if (found := WORDING.fullmatch(one)) and found[1] in set(Network)]
    names = dict.fromkeys([*kept, *typed[: len(kept) + _MOST_NEW * len(Network)]])
    networks = [*draft.choices.networks, *(Network(name.split("_")[1]) for name in names)]
    fields: dict[str, Any] = {}
    for network in dict.fromkeys(networks):
        for language in Language:
            start = f"wording_{network.value}_{language.value}_"
            held = [name for name in names if name.startswith(start)]
            if f"{start}new1" not in held and len(held) < rules.MOST_WORDINGS:
                held.append(f"{start}new1")
            for number, name in enumerate(held, 1):
                fields[name] = _wording_field(language, number, "new" in name)
    return fields


def _wording_field(language: Language, number: int, is_new: bool) -> Any:
    name = spoken.LANGUAGES[language]
    label = str(name)
    if number > 1:
        label = (
            _("%(language)s, one more wording", language=name)
            if is_new
            else _("%(language)s, wording %(number)s", language=name, number=number)
        )
    return TextAreaField(
        label,
        validators=[longest(rules.LONGEST_WORDING)],
        render_kw={"lang": language.value, "class": "wording"},
    )


def _claim_fields(draft: Draft, posted: Sequence[str]) -> dict[str, Any]:
    kept = [f"claim_{one.id}_statement" for one in draft.written.claims]
    typed = [one for one in posted if CLAIM.fullmatch(one)]
    names = dict.fromkeys([*kept, *typed[: rules.MOST_CLAIMS + _MOST_NEW], "claim_new1_statement"])
    fields: dict[str, Any] = {}
    for number, name in enumerate(names, 1):
        start = name.removesuffix("_statement")
        fields[name] = StringField(
            _("Claim %(number)s", number=number), validators=[longest(rules.LONGEST_STATEMENT)]
        )
        fields[f"{start}_evidence"] = StringField(
            _("What shows that claim %(number)s is true", number=number),
            validators=[longest(rules.LONGEST_EVIDENCE)],
        )
        fields[f"{start}_expires"] = DateField(
            _("Claim %(number)s may be made until", number=number), validators=[Optional()]
        )
    return fields


def _media_fields(draft: Draft) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for number, file in enumerate(draft.written.media, 1):
        fields[f"media_{file.id}_fr"] = _alt_field(
            _("What file %(number)s shows, in French", number=number), "fr"
        )
        fields[f"media_{file.id}_en"] = _alt_field(
            _("What file %(number)s shows, in English", number=number), "en"
        )
        fields[f"media_{file.id}_remove"] = BooleanField(_("Take file %(number)s out", number=number))
    return fields


def _alt_field(label: str, lang: str) -> Any:
    return TextAreaField(
        label,
        validators=[NeededForReview(), longest(LONGEST_ALT)],
        render_kw={"lang": lang, "class": "few-lines"},
    )


def _answer_fields(warned: Sequence[FindingFacts], language: str) -> dict[str, Any]:
    return {
        f"answer_{one.finding.value}_{one.about}": StringField(
            warning(one, language), validators=[NeededForReview(), longest(LONGEST_ANSWER)]
        )
        for one in warned
    }


def _offer(form: ContentForm, draft: Draft, language: str) -> None:
    """Fill in what can be chosen: what is open, and what was chosen before it closed."""
    chosen, topics = draft.head.objective_id, set(draft.written.topics)
    form.objective.choices = options(
        ("", _l("Choose one")),
        then=(
            (str(one.id), f"{spoken.aim(one.aim)} – {one.name(language)}")
            for one in draft.choices.objectives
            if one.is_open or one.id == chosen
        ),
    )
    form.stage.choices = options(
        ("", _l("Choose one")), then=((one.value, spoken.stage(one)) for one in Stage)
    )
    form.topics.choices = options(
        then=(
            (str(one.id), one.name(language))
            for one in draft.choices.topics
            if one.is_open or one.id in topics
        )
    )
    zones = zones_to_choose()
    own = () if draft.facts.zone in zones else (draft.facts.zone,)
    form.zone.choices = options(then=((one, one) for one in (*own, *zones)))


def answers_of(form: ContentForm, warned: Sequence[FindingFacts]) -> Iterator[tuple[FindingFacts, Any]]:
    """Each warning with the field of its answer."""
    for one in warned:
        yield one, form[f"answer_{one.finding.value}_{one.about}"]
