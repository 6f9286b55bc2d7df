"""What a single cell says: a number, an address, a date, a language. Anything else is Refused."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

from advocacy.errors import Refused
from advocacy.folding import fold
from advocacy.people.imports.names import check_visible
from advocacy.people.rules import Kind, Language

LONGEST_NUMBER = 40
LONGEST_EMAIL = 254  # RFC 5321, 4.5.3.1.3: a path of 256 with its brackets
_LONGEST_LOCAL_PART = 64  # RFC 5321, 4.5.3.1.1

_NUMBER = re.compile(r"[0-9A-Z][0-9A-Z._/-]*")
# RFC 5322 dot-atom and RFC 1035 labels, in ASCII; quoted local parts and address literals are refused on
# purpose.
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_EMAIL = re.compile(rf"({_ATOM}(?:\.{_ATOM})*)@(?:{_LABEL}\.)+(?!\d+\Z){_LABEL}")

_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?: 00:00(?::00)?)?", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1920, 2100

_LANGUAGES = {
    "fr": Language.FRENCH,
    "fra": Language.FRENCH,
    "fre": Language.FRENCH,
    "francais": Language.FRENCH,
    "francaise": Language.FRENCH,
    "french": Language.FRENCH,
    "en": Language.ENGLISH,
    "eng": Language.ENGLISH,
    "anglais": Language.ENGLISH,
    "anglaise": Language.ENGLISH,
    "english": Language.ENGLISH,
}
_KINDS = {
    "employee": Kind.EMPLOYEE,
    "staff": Kind.EMPLOYEE,
    "internal": Kind.EMPLOYEE,
    "salarie": Kind.EMPLOYEE,
    "salariee": Kind.EMPLOYEE,
    "employe": Kind.EMPLOYEE,
    "interne": Kind.EMPLOYEE,
    "external": Kind.EXTERNAL,
    "contractor": Kind.EXTERNAL,
    "externe": Kind.EXTERNAL,
    "prestataire": Kind.EXTERNAL,
    "agency": Kind.EXTERNAL,
    "agence": Kind.EXTERNAL,
}


def person_number(text: str) -> str:
    """Return the number of a person as it is compared: NFKC, no white space, upper case, ASCII.

    So "a 12", "A12" and "Ａ１２" are one number, while leading zeros count: "0042" is not "42".
    """
    check_visible(text.strip())
    number = "".join(unicodedata.normalize("NFKC", text).upper().split())
    if not _NUMBER.fullmatch(number):
        raise Refused("A number is made of the letters A to Z, digits, and . _ / - after the first.")
    if len(number) > LONGEST_NUMBER:
        raise Refused(
            "It is %(count)s characters long; at most %(limit)s are possible.",
            count=len(number),
            limit=LONGEST_NUMBER,
        )
    return number


def email_address(text: str) -> str:
    """Return an e-mail address in lower case: those that differ in case alone reach the same person."""
    address = text.strip()
    check_visible(address)
    match = _EMAIL.fullmatch(address.lower()) if len(address) <= LONGEST_EMAIL else None
    if not match or len(match[1]) > _LONGEST_LOCAL_PART:
        raise Refused("This is not an e-mail address like name@example.org.")
    return address.lower()


@lru_cache(maxsize=4_096)
def siren(text: str) -> str:
    """Return the nine digits of a SIREN, spaces removed; the last is a check digit.

    INSEE, "Numéro Siren": Luhn's formula (ISO/IEC 7812-1, annex B) over all nine gives a multiple of ten.
    """
    digits = "".join(text.split())
    if not looks_like_siren(digits):
        raise Refused("A SIREN has nine digits.")
    check = sum(map(int, digits[0::2])) + sum(sum(divmod(2 * int(digit), 10)) for digit in digits[1::2])
    if check == 0 or check % 10:  # nine zeros fit the formula and are nobody
        raise Refused("This is not a SIREN: its check digit does not fit. Perhaps a digit was mistyped.")
    return digits


def looks_like_siren(text: str) -> bool:
    """Whether `text`, spaces aside, is nine digits."""
    digits = "".join(text.split())
    return len(digits) == 9 and digits.isascii() and digits.isdigit()


@lru_cache(maxsize=16_384)
def day(text: str) -> date:
    """Return the date written as 2024-05-31 or 31/05/2024 (the day first, always; also with "." or "-").

    Midnight after it is passed over: spreadsheet programs add it. Years are those of a working life.
    """
    told = text.strip()
    match = _ISO_DATE.fullmatch(told)
    if match:
        return _day(int(match[1]), int(match[2]), int(match[3]))
    match = _DAY_FIRST.fullmatch(told)
    if match:
        return _day(int(match[4]), int(match[3]), int(match[1]))
    raise Refused("This is not a date. Write it as 2024-05-31 or 31/05/2024.")


def _day(year: int, month: int, number: int) -> date:
    try:
        found = date(year, month, number)
    except ValueError as error:
        raise Refused("There is no such day. Write it as 2024-05-31 or 31/05/2024, the day first.") from error
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Refused("The year must lie between %(first)s and %(last)s.", first=_FIRST_YEAR, last=_LAST_YEAR)
    return found


@lru_cache(maxsize=256)
def language(text: str) -> Language:
    """Return French or English from its code ("fr", "en-GB") or its name in either language."""
    folded = fold(text)
    found = _LANGUAGES.get(folded) or _LANGUAGES.get(re.split(r"[-_]", folded)[0])
    if found is None:
        raise Refused("This language is not offered. Write fr or en.")
    return found


@lru_cache(maxsize=256)
def kind(text: str) -> Kind:
    """Return whether somebody is an employee or external, from the French or English word for it."""
    found = _KINDS.get(fold(text))
    if found is None:
        raise Refused("Write “employee” or “external” (“salarié” or “externe”).")
    return found
