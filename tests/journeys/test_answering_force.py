"""From three starter trainings to a right to answer customers, and to its end: all of it in a browser.

What happens by itself happens as in production: a worker's jobs write the mails, and a real mail server is
handed them. The clock is the one of the Wiring; that of the browser ticks with it while a lesson is read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from advocacy import create_app
from advocacy.access import Role
from advocacy.db import db
from advocacy.notices.transport import SmtpMail
from advocacy.people.rules import Language
from advocacy.quizzes.quiz import Quiz, parse
from advocacy.training.folder import read_folder
from tests.conftest import ENGINES
from tests.journeys.conftest import Visitor, a_visitor
from tests.support.charter_makers import a_document, a_published_version
from tests.support.jobs import run_jobs
from tests.support.makers import a_department, a_person, somebody
from tests.support.portal import Portal, a_portal
from tests.support.postgres import a_ready_database
from tests.support.smtp import Sink, a_sink

pytestmark = [pytest.mark.browser, pytest.mark.commits]

SHIPPED = Path(__file__).resolve().parents[2] / "charter" / "training"
TITLES = {
    "answering-a-customer": "Answering a customer",
    "bad-buzz": "Bad buzz: recognise, alert, stay calm",
    "speaking-in-public": "Speaking for the company in public",
}
TOPIC, ALIAS = "Deliveries", "Léa · sound team"
MAIL = "lea.petit@verdier.example"

LAST_SECOND = datetime(2027, 5, 4, 21, 59, 59, tzinfo=UTC)
"""One second before midnight in Paris, at the end of the last day of what was completed on 4 May 2026."""

NEXT_MORNING = datetime(2027, 5, 5, 8, 0, tzinfo=UTC)
"""Wednesday, 10:00 in Paris: a working hour."""

PATIENCE = 10_000
"""Milliseconds to wait for a page or a button."""

TICK = 15
"""Seconds between two messages of a lesson's page."""


@dataclass
class Company:
    """An empty company with a charter and those who look after it, served, and its mail server."""

    portal: Portal
    visitor: Visitor
    sink: Sink
    people: dict[str, str]
    """The numbers of the trainer, the approver, HR, and of whoever began today."""

    windows: dict[str | None, Page] = field(default_factory=dict)

    def window(self, who: str | None) -> Page:
        """The browser window of one of them, or of a stranger."""
        if who not in self.windows:
            self.windows[who] = self.visitor.open_as(self.people[who] if who else None)
            self.windows[who].set_default_timeout(PATIENCE)
        return self.windows[who]

    def run_worker(self) -> None:
        """What a worker does with the jobs that are due: an application of its own, mailing by SMTP."""
        wiring = self.portal.world.wiring
        worker = create_app(replace(wiring, mail=SmtpMail(wiring.settings)))
        with worker.app_context():
            run_jobs()
            db.session.remove()
            db.engine.dispose()

    def mails_to_newcomer(self) -> list[EmailMessage]:
        """What her mailbox holds."""
        return [one for one in self.sink.messages if one["To"].addresses[0].addr_spec == MAIL]


@pytest.fixture(params=ENGINES)
def company(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Company]:
    """A company of four, on a database of this test's own."""
    address = ""
    if request.param == "postgresql":
        address = a_ready_database(request.getfixturevalue("postgresql_server"))
    folder = tmp_path_factory.mktemp("force")
    with a_sink() as sink, _served(folder, address, sink) as portal, a_visitor(browser, portal) as visitor:
        with portal.app.app_context():
            people = _hire(portal)
            db.session.remove()
        yield Company(portal, visitor, sink, people)


@contextmanager
def _served(folder: Path, address: str, sink: Sink) -> Iterator[Portal]:
    mail = {"smtp_host": "127.0.0.1", "smtp_port": sink.port, "smtp_security": "none"}
    with a_portal(folder, address, **mail) as portal:
        yield portal


def _hire(portal: Portal) -> dict[str, str]:
    """The charter in force, three who know the portal, and Léa, whose first day it is."""
    a_published_version(a_document("social-media"))
    shop = a_department("Shop")
    at_work = {
        "trainer": somebody(Role.TRAINER, department=shop),
        "approver": somebody(Role.APPROVER, department=shop),
        "hr": somebody(Role.HR, department=shop),
        "newcomer": a_person("Léa", "Petit", department=shop, hired=date(2026, 5, 4), email=MAIL),
    }
    return {part: str(person.number) for part, person in at_work.items()}


