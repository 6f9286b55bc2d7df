"""From a feed and two ideas to what a week of posts brought: reviewed, passed on, followed, recalled.

What happens by itself happens as in production: a worker reads the feed over a real listener and tells of the
recall, and links are followed through the application that serves them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import select

from advocacy.db import db
from advocacy.insights.gathering import gather
from advocacy.library.models import ContentText
from advocacy.library.queries.standing import stand
from advocacy.networks.words import Network
from advocacy.people.rules import Language
from advocacy.relay.models import TrackedLink
from advocacy.relay.serving import FRESH
from advocacy.roles import Role
from tests.conftest import ENGINES
from tests.journeys.conftest import Visitor, a_visitor
from tests.support.jobs import run_jobs
from tests.support.library_makers import a_sheet, an_objective
from tests.support.link_makers import FIREFOX, MASTODON, clicks_of_app, counted
from tests.support.listeners import Answer, Listener, a_listener, reaching
from tests.support.makers import somebody
from tests.support.portal import Portal, a_portal
from tests.support.postgres import a_ready_database
from tests.support.relay_makers import a_relayer
from tests.support.source_makers import a_suggestion

pytestmark = [pytest.mark.browser, pytest.mark.commits]

FEED = "http://journal.example.org/feed.xml"
ARTICLES = ("Semelles neuves", "Le vase de La Borne", "Laver la laine", "Trente ans à Lille")
IDEAS = ("L’heure calme du mardi", "Un film de ressemelage")
WEEK = ("2026-05-04", "2026-05-05", "2026-05-06", "2026-05-07", "2026-05-07", "2026-05-06")
CLOCKS = ("11:00", "11:00", "11:00", "11:00", "16:00", "16:00")
"""Days and wall times at which the six open: no two of them within an hour."""

SENT_BACK = ARTICLES[3]
PASSED_ON = ARTICLES[0]
RELAYED = (Network.LINKEDIN, Network.BLUESKY, Network.MASTODON)
PEOPLE, PROGRAMS = 500, 2_000

FRIDAY = datetime(2026, 5, 8, 9, 0, tzinfo=UTC)
PATIENCE = 10_000
"""Milliseconds to wait for a page or a button."""


@dataclass
class House:
    """A company with an objective, three networks and people for each part, served; and the web outside."""

    portal: Portal
    visitor: Visitor
    outside: Listener
    people: dict[str, str]
    objective_id: int
    asked: list[str] = field(default_factory=list)
    """The addresses outside that windows asked for."""

    def window(self, who: str, **options: object) -> Page:
        """A new browser window of one of them; whatever it opens outside is answered here, and noted."""
        page = self.visitor.open_as(self.people[who], **options)  # type: ignore[arg-type]  # a browser's options
        page.set_default_timeout(PATIENCE)
        page.context.route(lambda address: not address.startswith("http://127.0.0.1"), self._answer)
        return page

    def run_worker(self) -> None:
        """What a worker does with the jobs that are due."""
        with self.portal.app.app_context():
            run_jobs()
            db.session.remove()

    def content(self, title: str) -> int:
        """The id of the content with this title in French."""
        with self.portal.app.app_context():
            wanted = select(ContentText.content_id).where(
                ContentText.title == title, ContentText.language == Language.FRENCH
            )
            found = db.session.scalars(wanted).one()
            db.session.remove()
        return found

    def _answer(self, route: Route) -> None:
        self.asked.append(route.request.url)
        route.fulfill(body="<title>Dehors</title><p>Dehors.</p>", content_type="text/html")


@pytest.fixture(params=ENGINES)
def house(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """A house on a database of this test's own."""
    address = ""
    if request.param == "postgresql":
        address = a_ready_database(request.getfixturevalue("postgresql_server"))
    folder = tmp_path_factory.mktemp("relaying")
    with _outside() as listener, a_portal(folder, address) as portal, a_visitor(browser, portal) as visitor:
        portal.world.web.through = reaching(listener)
        with portal.app.app_context():
            people, objective_id = _hire()
            db.session.remove()
        yield House(portal, visitor, listener, people, objective_id)


@contextmanager
def _outside() -> Iterator[Listener]:
    """A site with a feed of four articles."""
    items = "".join(
        f"<item><title>{title}</title><guid>{number}</guid>"
        f"<link>https://journal.example.org/{number}</link><description>Au journal.</description></item>"
        for number, title in enumerate(ARTICLES)
    )
    document = f'<rss version="2.0"><channel><title>Le journal</title>{items}</channel></rss>'
    with a_listener() as listener:
        listener.answers["/feed.xml"] = Answer(document.encode(), "application/rss+xml")
        yield listener


