"""What keeps a draft from being handed in: all that is to be mended first, and where on the page."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from advocacy.errors import N_, Problems, Refused
from advocacy.library.rules.drafts import DraftFacts, Told
from advocacy.library.rules.findings import FindingFacts, findings, short
from advocacy.library.rules.links import check_link
from advocacy.library.rules.words import ContentKind
from advocacy.networks.words import NETWORK_NAMES
from advocacy.people.rules import Language

__all__ = ["DraftFacts", "FindingFacts", "Place", "Problem", "check", "findings", "problems"]


class Place(StrEnum):
    """Where on the editor's page something is mended; the parts of the page are called the same."""

    ABOUT = "about"
    PLAN = "plan"
    LINK = "link"
    WORDINGS = "wordings"
    MEDIA = "media"
    CLAIMS = "claims"
    CONTEST = "contest"
    WARNINGS = "warnings"


class Problem(Refused):
    """Something to mend before a content is handed in, and where."""

    def __init__(self, place: Place, sentence: str, **values: object) -> None:
        super().__init__(sentence, **values)
        self.place = place


def problems(draft: DraftFacts) -> list[Problem]:
    """Everything to mend before the draft can be handed in, in the order of the page."""
    return [
        *_about(draft),
        *_plan(draft),
        *_link(draft),
        *_wordings(draft),
        *_media(draft),
        *_claims(draft),
        *_contest(draft),
    ]


def check(draft: DraftFacts) -> None:
    """Raise Problems with everything to mend, an unanswered warning included."""
    found: list[Refused] = list(problems(draft))
    if any(one.answer is None for one in findings(draft)):
        found.append(
            Problem(Place.WARNINGS, N_("Answer the warnings first: each needs a sentence of yours."))
        )
    if found:
        raise Problems(tuple(found))


_TITLE = {
    Language.FRENCH: N_("The title in French is left out."),
    Language.ENGLISH: N_("The title in English is left out."),
}
_WHY = {
    Language.FRENCH: N_("The why in French is left out: what use is this to the reader?"),
    Language.ENGLISH: N_("The why in English is left out: what use is this to the reader?"),
}
_AUDIENCE = {
    Language.FRENCH: N_("Say in French whom this is for."),
    Language.ENGLISH: N_("Say in English whom this is for."),
}
_NEXT_STEP = {
    Language.FRENCH: N_("Say in French what the reader should do next."),
    Language.ENGLISH: N_("Say in English what the reader should do next."),
}


def _about(draft: DraftFacts) -> Iterator[Problem]:
    for language in draft.languages or draft.texts:
        told = draft.texts.get(language, Told())
        needed = (
            (told.title, _TITLE),
            (told.why, _WHY),
            (told.audience, _AUDIENCE),
            (told.next_step, _NEXT_STEP),
        )
        for text, sentences in needed:
            if not text.strip():
                yield Problem(Place.ABOUT, sentences[language])
    if draft.objective_is_open is None:
        yield Problem(Place.ABOUT, N_("Choose the objective that this content serves."))
    elif not draft.objective_is_open:
        yield Problem(Place.ABOUT, N_("The objective of this content is closed. Choose another one."))
    if draft.stage is None:
        yield Problem(Place.ABOUT, N_("Choose where the reader stands in life with the brand."))


def _plan(draft: DraftFacts) -> Iterator[Problem]:
    if draft.opens_at is None:
        yield Problem(Place.PLAN, N_("Say from when on this can be passed on."))
    elif draft.closes_at is not None and draft.closes_at <= draft.opens_at:
        yield Problem(Place.PLAN, N_("The share window ends before it starts."))
    if draft.closes_at is not None and draft.closes_at <= draft.now:
        yield Problem(Place.PLAN, N_("The share window is over. Choose a later end."))


def _link(draft: DraftFacts) -> Iterator[Problem]:
    if not draft.link:
        return
    try:
        check_link(draft.link, own_hosts=draft.own_hosts)
    except Refused as refused:
        yield Problem(Place.LINK, refused.sentence, **refused.values)


def _wordings(draft: DraftFacts) -> Iterator[Problem]:
    if not draft.wordings:
        yield Problem(Place.WORDINGS, N_("Write a wording for one network at least."))
    for said in draft.wordings:
        gaps = {"network": NETWORK_NAMES[said.network], "number": said.position}
        if said.network not in draft.networks_on:
            yield Problem(
                Place.WORDINGS,
                N_("The company is not on %(network)s. Remove wording %(number)s, or switch the network on."),
                **gaps,
            )
        if said.over > 0:
            yield Problem(Place.WORDINGS, _TOO_LONG[said.language], over=said.over, **gaps)
        elif said.over_bytes > 0:
            yield Problem(Place.WORDINGS, _TOO_MANY_BYTES[said.language], over=said.over_bytes, **gaps)


_TOO_LONG = {
    Language.FRENCH: N_(
        "The French wording %(number)s for %(network)s is too long by %(over)s, with disclosure and link."
    ),
    Language.ENGLISH: N_(
        "The English wording %(number)s for %(network)s is too long by %(over)s, with disclosure and link."
    ),
}
_TOO_MANY_BYTES = {
    Language.FRENCH: N_("The French wording %(number)s for %(network)s is too long by %(over)s bytes."),
    Language.ENGLISH: N_("The English wording %(number)s for %(network)s is too long by %(over)s bytes."),
}


def _media(draft: DraftFacts) -> Iterator[Problem]:
    for shown in draft.media:
        for language in draft.languages:
            if not shown.alt.get(language, "").strip():
                yield Problem(Place.MEDIA, _ALT[language], number=shown.position)


_ALT = {
    Language.FRENCH: N_("Say in French what file %(number)s shows, for those who do not see it."),
    Language.ENGLISH: N_("Say in English what file %(number)s shows, for those who do not see it."),
}


def _claims(draft: DraftFacts) -> Iterator[Problem]:
    for claim in draft.claims:
        if claim.expires_on is not None and claim.expires_on < draft.today:
            yield Problem(
                Place.CLAIMS,
                N_("The evidence for “%(claim)s” ended on %(day)s. Renew it, or take the claim out."),
                claim=short(claim.statement),
                day=claim.expires_on,
            )


def _contest(draft: DraftFacts) -> Iterator[Problem]:
    if draft.kind is not ContentKind.CONTEST:
        return
    if not draft.contest_rules.strip():
        yield Problem(Place.CONTEST, N_("A contest has rules: write them, or say where they are kept."))
    if draft.contest_ends_at is None:
        yield Problem(Place.CONTEST, N_("Say when the contest ends."))
    elif draft.contest_ends_at <= draft.now:
        yield Problem(Place.CONTEST, N_("The contest is over already. Choose a later end."))
    elif draft.opens_at is not None and draft.contest_ends_at <= draft.opens_at:
        yield Problem(Place.CONTEST, N_("The contest ends before its share window starts."))
