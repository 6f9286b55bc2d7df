"""The parameters of an address that opens a dialog, percent-encoded exactly.

`+` stands for a space in forms only: mail programs and apps show it as a plus sign, so it is never written.
(RFC 3986, section 2; RFC 6068, section 5, for mail.)
"""

from __future__ import annotations

from urllib.parse import quote


def asked(address: str, **parameters: str) -> str:
    """`address` with its parameters, those that are empty left out."""
    pairs = [f"{name}={encoded(value)}" for name, value in parameters.items() if value]
    return f"{address}?{'&'.join(pairs)}" if pairs else address


def encoded(text: str) -> str:
    """`text` with everything but letters, digits and `-._~` as percent signs and two hex digits of UTF-8."""
    return quote(text, safe="", errors="replace")


def joined(text: str, link: str) -> str:
    """The text with its link on a line of its own, for a dialog that takes one text only."""
    return "\n".join(part for part in (text, link) if part)