def _hire() -> tuple[dict[str, str], int]:
    """An editor, an approver, and Inès, who may pass posts on and has had two ideas; what all is for."""
    approver = somebody(Role.APPROVER)
    employee = a_relayer(email="ines.caradec@verdier.example")
    at_work = {"editor": somebody(Role.EDITOR), "approver": approver, "employee": employee}
    for idea in IDEAS:
        a_suggestion(employee, idea=idea, link="", language=Language.FRENCH)
    for network in RELAYED:
        a_sheet(network)
    objective = an_objective(owner=approver, name_en="Bring people into the shops")
    return {part: str(person.number) for part, person in at_work.items()}, objective.id


def test_a_week_is_planned_reviewed_passed_on_followed_recalled_and_reckoned(house: House) -> None:
    editor, approver = house.window("editor"), house.window("approver")
    take_articles_from_a_feed(house, editor)
    take_ideas(editor)
    for number, title in enumerate((*ARTICLES, *IDEAS)):
        write(house, editor, title, number)
        decide(house, approver, title, note="Depuis quand ?" if title == SENT_BACK else "")
    assert_sent_back(house, editor)

    house.portal.world.clock.at = FRIDAY
    employee = house.window("employee", language="fr", width=320)
    assert_five_are_live(employee)
    links = pass_on(house, employee)
    follow(house, links)

    recall(house, house.window("approver"))
    assert_told(house, employee, links)
    assert_reckoned(house, house.window("editor"))


def take_articles_from_a_feed(house: House, page: Page) -> None:
    """The editor looks at a feed, adds it, and makes drafts of what a worker found in it."""
    page.goto("/library/manage/sources/new")
    page.locator("#url").fill(FEED)
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_role("main")).to_contain_text(ARTICLES[0])
    page.locator("#language").select_option("fr")
    page.get_by_role("button", name="Read this feed").click()
    page.wait_for_url(re.compile("/sources"))
    house.run_worker()
    page.goto("/library/manage/sources/items")
    for title in ARTICLES:
        page.get_by_role("row").filter(has_text=title).get_by_role("checkbox").check()
    page.get_by_role("button", name="Make drafts of those chosen").click()
    page.wait_for_load_state()
    page.goto("/library/manage/sources/items")
    expect(page.get_by_text("Nothing new", exact=True)).to_be_visible()


def take_ideas(page: Page) -> None:
    """The editor answers both suggestions with a draft."""
    for idea in IDEAS:
        page.goto("/library/manage/suggestions")
        page.get_by_role("link", name=idea).click()
        page.locator("#title").fill(idea)
        page.get_by_role("button", name="Make a draft").click()
        page.wait_for_load_state()
    page.goto("/library/manage/suggestions")
    expect(page.get_by_text("No suggestion waits")).to_be_visible()


def write(house: House, page: Page, title: str, number: int) -> None:
    """The editor writes a draft in French, for three networks and its day of the week, and hands it in."""
    page.goto(f"/library/manage/contents/{house.content(title)}")
    page.locator("#fr_why").fill("C’est utile à qui répare plutôt que de racheter.")
    page.locator("#fr_audience").fill("Nos voisins")
    page.locator("#fr_next_step").fill("Passer en boutique")
    page.locator("#objective").select_option(str(house.objective_id))
    page.locator("#stage").select_option("interested")
    page.locator("#link").fill(f"https://www.example.org/semaine/{number}")
    page.locator("#opens_day").fill(WEEK[number])
    page.locator("#opens_clock").fill(CLOCKS[number])
    page.locator("#closes_day").fill("2026-05-31")
    for network in RELAYED:
        box = page.locator(f"textarea[name^=wording_{network.value}_fr_]").first
        box.fill(f"{title}, à lire et à relire ({network.value}).")
    page.get_by_role("button", name="Save and hand in").click()
    expect(page.get_by_text("In review", exact=False).first).to_be_visible()


def decide(house: House, page: Page, title: str, *, note: str) -> None:
    """The approver approves what was handed in, or sends it back with a note."""
    page.goto("/library/manage/review")
    page.get_by_role("link", name=title).click()
    if note:
        page.get_by_label("Return this content").check()
        page.get_by_label("Note to the author").fill(note)
    else:
        page.get_by_label("Approve this content").check()
    page.get_by_role("button", name="Decide").click()
    page.get_by_text("is returned to its author." if note else "The content is approved.").wait_for()


def assert_sent_back(house: House, page: Page) -> None:
    """The editor reads why one came back."""
    page.goto(f"/library/manage/contents/{house.content(SENT_BACK)}/review")
    expect(page.get_by_role("main")).to_contain_text("Depuis quand ?")


def assert_five_are_live(page: Page) -> None:
    """Inès finds five on her phone, and no need to scroll sideways."""
    page.goto("/library/")
    expect(page.locator("article.post-card")).to_have_count(5)
    expect(page.get_by_role("main")).not_to_contain_text(SENT_BACK)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def pass_on(house: House, page: Page) -> dict[Network, str]:
    """Inès passes one on in her own words, three times; the tracked link of each."""
    post_id = house.content(PASSED_ON)
    for network in RELAYED:
        page.goto(f"/library/{post_id}?network={network.value}&language=fr")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.locator("#share-form textarea[name=text]").fill(
            f"Mes bottes sont comme neuves – {network.value}."
        )
        host = page.locator("#share-form input[name=host]")
        if host.count():
            host.fill("piaille.fr")
        hand_over(page, network)
    with house.portal.app.app_context():
        rows = db.session.execute(
            select(TrackedLink.network, TrackedLink.slug).where(TrackedLink.content_id == post_id)
        ).all()
        db.session.remove()
    assert_posts_arrive(house)
    return {row.network: row.slug for row in rows}


