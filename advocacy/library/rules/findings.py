"""What an editor is warned of, and answers before handing in: nothing here keeps anybody from going on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from advocacy.errors import N_, Refused
from advocacy.folding import fold
from advocacy.library.rules.drafts import DraftFacts, Worded
from advocacy.library.rules.phrases import Phrase, matches
from advocacy.library.rules.words import Finding
from advocacy.networks.words import NETWORK_NAMES, Network
from advocacy.people.rules import Language

LONGEST_ANSWER = 500


@dataclass(frozen=True)
class FindingFacts:
    """A warning: `about` is the hash of what was found, `answer` None while there is none."""

    finding: Finding
    about: str
    said: Refused
    answer: str | None = None


def findings(draft: DraftFacts) -> list[FindingFacts]:
    """Everything the editor is warned of, each with what was answered to exactly this."""
    found = [
        *_same_texts(draft),
        *_without_evidence(draft),
        *_evidence_ends(draft),
        *_phrases(draft),
        *_clashes(draft),
    ]
    return [
        FindingFacts(one.finding, one.about, one.said, draft.answers.get((one.finding, one.about)))
        for one in found
    ]


def _same_texts(draft: DraftFacts) -> Iterator[FindingFacts]:
    seen: dict[tuple[Language, str], list[Network]] = {}
    for said in draft.wordings:
        held = seen.setdefault((said.language, fold(said.text)), [])
        if said.network not in held:
            held.append(said.network)
    for (language, text), networks in seen.items():
        if len(networks) > 1 and text:
            names = ", ".join(NETWORK_NAMES[one] for one in networks)
            yield FindingFacts(
                Finding.SAME_TEXT,
                _about_hash(language, text, *sorted(networks)),
                Refused(
                    "The same text stands on %(networks)s. Each has its own readers: why is it the same?",
                    networks=names,
                ),
            )


def _without_evidence(draft: DraftFacts) -> Iterator[FindingFacts]:
    for claim in draft.claims:
        if not claim.evidence.strip():
            yield FindingFacts(
                Finding.NO_EVIDENCE,
                _about_hash(claim.statement),
                Refused("Nothing shows that “%(claim)s” is true.", claim=short(claim.statement)),
            )


def _evidence_ends(draft: DraftFacts) -> Iterator[FindingFacts]:
    for claim in draft.claims:
        ends = claim.expires_on
        if ends is None or ends < draft.today or not _is_before_end(ends, draft):
            continue
        yield FindingFacts(
            Finding.EVIDENCE_ENDS,
            _about_hash(claim.statement, ends.isoformat(), _iso(draft.closes_at)),
            Refused(
                "The evidence for “%(claim)s” ends on %(day)s, while this may still be passed on.",
                claim=short(claim.statement),
                day=ends,
            ),
        )


def _is_before_end(day: date, draft: DraftFacts) -> bool:
    """Whether the content may still be passed on after this day, as days are counted where it was planned."""
    if draft.closes_at is None:
        return True
    return day < draft.closes_at.astimezone(ZoneInfo(draft.zone or "UTC")).date()


def _phrases(draft: DraftFacts) -> Iterator[FindingFacts]:
    """One warning for each phrase, wherever it stands: a text that changes is answered for anew."""
    found: dict[int, tuple[Phrase, list[Worded]]] = {}
    for said in draft.wordings:
        for match in matches(said.text, draft.phrases, language=said.language):
            found.setdefault(match.phrase.id, (match.phrase, []))[1].append(said)
    for phrase, held in found.values():
        networks = dict.fromkeys(NETWORK_NAMES[said.network] for said in held)
        yield FindingFacts(
            Finding.FORBIDDEN_WORDS,
            _about_hash(phrase.search_key, *sorted({fold(said.text) for said in held})),
            ForbiddenWords(phrase, ", ".join(networks)),
        )


class ForbiddenWords(Refused):
    """A warning of words to think twice about; why is said in the reader's language from `phrase`."""

    def __init__(self, phrase: Phrase, networks: str) -> None:
        super().__init__(
            N_("“%(phrase)s” stands in a text for %(networks)s."), phrase=phrase.phrase, networks=networks
        )
        self.phrase = phrase


def _clashes(draft: DraftFacts) -> Iterator[FindingFacts]:
    for clash in draft.clashes:
        yield FindingFacts(
            Finding.CLASH,
            _about_hash(clash.network, str(clash.content_id), _iso(clash.at), _iso(draft.opens_at)),
            Refused(
                "Content %(other)s opens on %(network)s within the same hour.",
                other=clash.content_id,
                network=NETWORK_NAMES[clash.network],
            ),
        )


def _about_hash(*parts: str) -> str:
    return sha256("\x00".join(parts).encode()).hexdigest()


def _iso(at: datetime | None) -> str:
    return "" if at is None else at.isoformat()


def short(statement: str) -> str:
    """A claim as a sentence quotes it."""
    return statement if len(statement) <= 80 else f"{statement[:79]}…"
