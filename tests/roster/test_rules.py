"""The rules of the roster: aliases, hours, pauses, work accounts, the sentence that is committed to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.errors import Problems, Refused
from advocacy.networks.words import Network
from advocacy.people.rules import Language
from advocacy.roster.rules.alias import checked_alias, looks, skeleton, slug_of
from advocacy.roster.rules.enrolling import Span, checked_texts, left_on
from advocacy.roster.rules.hours import DAY, Hours, check_zone, read_day, read_week, skipped, works_at
from advocacy.roster.rules.pausing import pause_end
from advocacy.roster.rules.work_accounts import checked_account, handle_key, key_of_link, shows_code

PARIS = "Europe/Paris"
COMPANY = "Maison Verdier"


def alias(typed: str) -> str:
    """The alias as it is kept."""
    return checked_alias(typed, organisation=COMPANY)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Léa · sound team", "Léa · sound team"),
        ("  Léa   sound ", "Léa sound"),
        ("Le\u0301a", "Léa"),
        ("Ｌéa", "Léa"),
        ("Jean-Luc O’Neil (shoes)", "Jean-Luc O’Neil (shoes)"),
        ("Ολγα", "Ολγα"),
        ("Дмитрий", "Дмитрий"),
        ("さくらサクラ桜", "さくらサクラ桜"),
        ("Zoë 7", "Zoë 7"),
    ],
)
def test_a_pseudonym_is_kept_as_it_is_meant(typed: str, kept: str) -> None:
    assert alias(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "a",
        "7 8",
        "x" * 41,
        "Lé\u200ba",
        "Léa\u200d",
        "\u202eaéL",
        "L\u2066éa\u2069",
        "Léa\x00b",
        "Léa\nb",
        "Léa\u3164b",
        "Léa\u00adb",
        "L\u0435a",
        "Pаul",
        "Αnna",
        "Léa 😀",
        "Léa@verdier",
        "Léa/x",
        "<b>Léa</b>",
        "L̲̳̿éa",
        "ʟéa",
        "𝓛éa 😀",
        "Maison Verdier",
        "maison-verdier",
        "MaisonVerdier",
        "Léa Maison Verdiеr",
        "Ma1son Verdier",
        "Support officiel",
        "0fficial Léa",
        "Léa verified",
        "Admin",
    ],
)
def test_a_pseudonym_that_hides_or_poses_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        alias(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Léa", "Lea"),
        ("Léa", "LÉA"),
        ("Léa", "1éa"),
        ("Léa", "Iéa"),
        ("Leo", "Le0"),
        ("Léa · sound", "lea sound"),
        ("Léa · sound", "lea-sound"),
        ("Marn", "Mam"),
        ("Нова", "Hoba"),
        ("АЕК", "AEK"),
        ("сара", "capa"),
        ("Milo", "MILO"),
    ],
)
def test_two_that_look_alike_share_a_look(one: str, other: str) -> None:
    assert looks(one) & looks(other)


@pytest.mark.parametrize(("one", "other"), [("Léa", "Leo"), ("Anna", "Anne"), ("Léa sound", "Léa light")])
def test_two_that_differ_share_none(one: str, other: str) -> None:
    assert not looks(one) & looks(other)


@given(st.text(min_size=1, max_size=40))
def test_whatever_is_kept_has_looks_and_an_address_and_is_kept_again(typed: str) -> None:
    try:
        kept = alias(typed)
    except Refused:
        return
    assert alias(kept) == kept
    assert skeleton(kept)
    assert slug_of(kept)
    assert skeleton(slug_of(kept)) == skeleton(kept)
    assert not set(slug_of(kept)) & set("/?#%& ")


def test_one_address_is_never_that_of_two_looks() -> None:
    assert slug_of("Léa · sound team") == "lea-sound-team"
    assert slug_of("Дмитрий") == slug_of("дмитрии")
    assert looks("Дмитрий") & looks("дмитрии")


def hours(weekday: int, typed: str, zone: str = PARIS) -> tuple[Hours, ...]:
    """The hours of a day."""
    return read_day(weekday, typed, zone)


def test_hours_are_read_as_people_write_them() -> None:
    assert hours(0, "09:00-12:30, 14:00-17:00") == (Hours(0, 540, 750, PARIS), Hours(0, 840, 1020, PARIS))
    assert hours(0, "9h-12h30 et 14h-17h") == hours(0, "09:00-12:30, 14:00-17:00")
    assert hours(0, "9–12") == (Hours(0, 540, 720, PARIS),)
    assert hours(5, "22:00-24:00") == (Hours(5, 1320, DAY, PARIS),)
    assert hours(6, "") == ()
    assert hours(0, "09:00-10:00, 10:00-11:00") == (Hours(0, 540, 600, PARIS), Hours(0, 600, 660, PARIS))


@pytest.mark.parametrize(
    "typed",
    [
        "9",
        "morning",
        "12:00-09:00",
        "09:00-09:00",
        "09:00-25:00",
        "09:61-10:00",
        "09:00-11:00, 10:00-12:00",
        "24:01-24:30",
        "-",
        "1-2,3-4,5-6,7-8,9-10,11-12,13-14",
        "09:00-24:30",
    ],
)
def test_hours_that_cannot_be_are_refused(typed: str) -> None:
    with pytest.raises(Refused):
        hours(0, typed)


def test_every_wrong_day_of_a_week_is_told_at_once() -> None:
    with pytest.raises(Problems) as found:
        read_week(["9", "09:00-12:00", "12:00-09:00", "", "", "", ""], PARIS)
    assert len(found.value.problems) == 2


@pytest.mark.parametrize("zone", ["", "Paris", "Mars/Phobos", "../etc/passwd", "Europe/Paris\x00", "x" * 300])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(Refused):
        check_zone(zone)


def wall(day: date, hour: int, minute: int = 0, *, fold: int = 0, zone: str = PARIS) -> datetime:
    """An instant by the clock on the wall."""
    made = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone), fold=fold)
    return made.astimezone(UTC)


def test_nine_o_clock_is_nine_in_summer_and_in_winter() -> None:
    nine = hours(0, "09:00-10:00")
    for monday in (date(2026, 7, 6), date(2026, 12, 7)):
        assert works_at(nine, wall(monday, 9))
        assert works_at(nine, wall(monday, 9, 59))
        assert not works_at(nine, wall(monday, 10))
        assert not works_at(nine, wall(monday, 8, 59))
    assert works_at(nine, datetime(2026, 7, 6, 7, tzinfo=UTC))
    assert works_at(nine, datetime(2026, 12, 7, 8, tzinfo=UTC))


def test_the_hour_that_comes_twice_counts_twice() -> None:
    sunday, night = date(2026, 10, 25), hours(6, "02:00-03:00")
    assert works_at(night, wall(sunday, 2, 30))
    assert works_at(night, wall(sunday, 2, 30, fold=1))
    assert wall(sunday, 2, 30) != wall(sunday, 2, 30, fold=1)
    assert not works_at(night, wall(sunday, 3))


def test_the_hour_that_does_not_exist_is_told_of_and_nobody_works_in_it() -> None:
    night = hours(6, "01:30-02:30")
    (told,) = skipped(night, date(2027, 1, 1))
    assert (told.day, told.starts, told.ends) == (date(2027, 3, 28), 120, 180)
    before = datetime(2027, 3, 28, 0, 59, tzinfo=UTC)
    assert works_at(night, before)
    assert not works_at(night, before + timedelta(minutes=1))
    assert skipped(hours(6, "03:00-04:00"), date(2027, 1, 1)) == ()
    assert skipped(hours(5, "02:00-03:00"), date(2027, 1, 1)) == ()
    assert skipped(hours(6, "02:00-03:00", "Asia/Tokyo"), date(2027, 1, 1)) == ()


def test_a_zone_that_skips_half_an_hour_is_told_of_too() -> None:
    (told,) = skipped(hours(6, "02:00-02:15", "Australia/Lord_Howe"), date(2026, 6, 1))
    assert (told.starts, told.ends) == (120, 150)


def test_a_zone_that_skips_at_midnight_is_told_of_too() -> None:
    (told,) = skipped(hours(5, "00:00-00:30", "Africa/Cairo"), date(2026, 1, 1))[:1] or (None,)
    found = skipped(hours(4, "00:00-00:30", "Africa/Cairo"), date(2026, 1, 1))
    assert told is None
    assert [(one.day, one.starts, one.ends) for one in found] == [(date(2026, 4, 24), 0, 60)]


@given(
    st.integers(0, 6),
    st.integers(0, DAY - 1),
    st.integers(1, DAY),
    st.integers(0, 2 * 366 * DAY).map(
        lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    st.sampled_from([PARIS, "America/New_York", "Asia/Kathmandu", "Pacific/Chatham"]),
)
def test_who_works_is_what_the_clock_on_the_wall_says(
    weekday: int, starts: int, ends: int, at: datetime, zone: str
) -> None:
    if ends <= starts:
        return
    local = at.astimezone(ZoneInfo(zone))
    minute = local.hour * 60 + local.minute
    assert works_at([Hours(weekday, starts, ends, zone)], at) == (
        local.weekday() == weekday and starts <= minute < ends
    )


def test_a_pause_ends_when_the_day_begins_where_the_member_lives() -> None:
    today = date(2026, 5, 4)
    assert pause_end(None, today=today, zone=PARIS) is None
    end = pause_end(date(2026, 5, 11), today=today, zone=PARIS)
    assert end is not None
    assert end.astimezone(UTC) == datetime(2026, 5, 10, 22, tzinfo=UTC)
    for day in (today, date(2026, 5, 1), date(2030, 1, 1)):
        with pytest.raises(Refused):
            pause_end(day, today=today, zone=PARIS)


def test_leaving_is_the_first_day_without_employment() -> None:
    first, since, day = date(2020, 1, 1), date(2026, 1, 10), date(2026, 6, 1)

    def left(*spans: tuple[date, date | None]) -> date | None:
        return left_on([Span(*span) for span in spans], since=since, day=day)

    assert left((first, None)) is None
    assert left((first, date(2026, 6, 2))) is None
    assert left((first, date(2026, 6, 1))) == date(2026, 6, 1)
    assert left((first, date(2026, 3, 1)), (date(2026, 3, 1), None)) is None
    assert left((first, date(2026, 3, 1)), (date(2026, 3, 2), None)) == date(2026, 3, 1)
    assert left((date(2026, 3, 2), None), (first, date(2026, 3, 1))) == date(2026, 3, 1)
    assert left() == since


def test_the_sentence_is_published_in_both_languages() -> None:
    both = [(Language.FRENCH, " Je m’engage. \n"), (Language.ENGLISH, "I commit.")]
    assert checked_texts(both) == {Language.FRENCH: "Je m’engage.", Language.ENGLISH: "I commit."}
    for wrong in (
        both[:1],
        [*both[:1], (Language.ENGLISH, " ")],
        [*both[:1], (Language.ENGLISH, "x" * 2001)],
    ):
        with pytest.raises(Refused):
            checked_texts(wrong)


@pytest.mark.parametrize(
    ("network", "handle", "link", "key"),
    [
        (Network.X, "@Lea_Answers", "https://x.com/lea_answers", "lea_answers"),
        (Network.X, "lea", "https://twitter.com/lea/", "lea"),
        (Network.BLUESKY, "@lea.bsky.social", "https://bsky.app/profile/lea.bsky.social", "lea.bsky.social"),
        (Network.MASTODON, "@lea@social.example", "https://social.example/@lea", "lea@social.example"),
        (Network.LINKEDIN, "lea-answers", "https://fr.linkedin.com/in/lea-answers", "lea-answers"),
        (Network.THREADS, "lea", "https://www.threads.net/@lea", "lea"),
        (Network.YOUTUBE, "lea", "https://www.youtube.com/@lea", "lea"),
        (Network.OTHER, "lea", "https://forum.example/members/17", "lea@forum.example"),
    ],
)
def test_a_work_account_is_kept_by_its_handle(network: Network, handle: str, link: str, key: str) -> None:
    assert checked_account(network, handle, link).key == key


@pytest.mark.parametrize(
    ("network", "handle", "link"),
    [
        (Network.X, "lea", "http://x.com/lea"),
        (Network.X, "lea", "https://x.com.evil.example/lea"),
        (Network.X, "lea", "https://evilx.com/lea"),
        (Network.X, "lea", "https://x.com/mallory"),
        (Network.X, "lea", "https://x.com/mallory/lea"),
        (Network.X, "lea", "https://x.com/lea/status/17"),
        (Network.X, "lea", "https://lea@x.com/lea"),
        (Network.X, "lea", "https://x.com:8443/lea"),
        (Network.X, "lea", "https://127.0.0.1/lea"),
        (Network.X, "lea", "javascript:alert(1)"),
        (Network.X, "lea mallory", "https://x.com/lea"),
        (Network.X, "lеa", "https://x.com/lеa"),
        (Network.X, "", "https://x.com/"),
        (Network.MASTODON, "lea", "https://social.example/@lea"),
        (Network.MASTODON, "@lea@social.example", "https://evil.example/@lea"),
        (Network.MASTODON, "@lea@social.example", "https://social.example/@mallory"),
        (Network.MASTODON, "@lea@localhost", "https://localhost/@lea"),
        (Network.BLUESKY, "lea@x.example", "https://bsky.app/profile/lea"),
        (Network.OTHER, "lea", "https://localhost/lea"),
        (Network.OTHER, "lea", "https://forum.example/" + "x" * 500),
    ],
)
def test_an_account_whose_link_is_not_its_own_is_refused(network: Network, handle: str, link: str) -> None:
    with pytest.raises(Refused):
        checked_account(network, handle, link)


def test_an_account_is_found_by_its_address_or_its_handle() -> None:
    assert key_of_link("https://x.com/Lea/") == (Network.X, "lea")
    assert key_of_link("bsky.app/profile/lea.bsky.social") == (Network.BLUESKY, "lea.bsky.social")
    assert key_of_link("https://social.example/@lea") == (Network.MASTODON, "lea@social.example")
    assert key_of_link("https://[::1/") is None
    assert key_of_link("https://x.com/") is None
    assert handle_key(" @Lea ") == "lea"


@given(st.text(max_size=60))
def test_nothing_that_is_looked_for_breaks_the_search(typed: str) -> None:
    key_of_link(typed)
    handle_key(typed)


def test_the_code_is_found_in_a_page_and_nothing_else_is() -> None:
    assert shows_code("<meta content='hello advocacy-&#55;abc'>", "advocacy-7abc")
    assert not shows_code("<p>advocacy-7ab</p>", "advocacy-7abc")
