"""Where the folders that live beside the package are: in a checkout next to it, in a wheel inside it."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = _PACKAGE / "_shipped"


def is_checkout() -> bool:
    """Whether the program runs where it is written, Makefile and all, rather than from an installed wheel."""
    return (_PACKAGE.parent / "pyproject.toml").exists()


def shipped(name: str) -> Path:
    """The folder `name` (templates, static, charter, migrations, translations): the checkout's first.

    Raises FileNotFoundError when the installation carries neither.
    """
    beside = _PACKAGE.parent / name
    if is_checkout() and beside.is_dir():
        return beside
    inside = _SHIPPED / name
    if inside.is_dir():
        return inside
    raise FileNotFoundError(f"This installation carries no folder {name!r}.")
