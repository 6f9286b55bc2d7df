"""A template: what a content may begin from, as plain JSON and back.

What is read back may be older than the program: whatever it does not know any more is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from advocacy.library.rules.drafts import Told
from advocacy.library.rules.words import ContentKind, Stage
from advocacy.networks.words import Network
from advocacy.people.rules import Language

W = TypeVar("W", bound=StrEnum)


@dataclass(frozen=True)
class Template:
    """What a content begins with: everything but its window, and the days that were its own."""

    kind: ContentKind
    objective_id: int | None
    stage: Stage | None
    link: str
    contest_rules: str
    topics: Sequence[int]
    texts: Mapping[Language, Told]
    wordings: Sequence[tuple[Network, Language, str]]
    claims: Sequence[tuple[str, str, date | None]]
    media: Sequence[tuple[int, str, str]]


def body_of(template: Template) -> dict[str, Any]:
    """The template as JSON holds it."""
    return {
        "kind": template.kind.value,
        "objective": template.objective_id,
        "stage": template.stage.value if template.stage else None,
        "link": template.link,
        "contest_rules": template.contest_rules,
        "topics": list(template.topics),
        "texts": {language.value: vars(told) for language, told in template.texts.items()},
        "wordings": [[network.value, language.value, text] for network, language, text in template.wordings],
        "claims": [
            [said, shown, ends.isoformat() if ends else None] for said, shown, ends in template.claims
        ],
        "media": [list(one) for one in template.media],
    }


def template_from(body: Mapping[str, Any]) -> Template:
    """The template that JSON holds."""
    texts = body.get("texts", {})
    wordings = [
        (_word(Network, network), _word(Language, language), str(text))
        for network, language, text in body.get("wordings", ())
    ]
    return Template(
        kind=_word(ContentKind, body.get("kind")) or ContentKind.POST,
        objective_id=body.get("objective"),
        stage=_word(Stage, body.get("stage")),
        link=str(body.get("link", "")),
        contest_rules=str(body.get("contest_rules", "")),
        topics=list(body.get("topics", ())),
        texts={one: Told(**texts[one.value]) for one in Language if one.value in texts},
        wordings=[(network, language, text) for network, language, text in wordings if network and language],
        claims=[
            (said, shown, date.fromisoformat(ends) if ends else None)
            for said, shown, ends in body.get("claims", ())
        ],
        media=[(int(number), fr, en) for number, fr, en in body.get("media", ())],
    )


def _word(kind: type[W], value: Any) -> W | None:
    return next((one for one in kind if one.value == value), None)
