"""The public holidays of metropolitan France, named in both languages.

The eleven days of the Code du travail, L3133-1, as the package `holidays` computes them for the country
without a subdivision. Those of Alsace and Moselle (Good Friday, 26 December) and of the overseas departments
are not among them: the calendar is one for the whole company.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from holidays import country_holidays

_BRITISH = {"Labor Day": "Labour Day"}
"""Names that the package writes as Americans do; the portal's English is that of Great Britain."""


@dataclass(frozen=True)
class Holiday:
    """A public holiday."""

    day: date
    name_fr: str
    name_en: str

    def name(self, language: str) -> str:
        """What it is called in `language`."""
        return self.name_fr if language == "fr" else self.name_en


@lru_cache(maxsize=32)
def holidays_of(year: int) -> Sequence[Holiday]:
    """The public holidays of a year, in order."""
    french, english = (country_holidays("FR", years=year, language=one) for one in ("fr", "en_US"))
    return tuple(
        Holiday(day, _spelled(french[day]), _spelled(_BRITISH.get(english[day], english[day])))
        for day in sorted(french)
    )


def holidays_between(first: date, last: date) -> list[Holiday]:
    """Those from one day to another, both included, in order."""
    years = range(first.year, last.year + 1)
    return [one for year in years for one in holidays_of(year) if first <= one.day <= last]


def _spelled(name: str) -> str:
    """With the apostrophe of print."""
    return name.replace("'", "\u2019")
