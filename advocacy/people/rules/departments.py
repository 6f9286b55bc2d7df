"""The tree of departments: what may become whose part, and what may be closed."""

from __future__ import annotations

from advocacy.errors import Refused

DEEPEST = 8
"""Levels of the tree, the same as in an imported spreadsheet."""


def check_place(
    *, path: str | None, deepest_below: int, parent_path: str | None, parent_closed: bool
) -> None:
    """Refuse to put a department (`path`, or None for a new one) under a parent (`parent_path`, None for the
    top).

    `deepest_below` is how many levels hang under the department itself.
    """
    if parent_path is None:
        return
    if path is not None and parent_path.startswith(path):
        raise Refused("A department cannot become a part of itself.")
    if parent_closed:
        raise Refused("The department above is closed. Choose another, or open that one again.")
    if parent_path.count("/") + 1 + deepest_below > DEEPEST:
        raise Refused("The tree of departments has at most %(limit)s levels.", limit=DEEPEST)


def check_name(taken: bool) -> None:
    """Refuse a second department of one name at one place."""
    if taken:
        raise Refused("There is a department of this name at this place already.")


def check_closing(*, people: int, open_parts: int) -> None:
    """Refuse to close a department in which somebody works, or which has open parts."""
    if people:
        raise Refused(
            "%(count)s people work in this department now or from a later day. Move them first.", count=people
        )
    if open_parts:
        raise Refused(
            "This department has open parts (%(count)s). Close or move them first.", count=open_parts
        )


def moved_path(path: str, *, of: str, to: str) -> str:
    """The new path of a department at `path` when the branch `of` becomes the branch `to`."""
    if not path.startswith(of):
        raise ValueError(f"{path} is not below {of}.")
    return to + path[len(of) :]
