"""What is typed in the editor, and what is refused at once; all else is told, and may be mended later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from advocacy.errors import Refused
from advocacy.library.rules.drafts import Told
from advocacy.library.rules.words import ContentKind, Finding, Stage
from advocacy.networks.words import Network
from advocacy.people.rules import Language

LONGEST = {"title": 160, "why": 1000, "audience": 300, "next_step": 300}
"""Characters of each part that staff are told."""

LONGEST_WORDING = 10_000
LONGEST_STATEMENT = 500
LONGEST_EVIDENCE = 1000
LONGEST_RULES = 20_000
MOST_WORDINGS = 8
"""So many wordings of one network and language: more would not be read before choosing."""

MOST_CLAIMS = 20
MOST_TOPICS = 20
LONGEST_TEMPLATE_NAME = 120


@dataclass(frozen=True)
class TypedWording:
    """One wording as typed; `id` is None for a new one. An empty text takes the wording out."""

    id: int | None
    network: Network
    language: Language
    text: str


@dataclass(frozen=True)
class TypedClaim:
    """One claim as typed; an empty statement takes it out. `id` is None for a new one."""

    id: int | None
    statement: str
    evidence: str
    expires_on: date | None


@dataclass(frozen=True)
class TypedMedia:
    """What was typed about a file that is there already: its words, or that it goes."""

    id: int
    alt_fr: str
    alt_en: str
    is_removed: bool = False


@dataclass(frozen=True)
class Plan:
    """When a content may be passed on. `zone` is where its wall times were typed."""

    opens_at: datetime | None
    closes_at: datetime | None
    zone: str


@dataclass(frozen=True)
class Typed:
    """Everything the editor's page gives. Wordings, claims and files that it does not name stay."""

    kind: ContentKind
    objective_id: int | None
    stage: Stage | None
    link: str
    topics: frozenset[int]
    plan: Plan
    contest_rules: str
    contest_ends_at: datetime | None
    texts: Mapping[Language, Told]
    wordings: Sequence[TypedWording] = ()
    claims: Sequence[TypedClaim] = ()
    media: Sequence[TypedMedia] = ()
    answers: Mapping[tuple[Finding, str], str] = field(default_factory=dict)


def check_editable(*, is_recalled: bool, is_discarded: bool) -> None:
    """Raise Refused for content that nobody writes in any more."""
    if is_recalled:
        raise Refused("This content was recalled, and a recall is for good. Write another one.")
    if is_discarded:
        raise Refused("This content was discarded.")


def check_edition(saved: int, shown: int) -> None:
    """Raise Refused when the content was saved by someone (or another tab) since the page was opened."""
    if saved != shown:
        raise Refused(
            "This content was changed elsewhere while you were writing. What you typed is still here and is "
            "not saved: compare it with what is saved now, then save again to replace it."
        )


def check_window(plan: Plan) -> None:
    """Raise Refused for a window that ends before it starts, or ends without a start."""
    if plan.closes_at is None:
        return
    if plan.opens_at is None:
        raise Refused("Say from when on this can be passed on, not only until when.")
    if plan.closes_at <= plan.opens_at:
        raise Refused("The share window ends before it starts.")


def check_amounts(typed: Typed, *, wordings: int, claims: int) -> None:
    """Raise Refused for more than anybody would read; the numbers are what there would be after saving.

    `wordings` is the most of one network and language.
    """
    if wordings > MOST_WORDINGS:
        raise Refused("One network has at most %(most)s wordings in each language.", most=MOST_WORDINGS)
    if claims > MOST_CLAIMS:
        raise Refused("A content has at most %(most)s claims.", most=MOST_CLAIMS)
    if len(typed.topics) > MOST_TOPICS:
        raise Refused("A content has at most %(most)s topics.", most=MOST_TOPICS)


def check_discarding(*, is_approved: bool, is_recalled: bool, is_discarded: bool) -> None:
    """Raise Refused for what was approved: people may have passed it on, so that is a recall."""
    check_editable(is_recalled=is_recalled, is_discarded=is_discarded)
    if is_approved:
        raise Refused("This content was approved and may have been passed on. Recall it instead.")


def check_template_name(name: str, taken: bool) -> None:
    """Raise Refused for a template without a name, with too long a one, or one that another has."""
    if not name.strip():
        raise Refused("Give the template a name.")
    if len(name) > LONGEST_TEMPLATE_NAME:
        raise Refused("A name has at most %(most)s characters.", most=LONGEST_TEMPLATE_NAME)
    if taken:
        raise Refused("There is a template of this name already. Choose another one.")