def test_a_right_to_answer_is_earned_lapses_by_itself_and_is_looked_after(company: Company) -> None:
    publish_starter_trainings(company)
    require_them_for_a_topic(company)
    newcomer = company.window("newcomer")
    assert_not_eligible(newcomer, "“Social media charter”", "You are not on the roster")
    acknowledge_charter(newcomer)
    take_trainings(company)
    enrol(newcomer)
    give_topic(company)
    assert_eligible(newcomer)
    see_on_coverage(company, people="1", hole="Wednesday to Friday")
    certificate = certificate_of(newcomer, TITLES["bad-buzz"])
    stranger = company.window(None)
    assert_certificate(stranger, certificate, "Valid", "Its last day is 4 May 2027.")
    assert_speaks_for_company(stranger)

    company.portal.world.clock.at = LAST_SECOND
    assert_eligible(newcomer)
    company.portal.world.clock.advance(seconds=1)
    assert_not_eligible(newcomer, *(f"“{title}” held until 4 May 2027" for title in TITLES.values()))
    assert company.sink.messages == []  # no job has run since the company began

    company.portal.world.clock.at = NEXT_MORNING
    see_on_coverage(company, "Training lapsed", people="0", hole="Monday to Friday")
    remind(company)
    export(company)
    assert_certificate(stranger, certificate, "Expired", "Its last day was 4 May 2027.")
    assert_speaks_for_company(stranger)  # a lapsed training is nobody's business outside


def publish_starter_trainings(company: Company) -> None:
    """The trainer begins from what comes along; somebody else approves each; the trainer publishes it."""
    trainer, approver = company.window("trainer"), company.window("approver")
    trainer.goto("/training/manage/")
    trainer.get_by_role("button", name="Start from 3 trainings").click()
    for title in TITLES.values():
        go_on_with(trainer, title)
        trainer.get_by_role("link", name="Next: review").click()
        trainer.get_by_role("button", name="Submit for review").click()
        go_on_with(approver, title)
        approver.get_by_label("Approve").check()
        approver.get_by_role("button", name="Decide").click()
        go_on_with(trainer, title)
        trainer.get_by_role("button", name="Publish version 1").click()
        expect(trainer.get_by_role("main")).to_contain_text("Published.")


def go_on_with(page: Page, title: str) -> None:
    """To where a training's draft is waiting for the one who looks."""
    page.goto("/training/manage/")
    card = page.get_by_role("article").filter(has_text=title)
    card.get_by_role("link", name="Version 1").click()


def require_them_for_a_topic(company: Company) -> None:
    """HR makes a topic, and requires the three trainings, for a year, of whoever holds it."""
    page = company.window("hr")
    page.goto("/topics/new")
    page.get_by_label("Name in French").fill("Livraisons")
    page.get_by_label("Name in English").fill(TOPIC)
    page.get_by_label("Owned by").select_option(label="Shop")
    page.get_by_role("button", name="Add").click()
    for title in TITLES.values():
        page.goto("/training/requirements/new")
        page.get_by_label("Training", exact=True).select_option(label=title)
        page.get_by_label("Only those ticked below").check()
        page.get_by_text("Who holds a topic").click()
        page.get_by_label(TOPIC).check()
        page.get_by_label("Begins on").fill("2026-05-04")
        page.get_by_role("button", name="Show what it means").click()
        page.get_by_role("button", name=re.compile("^Require it of")).click()
        expect(page.get_by_role("main")).to_contain_text("Required.")


def acknowledge_charter(page: Page) -> None:
    """From Today to what was recorded."""
    page.goto("/")
    page.get_by_role("link", name="Social media charter").first.click()
    page.get_by_role("button", name="Acknowledge").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recorded")


def take_trainings(company: Company) -> None:
    """She reads each lesson and passes its quiz; the first one at her second attempt."""
    page = company.window("newcomer")
    page.clock.install(time=company.portal.world.clock.at)
    for number, (slug, title) in enumerate(TITLES.items()):
        page.goto("/training/")
        page.get_by_role("link", name=title).first.click()
        seconds = read(company, page)
        page.get_by_role("button", name="Begin the quiz").click()
        quiz = quiz_of(slug)
        if number == 0:
            answer(page, quiz, rightly=False)
            expect(page.get_by_role("heading", level=1)).to_have_text(f"Not passed yet: {title}")
            page.locator("#wrong ~ * a, [aria-labelledby=wrong] a").first.click()
            expect(page).to_have_url(re.compile(f"/training/{slug}.*#clause-"))
            page.get_by_role("button", name="Begin the quiz").click()
        answer(page, quiz, rightly=True)
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Passed: {title}")
        expect(page.get_by_role("main")).to_contain_text(f"complete: {-(-seconds // 60)} minutes of working")


