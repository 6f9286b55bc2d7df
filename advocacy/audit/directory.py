"""Who the people in the journal are: told by the feature `people`, which comes later in the order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import Flask, current_app
from sqlalchemy.orm import Session

_EXTENSION = "advocacy-directory"


@dataclass(frozen=True)
class Directory:
    """What `people` supplies: plain functions, one query each.

    `names(session, ids)`: the name of each person still known by one; erased people are missing.
    `search(session, words, limit)`: ids of people whose name or number the words begin.
    `numbered(session, numbers)`: the id of each employee number that exists.
    `is_within(session, person_id, departments, day)`: whether the person is placed in one of them on `day`.
    """

    names: Callable[[Session, Collection[int]], Mapping[int, str]]
    search: Callable[[Session, str, int], Sequence[int]]
    numbered: Callable[[Session, Collection[str]], Mapping[str, int]]
    is_within: Callable[[Session, int, Collection[int], date], bool]


def init_directory(app: Flask, directory: Directory) -> None:
    """Let `app` know people by this directory."""
    app.extensions[_EXTENSION] = directory


def directory() -> Directory:
    """The directory of the running application."""
    found: Directory = current_app.extensions[_EXTENSION]
    return found
