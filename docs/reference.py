"""Writes the pages of `docs/` that list what the program declares: settings, permissions, events.

`make docs` runs it; a test fails while a page says something else than the program.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from pydantic_core import PydanticUndefined  # noqa: E402

import advocacy.features  # noqa: E402, F401 - so that every event is declared
from advocacy.audit.events import known_events  # noqa: E402
from advocacy.roles import GRANTS, Can, Role  # noqa: E402
from advocacy.settings import PREFIX, Settings  # noqa: E402

MADE = "<!-- Written by `make docs`. Change the program instead. -->\n\n"


def settings_page() -> Iterator[str]:
    """Every setting: its name in the environment, its default, what it does."""
    yield "# Settings\n\n"
    yield MADE
    yield (
        "A setting is read from the environment variable of this name, from the file that the same name\n"
        "with `_FILE` at its end names (for secrets), or from the file `advocacy.env` in the working\n"
        f"folder (another one with `{PREFIX}ENV_FILE`), in this order. All wrong settings are named at\n"
        "once at the start. `advocacy settings` shows where each value of an installation comes from,\n"
        "and never a secret.\n\n"
    )
    yield "| setting | default | what it is |\n| --- | --- | --- |\n"
    for name, field in Settings.model_fields.items():
        default = "*must be given*" if field.default is PydanticUndefined else f"`{_shown(field.default)}`"
        yield f"| `{PREFIX}{name.upper()}` | {default} | {field.description or ''} |\n"


def permissions_page() -> Iterator[str]:
    """The table of roles and permissions."""
    roles = list(Role)
    yield "# Permissions\n\n"
    yield MADE
    yield (
        "Every route declares one permission, and a route without one is closed to everybody. The first\n"
        "three roles follow from facts: employed here, working with us until a day, managing somebody\n"
        "today. The others are given by an administrator from a day on; HR may be limited to a\n"
        "department and everything below it. A permission says what kind of thing somebody may do;\n"
        "whether it may be done to *this* object is a rule of the feature.\n\n"
    )
    yield "| permission | " + " | ".join(role.value for role in roles) + " |\n"
    yield "| --- |" + " :---: |" * len(roles) + "\n"
    for permission in Can:
        if permission is Can.ANYONE:
            continue
        marks = ("●" if role in GRANTS[permission] else "" for role in roles)
        yield f"| `{permission.value}` | " + " | ".join(marks) + " |\n"
    yield "\n`anyone` marks the pages that need no sign-in.\n"


def events_page() -> Iterator[str]:
    """Every event of the journal."""
    yield "# Events\n\n"
    yield MADE
    yield (
        "Every intention of a person leaves one event, in the transaction that made it true. Names are\n"
        "frozen once released; a change of shape raises the version. A *provable* event is also a line\n"
        "of the ledger: no free text is in it, and names stay outside behind salted commitments.\n\n"
    )
    yield "| event | version | provable | fields | what it means |\n| --- | :---: | :---: | --- | --- |\n"
    for name, event in known_events():
        meaning = " ".join((inspect.getdoc(event) or "").split("\n\n")[0].split())
        gaps = ", ".join(f"`{gap}`" for gap in event.gaps())
        yield f"| `{name}` | {event.version} | {'●' if event.provable else ''} | {gaps} | {meaning} |\n"


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "settings.md": settings_page,
    "permissions.md": permissions_page,
    "events.md": events_page,
}


def _shown(value: object) -> str:
    hidden = getattr(value, "get_secret_value", None)
    shown = hidden() if hidden else value
    return str(shown) if shown not in ("", ()) else " "


if __name__ == "__main__":
    for page, write in PAGES.items():
        (HERE / page).write_text("".join(write()), encoding="utf-8")
