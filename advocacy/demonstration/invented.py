"""What was written for the demonstration's library, read from `charter/demonstration/library/`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from advocacy.paths import shipped

SITE = "https://www.verdier.example"
"""The house's own site; nobody can own a name that ends so (RFC 2606)."""

PARTS = ("title", "why", "audience", "next_step")
"""What staff are told in each language; every other key of a language is a network."""


@cache
def read(name: str) -> Any:
    """The file `name`.yaml: a mapping or a list. Nobody changes what is returned."""
    text = (shipped("charter") / "demonstration" / "library" / f"{name}.yaml").read_text("utf-8")
    return yaml.safe_load(text)


@cache
def contents() -> Mapping[str, Mapping[str, Any]]:
    """Every content by its key, in the order of the files."""
    folder = shipped("charter") / "demonstration" / "library" / "contents"
    found: dict[str, Mapping[str, Any]] = {}
    for file in sorted(folder.glob("*.yaml")):
        found |= yaml.safe_load(file.read_text("utf-8"))
    return found


def address(link: str) -> str:
    """The address of a path of the house's site; "" for none."""
    return f"{SITE}{link}" if link else ""
