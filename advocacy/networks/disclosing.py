"""Saying for whom one works, in the post itself, and what is then posted.

In France, what serves a company must be recognisable as such (Code de la consommation, art. L121-2 3° and
L121-3); in the United States an employee's tie to the company must be told clearly where the claim is made,
and the employer's name in a profile is probably not enough (FTC, 16 CFR 255.5). So the portal adds it to each
text that lacks it, and counts it.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from advocacy.networks.counting import rule_of
from advocacy.networks.lines import plain_lines
from advocacy.networks.words import Network

_SENTENCES = {"fr": "Je travaille chez {organisation}", "en": "I work for {organisation}"}
_HASHTAGS = {"fr": "#JeTravailleChez{word}", "en": "#IWorkFor{word}"}
_SPACE = re.compile(r"[ \t\n\r\f\v\u00a0\u202f]+")
_EDGE = " \t\n"
_BEFORE_HASHTAG = "(?:(?<![^ «“])|(?<=^[(])|(?<= [(]))"
_APART = "[ \t\n]"


def disclosure(network: Network, language: str, organisation: str) -> str:
    """What says in the post that its author works for `organisation`: a sentence, and a hashtag that says the
    same where little fits. `language` is that of the post: "fr", else English."""
    spoken = "fr" if language == "fr" else "en"
    name = _SPACE.sub(" ", organisation).strip()
    rule = rule_of(network)
    word = _as_word(name)
    if rule is not None and rule.is_short and word:
        return _HASHTAGS[spoken].format(word=word)
    return _SENTENCES[spoken].format(organisation=name)


def _as_word(name: str) -> str:
    """The name as one word that a screen reader still reads as several: “Maison Verdier” is MaisonVerdier."""
    return "".join(part[0].upper() + part[1:] for part in re.findall(r"[^\W_]+", normalize("NFC", name)))


def lacks_disclosure(text: str, disclosure: str) -> bool:
    """Whether `text` does not hold `disclosure` as words of its own; letter case, spaces and the kind of
    apostrophe do not matter. What ends an address is no hashtag: networks show none of it."""
    wanted = _told(disclosure)
    if not wanted:
        return False
    before = _BEFORE_HASHTAG if wanted.startswith("#") else r"(?<!\w)"
    return re.search(rf"{before}{re.escape(wanted)}(?!\w)", _told(text)) is None


def _told(text: str) -> str:
    return _SPACE.sub(" ", normalize("NFC", text).lower().replace("’", "'")).strip(" ")


def disclosed(text: str, disclosure: str) -> str:
    """The text with its disclosure: as it is when it says it already, else with it on a line of its own."""
    text = plain_lines(text).strip(_EDGE)
    if not disclosure or not lacks_disclosure(text, disclosure):
        return text
    return f"{text}\n\n{disclosure}" if text else disclosure


def is_held(text: str, link: str) -> bool:
    """Whether `text` holds `link` already, with space around it."""
    return bool(link) and link in re.split(_APART, text)


def composed(text: str, disclosure: str, link: str, network: Network) -> str:
    """What will be posted on `network`, for `count` to be asked about: the text, its disclosure, then the
    link – each once, and the link only where it stands inside the text."""
    told = disclosed(text, disclosure)
    rule = rule_of(network)
    holds_link = rule is None or rule.holds_link
    if not link or not holds_link or is_held(told, link):
        return told
    return f"{told}\n{link}" if told else link