def hand_over(page: Page, network: Network) -> None:
    """Press the button of the share box, and what comes between here and the network."""
    button = page.locator("#share-form button[type=submit]")
    if network is Network.BLUESKY:
        with page.expect_popup() as opened:
            button.click()
        expect(opened.value.get_by_text("Dehors.")).to_be_visible()
        opened.value.close()
        return
    button.click()
    if network is Network.LINKEDIN:
        with page.expect_popup() as opened:
            page.locator("a[data-copy=handover-text]").click()
        opened.value.close()
        return
    page.wait_for_url(re.compile("https://piaille.fr/share"))


def assert_posts_arrive(house: House) -> None:
    """What each network was asked for: her words, for whom she works, the link – or the link alone."""
    found = {urlsplit(one).hostname: parse_qs(urlsplit(one).query) for one in house.asked}
    assert found["www.linkedin.com"]["url"][0].startswith(f"{house.portal.url}/l/")
    for host, told in (("bsky.app", "#JeTravailleChez"), ("piaille.fr", "Je travaille chez Maison Verdier")):
        (text,) = found[host]["text"]
        assert text.startswith("Mes bottes sont comme neuves – ")
        assert told in text
        assert f"{house.portal.url}/l/" in text


def follow(house: House, links: dict[Network, str]) -> None:
    """Five hundred people and two thousand programs follow the links, some of them twice."""
    client = house.portal.app.test_client()
    slugs = [links[network] for network in RELAYED]
    for number in range(PEOPLE + PROGRAMS):
        agent = FIREFOX if number < PEOPLE else MASTODON
        for _again in range(1 + (number % 100 == 0)):
            answer = client.get(
                f"/l/{slugs[number % 3]}",
                headers={"User-Agent": agent},
                environ_base={"REMOTE_ADDR": f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"},
            )
            assert answer.status_code == 302
    assert clicks_of_app(house.portal.app).write()
    with house.portal.app.app_context():
        ids = db.session.scalars(select(TrackedLink.id).where(TrackedLink.slug.in_(slugs))).all()
        pairs = [counted(one) for one in ids]
        gather(house.portal.world.wiring)
        db.session.remove()
    assert (sum(people for people, _bots in pairs), sum(bots for _people, bots in pairs)) == (
        PEOPLE,
        PROGRAMS,
    )


def recall(house: House, page: Page) -> None:
    """The approver recalls it, with a reason in both languages and a page for its links."""
    content_id = house.content(PASSED_ON)
    page.goto(f"/library/manage/contents/{content_id}/review")
    page.get_by_role("link", name="Recall it for good").click()
    page.locator("#reason_fr").fill("Le prix est faux.")
    page.locator("#reason_en").fill("The price is wrong.")
    page.locator("#leads_to").fill("https://www.example.org/erratum")
    page.get_by_role("button", name="Recall it for good").click()
    page.get_by_text("Recalled. Nobody can pass it on").wait_for()
    house.run_worker()
    with house.portal.app.app_context():
        assert stand(db.session(), content_id).live_id is None
        db.session.remove()


def assert_told(house: House, page: Page, links: dict[Network, str]) -> None:
    """Inès reads it in the library and in her mail; its links lead elsewhere, and its card is gone."""
    page.goto("/library/")
    expect(page.get_by_role("main")).to_contain_text("Le prix est faux.")
    expect(page.locator("article.post-card")).to_have_count(4)
    page.goto("/")
    expect(page.locator(f"main a[href='/library/{house.content(PASSED_ON)}']")).to_have_count(0)
    mails = [one for one in house.portal.world.mail.sent if "ines.caradec@verdier.example" in str(one["To"])]
    assert any(
        "Le prix est faux." in part.get_content() for one in mails if (part := one.get_body(("plain",)))
    )
    house.portal.world.clock.advance(seconds=FRESH.total_seconds())
    answer = house.portal.app.test_client().get(
        f"/l/{links[Network.BLUESKY]}", headers={"User-Agent": FIREFOX}
    )
    assert answer.headers["Location"] == "https://www.example.org/erratum"


def assert_reckoned(house: House, page: Page) -> None:
    """The page of the objective tells what its contents brought, people and programs apart."""
    page.goto(f"/insights/objectives/{house.objective_id}")
    main = page.get_by_role("main")
    for said in ("Bring people into the shops", "25%", "500", "2,000"):
        expect(main).to_contain_text(said)
    row = main.get_by_role("row").filter(has_text=PASSED_ON)
    expect(row).to_contain_text("500")
