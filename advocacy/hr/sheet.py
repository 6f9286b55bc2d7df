"""The register as a sheet: its columns in the reader's language, and a line's cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from advocacy.charter.rules.versions import VersionFacts
from advocacy.hr.queries.register import Asking
from advocacy.hr.spoken import KINDS, LANGUAGES, STANDINGS
from advocacy.keyset import Line
from advocacy.people.queries.by_name import name_in
from advocacy.sheets.writing import Cell


def columns() -> list[str]:
    """The names of the columns."""
    return [
        _("Number"),
        _("Family name"),
        _("Given name"),
        _("Kind"),
        _("Employer"),
        _("Site"),
        _("Department"),
        _("Manager’s number"),
        _("Manager"),
        _("Standing"),
        _("Last day"),
        _("Asked since"),
        _("Answered at"),
        _("Answered on version"),
        _("Language"),
        _("Absent"),
        _("Last day of work"),
        _("Without e-mail"),
    ]


def cells(lines: Iterable[Line], zone: str) -> Iterator[list[Cell]]:
    """The cells of each line, in the order of `columns`; instants in `zone`."""
    where = ZoneInfo(zone)
    yes = _("yes")
    standings = {standing: str(name) for standing, (name, _kind) in STANDINGS.items()}
    kinds = {kind: str(name) for kind, name in KINDS.items()}
    languages = {language: str(name) for language, name in LANGUAGES.items()}
    for line in lines:
        manager = name_in(line, "manager")
        yield [
            line.number,
            line.family_name,
            line.given_name,
            kinds.get(line.kind, ""),
            line.employer,
            line.site,
            line.department,
            line.manager_number,
            manager,
            standings[line.standing],
            line.due_on,
            line.since,
            line.acted_at.astimezone(where) if line.acted_at else None,
            line.acted_number,
            languages.get(line.language, ""),
            yes if line.absent else None,
            line.left_on - timedelta(days=1) if line.left_on else None,
            yes if line.without_mail else None,
        ]


def file_stem(asking: Asking) -> str:
    """What the file is called, without its ending: document, version, day."""
    return stem_of(asking.asked.version, asking.day.isoformat())


def stem_of(version: VersionFacts, day: str) -> str:
    """The same from its parts; only letters that every system takes."""
    return f"register-{version.slug}-v{version.number}-{day}"
