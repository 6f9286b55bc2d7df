"""The sentence an organisation starts from, as it ships: version 1 unless HR publishes its own first."""

from __future__ import annotations

from functools import cache

from advocacy.paths import shipped
from advocacy.people.rules import Language
from advocacy.roster.rules.enrolling import checked_texts


@cache
def starter_texts() -> dict[Language, str]:
    """The shipped sentence in each language."""
    folder = shipped("charter") / "roster"
    return checked_texts(
        [(one, (folder / f"commitment.{one}.md").read_text(encoding="utf-8")) for one in Language]
    )
