"""Text that would be taken for a formula: made harmless on the way out, restored on the way in.

OWASP, "CSV injection": a cell that begins with = + - @, a tab or a carriage return is evaluated when the file
is opened. An apostrophe in front makes it text.
"""

from __future__ import annotations

import re

# Apostrophes that already stand in front count too: without that rule the text '=1 (with its own apostrophe)
# could not be told from a neutralised =1 when it is read back.
_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
_NEUTRALISED = re.compile(r"'+[=+\-@\t\r]")
_WORTH_A_LOOK = frozenset("'=+-@\t\r")


def neutralise(text: str) -> str:
    """Return `text` with an apostrophe in front if a spreadsheet program would evaluate it. Never raises."""
    if text and text[0] in _WORTH_A_LOOK and _DANGEROUS.match(text):
        return "'" + text
    return text


def restore(text: str) -> str:
    """Return what `neutralise` was given. Text that it never touches is returned as it is. Never raises."""
    if text.startswith("'") and _NEUTRALISED.match(text):
        return text[1:]
    return text
