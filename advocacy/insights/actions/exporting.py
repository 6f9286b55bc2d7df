"""Taking figures out of the portal."""

from __future__ import annotations

from advocacy.insights.events import InsightsExported
from advocacy.insights.rules.exports import Format, Sheet
from advocacy.roles import Can
from advocacy.work import Work


def record_export(work: Work, sheet: Sheet, kind: Format) -> None:
    """Note that figures leave as a file. Raises Forbidden."""
    work.actor.require(Can.EXPORT_INSIGHTS)
    work.record(InsightsExported(sheet=sheet, format=kind))
