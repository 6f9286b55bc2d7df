"""Limiting editors and approvers to topics; when reviewers are reminded; who may be an editor."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from advocacy.db import db
from advocacy.errors import Refused
from advocacy.library.actions import rights as actions
from advocacy.library.models import LibraryRight
from advocacy.library.queries.rights import rights_of
from advocacy.library.rules.reminding import a_working_day_after, working_time_from
from advocacy.library.rules.rights import check_topics, may_work_on
from advocacy.people.rules import Kind
from advocacy.people.rules.granting import check_grant
from advocacy.roles import GRANTABLE, Role
from advocacy.work import unit_of_work
from tests.support.client import PageClient
from tests.support.library_makers import a_content, handed_in
from tests.support.makers import acting, sign_in, somebody
from tests.support.roster_makers import a_topic


@pytest.mark.parametrize(
    ("rights", "topics", "may"),
    [
        ((), (), True),
        ((), (1, 2), True),
        ((1,), (), False),
        ((1,), (1,), True),
        ((1,), (1, 2), False),
        ((1, 2), (2,), True),
        ((1, 2), (3,), False),
    ],
)
def test_somebody_limited_works_on_content_all_of_whose_topics_are_theirs(
    rights: tuple[int, ...], topics: tuple[int, ...], may: bool
) -> None:
    assert may_work_on(rights, topics) is may
    if may:
        check_topics(rights, topics)
    else:
        with pytest.raises(Refused, match="certain topics only"):
            check_topics(rights, topics)


@pytest.mark.usefixtures("app")
def test_an_administrator_limits_an_approver_and_lifts_it_again(client: PageClient) -> None:
    approver, topic, other = somebody(Role.APPROVER), a_topic("Recruitment"), a_topic()
    content = a_content(topics=[other])
    handed_in(content)
    sign_in(client, somebody(Role.ADMIN))
    assert "Nobody is limited" in client.get("/admin/library/").get_data(as_text=True)
    given = {"person": str(approver.id), "topic": str(topic.id)}
    for _twice in range(2):
        assert client.submit("/admin/library/", **given).status_code == 303
    assert rights_of(db.session(), approver.id) == {topic.id}
    page = client.get("/admin/library/").get_data(as_text=True)
    assert "Recruitment" in page
    assert client.submit("/admin/library/", person="0", topic="x").status_code == 422
    ending = f"/admin/library/{approver.id}/{topic.id}/end"
    assert client.submit(ending, page="/admin/library/").status_code == 303
    assert rights_of(db.session(), approver.id) == frozenset()
    assert client.submit(ending, page="/admin/library/").status_code == 303
    row = db.session.scalars(select(LibraryRight)).one()
    assert row.to_at is not None


@pytest.mark.usefixtures("app")
def test_nobody_limits_themselves_nor_who_has_nothing_to_do_with_content() -> None:
    both, employee, topic = somebody(Role.ADMIN, Role.EDITOR), somebody(), a_topic()
    with pytest.raises(Refused, match="their own rights"), unit_of_work(acting(both)) as work:
        actions.give(work, both.id, topic.id)
    with pytest.raises(Refused, match="Only editors and approvers"), unit_of_work(acting(both)) as work:
        actions.give(work, employee.id, topic.id)


@pytest.mark.usefixtures("app")
def test_an_editor_gives_nobody_a_topic(client: PageClient) -> None:
    sign_in(client, somebody(Role.EDITOR))
    assert client.get("/admin/library/").status_code == 403


@pytest.mark.parametrize(
    ("handed_in_at", "reminded_at"),
    [
        (datetime(2026, 5, 4, 8, 0, tzinfo=UTC), datetime(2026, 5, 5, 8, 0, tzinfo=UTC)),
        (datetime(2026, 5, 8, 14, 0, tzinfo=UTC), datetime(2026, 5, 11, 14, 0, tzinfo=UTC)),
        (datetime(2026, 5, 9, 14, 0, tzinfo=UTC), datetime(2026, 5, 12, 7, 0, tzinfo=UTC)),
        (datetime(2026, 5, 4, 19, 0, tzinfo=UTC), datetime(2026, 5, 6, 7, 0, tzinfo=UTC)),
        (datetime(2026, 5, 4, 3, 0, tzinfo=UTC), datetime(2026, 5, 5, 7, 0, tzinfo=UTC)),
        (datetime(2026, 3, 27, 9, 0, tzinfo=UTC), datetime(2026, 3, 30, 8, 0, tzinfo=UTC)),
        (datetime(2026, 10, 23, 8, 0, tzinfo=UTC), datetime(2026, 10, 26, 9, 0, tzinfo=UTC)),
    ],
    ids=["monday", "friday", "saturday", "evening", "night", "clocks go forward", "clocks go back"],
)
def test_a_reminder_leaves_a_working_day_later_at_the_same_hour(
    handed_in_at: datetime, reminded_at: datetime
) -> None:
    assert a_working_day_after(handed_in_at, "Europe/Paris") == reminded_at


def test_a_holiday_is_no_working_day() -> None:
    friday = datetime(2026, 4, 30, 8, 0, tzinfo=UTC)
    assert a_working_day_after(friday, "Europe/Paris", {date(2026, 5, 1)}) == datetime(
        2026, 5, 4, 8, 0, tzinfo=UTC
    )
    morning = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
    assert working_time_from(morning, "Europe/Paris", {date(2026, 5, 1)}) == datetime(
        2026, 5, 4, 7, 0, tzinfo=UTC
    )


def test_an_external_person_can_be_an_editor_and_nothing_else() -> None:
    known: dict[str, Any] = {"limited": False, "to": 1, "held": False, "by": 2, "active": True}
    check_grant(Role.EDITOR, kind=Kind.EXTERNAL, **known)
    for role in set(GRANTABLE) - {Role.EDITOR}:
        with pytest.raises(Refused, match="drafts and never approves"):
            check_grant(role, kind=Kind.EXTERNAL, **known)
    with pytest.raises(Refused, match="service account"):
        check_grant(Role.EDITOR, kind=Kind.SERVICE, **known)
