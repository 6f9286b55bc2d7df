"""Days and moments in either language."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from advocacy.languages import format_date, format_datetime, speaking

FIRST, ELEVENTH = date(2026, 12, 1), date(2026, 12, 11)
AT = datetime(2026, 12, 1, 14, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["1 December 2026", "Friday, 11 December 2026", "1 Dec 2026, 14:05"]),
        ("fr", ["1er décembre 2026", "vendredi 11 décembre 2026", "1er déc. 2026, 14:05"]),
    ],
)
def test_days_come_before_months_and_moments_without_seconds(app, language, words):
    with speaking(language, "UTC"):
        said = [format_date(FIRST, "long"), format_date(ELEVENTH, "full"), format_datetime(AT)]
    assert said == words
