"""Days, moments and numbers in either language."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from advocacy.errors import Refused
from advocacy.languages import format_date, format_datetime, ngettext, say, speaking, spoken
from tests.house.source import ROOT

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


IN_A_PAGE = (
    '{{ ngettext("%(num)s day overdue", "%(num)s days overdue", days) }}'
    '{{ _("%(count)s things are waiting for you", count=days) }} {{ _("Version %(number)s", number=days) }}'
)


@pytest.mark.parametrize(("language", "written"), [("en", "12,345"), ("fr", "12\u202f345")])
def test_how_many_is_written_with_a_separator_and_a_number_of_something_is_not(app, language, written):
    with speaking(language, "UTC"):
        page = app.jinja_env.from_string(IN_A_PAGE).render(days=12_345)
        said = ngettext("%(num)s day overdue", "%(num)s days overdue", 12_345)
        refusal = say(Refused("Line %(line)s: too long, at most %(most)s.", line=12_345, most=12_345))
    assert page.count(written) == 2
    assert page.endswith(" 12345")
    assert written in said
    assert refusal == f"Line 12345: too long, at most {written}."


def test_one_is_one_and_what_is_no_number_stays(app):
    with speaking("en", "UTC"):
        assert ngettext("%(num)s day overdue", "%(num)s days overdue", 1) == "1 day overdue"
        assert spoken({"count": "12345", "num": True, "day": FIRST}) == {
            "count": "12345",
            "num": True,
            "day": "1 December 2026",
        }


def test_nobody_counts_in_words_past_us():
    for path in sorted((ROOT / "advocacy").rglob("*.py")):
        if path.name != "languages.py":
            imports = [
                line for line in path.read_text(encoding="utf-8").splitlines() if "flask_babel" in line
            ]
            assert not [line for line in imports if "ngettext" in line], (
                f"{path}: take advocacy.languages.ngettext"
            )
