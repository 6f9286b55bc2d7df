"""Rules of people: every case, no database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.errors import Refused
from advocacy.people.rules import Kind, departments, granting, links, lock_out, passwords, placing, spans
from advocacy.people.rules.devices import device_label
from advocacy.people.rules.links import LinkState, link_state
from advocacy.people.rules.returning import safe_next
from advocacy.people.rules.spans import Span
from advocacy.roles import Role

NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)
JANUARY, MARCH, MAY, JULY = (date(2026, month, 1) for month in (1, 3, 5, 7))


@pytest.mark.parametrize(
    "path", ["/", "/charter/", "/charter/?q=a%20b#clause-3", "/hr/register?as_of=2026-01-01"]
)
def test_a_page_of_ours_is_gone_to(path):
    assert safe_next(path) == path


@pytest.mark.parametrize(
    "hostile",
    [
        None,
        "",
        "evil.com",
        "//evil.com",
        "///evil.com",
        "////evil.com",
        "http://evil.com",
        "http:/evil.com",
        "http:///evil.com",
        "https:evil.com",
        "javascript:alert(1)",
        "data:text/html,x",
        "/\\evil.com",
        "\\\\evil.com",
        "\\/evil.com",
        "/\t/evil.com",
        "/\n/evil.com",
        "/\r\nLocation: http://evil.com",
        "\t//evil.com",
        " //evil.com",
        "/ /evil.com",
        "/\x00/evil.com",
        "\x01/evil.com",
        "/a//evil.com",
        "/./\\evil.com",
        "/.//evil.com",
        "/\u2028/evil.com",
        "/\u202eevil.com",
        "/\x7f/evil.com",
        "/" + "a" * 3000,
    ],
)
def test_nothing_else_is_gone_to(hostile):
    assert safe_next(hostile, "/today") == "/today"


@given(st.text(max_size=40))
def test_whatever_is_gone_to_is_a_path_for_a_browser(text):
    found = safe_next(text)
    stripped = "".join(c for c in found if c not in "\t\r\n").replace("\\", "/")
    assert stripped.startswith("/")
    assert not stripped.startswith("//")


@pytest.mark.parametrize(
    ("failures", "minutes"), [(4, None), (5, 1), (6, 2), (7, 4), (8, 8), (9, 15), (10, 15), (1_000_000, 15)]
)
def test_the_wait_grows_with_failures_and_has_an_end(failures, minutes):
    expected = NOW + timedelta(minutes=minutes) if minutes else None
    assert lock_out.locked_until(failures, NOW) == expected


def test_a_lock_ends_at_its_instant():
    assert lock_out.is_locked(5, NOW, NOW + timedelta(seconds=59))
    assert not lock_out.is_locked(5, NOW, NOW + timedelta(seconds=60))
    assert not lock_out.is_locked(0, None, NOW)


GOOD = (
    "kestrel paints slowly",
    "Ornithorynque-et-7-tasses",
    "une loutre dort sous la neige",
    "ééééabcdzzzzkqjx",
)
BAD = (
    "short",
    "elevenchars",
    "a" * 129,
    "aaaaaaaaaaaa",
    "abababababab",
    "abcdefghijkl",
    "zyxwvutsrqpo",
    "123456789012",
    "azertyuiopqs",
    "motdepasse2024!",
    "Password-2025!",
    "maison-verdier-1",
    "Verdier2026Maison",
    "LéaMartin2026",
    "password password",
    "ｐａｓｓｗｏｒｄ１２３４",
)


@pytest.mark.parametrize("password", GOOD)
def test_a_long_unusual_password_is_good(password):
    passwords.check_password(password, known_words=["Maison Verdier", "Léa", "Martin", "V00042"])


@pytest.mark.parametrize("password", BAD)
def test_a_short_common_or_telling_password_is_refused(password):
    with pytest.raises(Refused):
        passwords.check_password(password, known_words=["Maison Verdier", "Léa", "Martin", "V00042"])


def test_no_kind_of_character_is_demanded():
    passwords.check_password("kestrelpaintsslowly", known_words=[])


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, LinkState.GOOD),
        ({"used": True}, LinkState.USED),
        ({"used": True, "open_account": False}, LinkState.USED),
        ({"replaced": True}, LinkState.REPLACED),
        ({"open_account": False}, LinkState.CLOSED),
        ({"expires_at": NOW}, LinkState.EXPIRED),
    ],
)
def test_what_a_link_is_worth(facts, state):
    usual = {
        "used": False,
        "replaced": False,
        "open_account": True,
        "expires_at": NOW + timedelta(seconds=1),
        "now": NOW,
    }
    assert link_state(**{**usual, **facts}) is state
    assert state is LinkState.GOOD or state in links.SENTENCES


def test_a_masked_name_tells_its_owner_and_hardly_anybody_else():
    assert links.masked("Léa Martin") == "L… M…"
    assert links.masked("") == ""


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox · Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/126.0 Safari/537.36 Edg/126.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Version/17.5 Mobile Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit Chrome/126.0 Mobile Safari", "Chrome · Android"),
        ("curl/8.5", ""),
        ("", ""),
    ],
)
def test_a_device_is_called_by_browser_and_system(agent, label):
    assert device_label(agent) == label


def test_a_new_fact_replaces_what_holds_and_leaves_what_comes():
    known = [Span(JANUARY, MAY), Span(MAY)]
    change = spans.insert(known, MARCH, None)
    assert change == spans.Insertion(0, Span(JANUARY, MARCH), Span(MARCH, MAY))
    assert spans.insert(known, JULY, None) == spans.Insertion(1, Span(MAY, JULY), Span(JULY, None))
    assert spans.insert(known, MAY, JULY) == spans.Insertion(1, None, Span(MAY, JULY))
    assert spans.insert([Span(JULY)], MARCH, None) == spans.Insertion(None, None, Span(MARCH, JULY))


def test_what_remains_of_days():
    assert Span(JANUARY, MAY).until(MARCH) == Span(JANUARY, MARCH)
    assert Span(JANUARY, MARCH).until(MAY) == Span(JANUARY, MARCH)
    assert Span(MARCH).until(MARCH) is None
    assert Span(JANUARY).overlaps(Span(MARCH, MAY))
    assert not Span(JANUARY, MARCH).overlaps(Span(MARCH))


def test_an_absence_ends_after_it_begins_and_meets_no_other():
    assert spans.check_absence(JANUARY, JANUARY, []) == Span(JANUARY, date(2026, 1, 2))
    for first, last in ((MARCH, JANUARY), (JANUARY, MARCH), (JANUARY, None)):
        with pytest.raises(Refused):
            spans.check_absence(first, last, [Span(date(2026, 2, 1), MAY)])


USUAL = {"limited": False, "to": 1, "kind": Kind.EMPLOYEE, "held": False, "by": 2, "active": True}


def test_an_administrator_gives_roles():
    granting.check_grant(Role.AUDITOR, **USUAL)
    granting.check_grant(Role.HR, **{**USUAL, "limited": True})


@pytest.mark.parametrize(
    ("role", "facts"),
    [
        (Role.MANAGER, {}),
        (Role.AUDITOR, {"limited": True}),
        (Role.ADMIN, {"by": 1}),
        (Role.HR, {"kind": Kind.EXTERNAL}),
        (Role.HR, {"kind": Kind.SERVICE}),
        (Role.HR, {"held": True}),
        (Role.HR, {"active": False}),
    ],
)
def test_a_grant_that_must_not_be(role, facts):
    with pytest.raises(Refused):
        granting.check_grant(role, **{**USUAL, **facts})


def test_the_last_administrator_stays():
    granting.check_administrators(1)
    with pytest.raises(Refused):
        granting.check_administrators(0)


def test_a_department_cannot_become_its_own_part():
    departments.check_place(path="1/2/", deepest_below=0, parent_path="1/3/", parent_closed=False)
    for parent in ("1/2/", "1/2/7/"):
        with pytest.raises(Refused):
            departments.check_place(path="1/2/", deepest_below=0, parent_path=parent, parent_closed=False)


def test_the_tree_has_eight_levels():
    seven = "1/2/3/4/5/6/7/"
    departments.check_place(path=None, deepest_below=0, parent_path=seven, parent_closed=False)
    with pytest.raises(Refused):
        departments.check_place(path="9/", deepest_below=1, parent_path=seven, parent_closed=False)


def test_a_closed_or_full_department_is_left_alone():
    with pytest.raises(Refused):
        departments.check_place(path=None, deepest_below=0, parent_path="1/", parent_closed=True)
    with pytest.raises(Refused):
        departments.check_closing(people=1, open_parts=0)
    with pytest.raises(Refused):
        departments.check_closing(people=0, open_parts=1)
    departments.check_closing(people=0, open_parts=0)


def test_a_moved_branch_keeps_what_is_below():
    assert departments.moved_path("1/2/5/", of="1/2/", to="3/2/") == "3/2/5/"
    with pytest.raises(ValueError, match="below"):
        departments.moved_path("4/", of="1/2/", to="3/2/")


def test_an_external_person_needs_a_last_day():
    placing.check_employment(Kind.EXTERNAL, JANUARY, MAY)
    for kind, first, last in (
        (Kind.EXTERNAL, JANUARY, None),
        (Kind.EMPLOYEE, MAY, JANUARY),
        (Kind.EMPLOYEE, date(202, 6, 1), None),
    ):
        with pytest.raises(Refused):
            placing.check_employment(kind, first, last)


def test_a_site_belongs_to_its_employer_and_managers_are_no_loop():
    usual = {"site_employer_id": 1, "employer_id": 1, "department_closed": False, "manager_loop": False}
    placing.check_place(**usual)
    for facts in ({"site_employer_id": 2}, {"department_closed": True}, {"manager_loop": True}):
        with pytest.raises(Refused):
            placing.check_place(**{**usual, **facts})
