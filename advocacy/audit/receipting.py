"""Making a receipt from what is stored: what its page says, and the file that proves it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from advocacy.audit import receipts
from advocacy.audit.directory import directory
from advocacy.audit.documents import Titled, called_by, document_sources, titles_of
from advocacy.audit.models import Checkpoint
from advocacy.audit.queries.journal import Entry, Fact, documents_of, openings, owner_of, people_of
from advocacy.audit.queries.proofs import proof_of
from advocacy.audit.receipts import Opened
from advocacy.audit.sentences import sentence
from advocacy.errors import Refused
from advocacy.languages import language
from advocacy.roles import Actor
from advocacy.wiring import wiring


@dataclass(frozen=True)
class ReceiptPage:
    """What the page says: the fact in words, whose it is, the texts it speaks of by hash, and its place.

    `checkpoint` is None until the fact is sealed.
    """

    entry: Entry
    sentence: str
    owner: str
    texts: list[tuple[str, Titled | None]]
    line: str
    checkpoint: Checkpoint | None

    @property
    def is_sealed(self) -> bool:
        """Whether the fact has its place in the ledger."""
        return self.checkpoint is not None


def receipt_page(session: Session, fact: Fact) -> ReceiptPage:
    """The page of a fact. Three queries."""
    line = (fact.leaf or b"").decode("utf-8", "replace")
    hashes = _documents(line)
    titles = titles_of(session, hashes, document_sources())
    names = directory().names(session, people_of([fact.entry]))
    called = called_by(session, documents_of([fact.entry]), language(), document_sources())
    owner = owner_of(fact.entry)
    return ReceiptPage(
        entry=fact.entry,
        sentence=sentence(fact.entry, names, called),
        owner=names.get(owner, "") if owner is not None else "",
        texts=[(digest, titles.get(digest)) for digest in hashes],
        line=line,
        checkpoint=fact.checkpoint if fact.entry.position is not None else None,
    )


def receipt_of(session: Session, fact: Fact, actor: Actor) -> dict[str, Any]:
    """The receipt of a fact in the newest checkpoint, with the openings that are the actor's to have.

    Raises Refused while the fact is not sealed, and Unproven (a Refused) when the stored ledger does not
    prove it any more: no receipt is handed out that would fail when it is needed.
    """
    if fact.entry.position is None or fact.leaf is None:
        raise Refused("The proof is not there yet: it follows within seconds. Try again in a moment.")
    proof = proof_of(session, fact.entry.position, checkpoint=fact.checkpoint)
    shown = receipt_page(session, fact)
    return receipts.build(
        line=fact.leaf,
        position=proof.position,
        proof=proof.hashes,
        checkpoint=proof.checkpoint.note,
        key=proof.key,
        opened=[
            Opened(opening.salt, opening.values_)
            for opening in openings(session, fact.entry.id, visible_to=actor)
        ],
        about={
            "organisation": wiring().settings.organisation,
            "fact": shown.sentence,
            "texts": [
                {"sha256": digest, "title": titled.title, "language": titled.language}
                for digest, titled in shown.texts
                if titled
            ],
        },
    )


def _documents(line: str) -> list[str]:
    try:
        found = json.loads(line)["documents"]
    except (
        ValueError,
        KeyError,
        TypeError,
    ):  # an altered line: the page is shown, the proof will not be made
        return []
    return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []
