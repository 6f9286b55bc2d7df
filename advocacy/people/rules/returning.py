"""Where a browser may be sent after signing in or choosing a language: a page of ours, and nothing else."""

from __future__ import annotations

LONGEST = 2_000


def safe_next(target: str | None, fallback: str = "/") -> str:
    """`target` when it is an absolute path of this site, else `fallback`.

    Browsers read more into an address than `urlsplit` does (WHATWG URL, "basic URL parser"): they drop tabs
    and line ends anywhere, controls and blanks at both ends, take a backslash for a slash, and any number of
    slashes after the scheme for two. So only what no reading can turn into another host is let through: one
    slash, then no slash; no control, blank or backslash anywhere; no empty segment in the path.
    """
    if not target or len(target) > LONGEST or not target.startswith("/"):
        return fallback
    if any(character <= " " or character == "\x7f" or character == "\\" for character in target):
        return fallback
    path = target.partition("?")[0].partition("#")[0]
    return fallback if "//" in path or not target.isprintable() else target
