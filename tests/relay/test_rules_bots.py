"""Telling people from programs by what a request says of itself."""

import pytest

from advocacy.relay.rules.bots import is_program, is_suspected
from advocacy.relay.rules.slugs import ALPHABET, LENGTH, is_slug

PEOPLE = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 "
    "Safari/537.36 Edg/131.0.0.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 13; CUBOT KINGKONG) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 "
    "Mobile Safari/537.36",
    # Browsers inside the networks' own apps: people.
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Mobile/15E148 [FBAN/FBIOS;FBAV/470.0;FBBV/6;FBDV/iPhone14,5]",
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/125.0 Mobile Safari/537.36 [LinkedInApp]/9.29",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Mobile/21F79 Twitter for iPhone",
    "Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 Chrome/125.0 Mobile Instagram 334.0",
]
PROGRAMS = [
    "",
    " ",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
    "Twitterbot/1.0",
    "Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)",
    "Mastodon/4.3.1 (http.rb/5.2.0; +https://mastodon.example/) Bot",
    "Mozilla/5.0 (compatible; SummalyBot/5.1.0)",
    "WhatsApp/2.23.20.0 A",
    "TelegramBot (like TwitterBot)",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0) Chrome/103.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0) SkypeUriPreview Preview/0.5",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/120.0 Safari/537.36",
    "curl/8.5.0",
    "python-requests/2.32.0",
    "Go-http-client/2.0",
    "okhttp/4.12.0",
]


@pytest.mark.parametrize("agent", PEOPLE)
def test_a_browser_is_a_person(agent: str) -> None:
    assert not is_program(agent)
    assert not is_suspected("GET", agent, "")


@pytest.mark.parametrize("agent", PROGRAMS)
def test_what_says_that_it_is_a_program_is_one(agent: str) -> None:
    assert is_program(agent)


def test_no_browser_follows_a_link_with_head() -> None:
    assert is_suspected("HEAD", PEOPLE[0], "")


@pytest.mark.parametrize(
    "said", ["prefetch", "prefetch;prerender", "preview", "prefetch;anonymous-client-ip"]
)
def test_what_is_fetched_ahead_was_not_followed(said: str) -> None:
    assert is_suspected("GET", PEOPLE[0], said)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "short",
        "a" * (LENGTH + 1),
        "a" * (LENGTH - 1) + "l",
        "A" * LENGTH,
        "a" * LENGTH + "\n",
        "é" * LENGTH,
    ],
)
def test_what_is_no_slug_is_seen_at_once(text: str) -> None:
    assert not is_slug(text)


def test_a_slug_is_twelve_signs_that_look_different() -> None:
    assert is_slug(ALPHABET[:LENGTH])
    assert len(set(ALPHABET)) == 32
    assert not set("lo01") & set(ALPHABET)