def read(company: Company, page: Page) -> int:
    """Read every section for some seconds; what the page says is counted is what passed. Returns it."""
    headings = page.locator("h2[id^=clause-]")
    seconds = 0
    for place in range(headings.count()):
        headings.nth(place).evaluate("heading => heading.scrollIntoView()")
        company.portal.world.clock.advance(seconds=TICK)
        with page.expect_response(re.compile("/time$")) as told:
            page.clock.run_for(TICK * 1000)
        seconds += TICK
        minutes = -(-seconds // 60)
        noun = "minute" if minutes == 1 else "minutes"
        assert told.value.text() == f"{minutes} {noun} counted so far"
    return seconds


def quiz_of(slug: str) -> Quiz:
    """The questions of a starter training in English."""
    folder = read_folder({path.name: path.read_bytes() for path in (SHIPPED / slug).glob("*.md")})
    return parse(next(text.quiz for text in folder.texts if text.language is Language.ENGLISH))


def answer(page: Page, quiz: Quiz, *, rightly: bool) -> None:
    """Tick what is right, or what is not, and hand in."""
    for question in quiz.questions:
        for option in question.options:
            if option.right == rightly:
                page.locator(f"#q-{question.key}-{option.key}").check()
    page.get_by_role("button", name="Hand in").click()


def enrol(page: Page) -> None:
    """She commits, chooses a name and her hours, and asks for the topic."""
    page.goto("/roster/join")
    page.get_by_label("I commit to this, and join the roster").check()
    page.get_by_role("button", name="Join the roster").click()
    page.get_by_label("Public alias").fill(ALIAS)
    page.get_by_role("button", name="Keep this alias").click()
    for day in ("Monday", "Tuesday"):
        page.get_by_label(day).fill("09:00-12:00")
    page.get_by_role("button", name="Keep these hours").click()
    page.get_by_label("Topic").select_option(label=TOPIC)
    page.get_by_role("button", name="Ask for this topic").click()
    assert_not_eligible(page, "You asked for this topic. HR gives it, or says no.")


def give_topic(company: Company) -> None:
    """HR says yes to the wish."""
    page = company.window("hr")
    page.goto("/roster/wishes")
    page.get_by_role("button", name=re.compile("^Give")).click()


def assert_eligible(page: Page) -> None:
    """The page that says why says yes."""
    page.goto("/roster/eligibility")
    expect(page.get_by_role("main")).to_contain_text(f"You may answer on: {TOPIC}.")


def assert_not_eligible(page: Page, *reasons: str) -> None:
    """The page that says why says no, and these reasons."""
    page.goto("/roster/eligibility")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Not now")
    for reason in reasons:
        expect(main).to_contain_text(reason)


def certificate_of(page: Page, title: str) -> str:
    """The address at which anyone can check her certificate, as she reads it."""
    page.goto("/training/history")
    page.get_by_role("link", name=f"Certificate – {title}").click()
    address = page.locator("a[href*='/training/certificates/']").get_attribute("href")
    assert address
    return address


def assert_certificate(page: Page, address: str, state: str, sentence: str) -> None:
    """What a stranger is told at the address of the certificate."""
    page.goto(address)
    main = page.get_by_role("main")
    for said in (state, sentence, "Léa Petit", TITLES["bad-buzz"]):
        expect(main).to_contain_text(said)


def assert_speaks_for_company(page: Page) -> None:
    """What a customer is told who checks the alias."""
    page.goto("/verify/")
    page.get_by_label("An alias, as it signs its answers").fill(ALIAS)
    page.get_by_role("button", name="Check this alias").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Yes, this speaks for Maison Verdier.")
    expect(main).to_contain_text(TOPIC)
    expect(main).not_to_contain_text("Petit")


def see_on_coverage(company: Company, *reasons: str, people: str, hole: str) -> None:
    """HR sees how many may answer on the topic, when nobody does all day, and what keeps others from it."""
    page = company.window("hr")
    page.goto("/roster/coverage")
    main = page.get_by_role("main")
    line = main.get_by_role("row").filter(has_text=f"{TOPIC} – English")
    expect(line.get_by_role("cell").nth(1)).to_have_text(people)
    for reason in reasons:
        expect(main.get_by_role("row").filter(has_text=reason)).to_have_count(1)
    whole_days = main.get_by_role("row").filter(has_text="English").filter(has_text="09:00–18:00")
    expect(whole_days).to_contain_text(hole)


def remind(company: Company) -> None:
    """HR has her reminded: she gets one mail that leads to all three trainings."""
    page = company.window("hr")
    page.goto("/hr/expiries")
    page.get_by_role("link", name="Remind 1 person…").click()
    page.get_by_role("button", name="Remind 1 person").click()
    expect(page.get_by_role("main")).to_contain_text("1 person is being reminded.")
    company.run_worker()
    (mail,) = company.mails_to_newcomer()
    text = mail.get_body(("plain",)).get_content()
    for slug, title in TITLES.items():
        assert title in text
        assert f"{company.portal.url}/training/{slug}" in text


def export(company: Company) -> None:
    """HR takes out where everybody stands with trainings, and the register of the charter."""
    page = company.window("hr")
    page.goto("/hr/trainings")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Export where everybody stands as CSV").click()
    lines = list(csv.DictReader(io.StringIO(Path(taken.value.path()).read_text(encoding="utf-8-sig"))))
    assert {line["Training"]: (line["State"], line["Holds until"]) for line in lines} == dict.fromkeys(
        TITLES.values(), ("lapsed", "2027-05-04")
    )
    page.goto("/hr/register")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Export as XLSX").click()
    book = load_workbook(io.BytesIO(Path(taken.value.path()).read_bytes()))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    (hers,) = (dict(zip(rows[0], row, strict=True)) for row in rows[1:] if "Petit" in row)
    assert hers["Standing"] == "Acknowledged"
