"""Lines as every network counts and takes them: a form sends two characters where a line ends."""

from __future__ import annotations


def plain_lines(text: str) -> str:
    """`text` with one line feed at the end of each line."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
