"""Every page that can be opened, of a company that can grow: the same pages, more rows behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from flask import Flask
from sqlalchemy import insert, select
from werkzeug.routing import Rule

from advocacy.audit.models import LedgerExport
from advocacy.audit.sealer import seal
from advocacy.charter.actions.acknowledging import Evidence, Trace, acknowledge
from advocacy.charter.models import Acknowledgement, Question, Version
from advocacy.charter.rules import Act
from advocacy.charter.rules.reading import Shown
from advocacy.db import db
from advocacy.hr.models import RegisterExport
from advocacy.library.queries.standing import stand
from advocacy.notices.models import Notice
from advocacy.people.models import Department, Employer, Person, PrivacyNoticeSeen
from advocacy.people.models.imports import PeopleImport, PeopleImportRow, RowOutcome
from advocacy.people.rules import Language
from advocacy.people.rules.privacy import EDITION
from advocacy.roles import GRANTABLE
from advocacy.training.models import Module, ModuleVersion
from advocacy.training.rules import ModuleKind
from advocacy.uploads.models import ImportState
from advocacy.wiring import wiring
from advocacy.work import unit_of_work
from tests.support.answer_makers import a_log, an_answer
from tests.support.charter_makers import (
    a_document,
    a_draft,
    a_published_version,
    a_question,
    a_quiz_attempt,
    a_quizzed_version,
    text_of,
)
from tests.support.completion_import_makers import a_read_import
from tests.support.crowds import a_crowd, acts
from tests.support.insight_makers import more_insights
from tests.support.library_makers import a_content_in_review, a_library
from tests.support.makers import a_department, a_site, acting, an_absence, an_employer, save, somebody
from tests.support.people_makers import a_link
from tests.support.proof_makers import a_proof
from tests.support.relay_makers import a_relay
from tests.support.roster_makers import a_member, a_suspension, a_topic, a_work_account, an_answering_force
from tests.support.session_makers import a_place, a_session
from tests.support.sheet_makers import a_plan
from tests.support.source_makers import more_sources, some_sources
from tests.support.training_makers import (
    a_completion,
    a_module,
    a_module_draft,
    a_requirement,
    a_waiver,
    an_attempt,
    code_of,
)

FILES = re.compile(r"\.(csv|xlsx|json|pdf|zip|py|ics)$|/(folder|file|progress)$|^/healthz$|^/l/")
"""Addresses that answer something else than a page."""

COUNTED = (
    *("joiners", "changes", "leavers", "returners", "unchanged", "past", "errors", "warnings"),
    *("needs_confirmation", "sirens", "employers", "sites", "departments"),
)
"""What the preview of an import counts."""

LIMIT, LIMIT_OF_TODAY = 10, 12
"""How many queries a page may take, session, person, banner and navigation included."""


@dataclass
class Company:
    """A company, the person who may open all its pages, and what the gaps of addresses are filled with."""

    viewer: Person
    version: Version
    module: Module
    employer: Employer
    departments: list[Department]
    gaps: dict[str, int | str]

    def grow(self, count: int) -> None:
        """So many more people, each with an answer to the charter, a question, an event, a notice and a line
        of the import; a tenth as many departments and imports."""
        self.departments += [a_department() for _each in range(min(200, max(1, count // 10)))]
        people = a_crowd(count, departments=self.departments, employer=self.employer, manager=self.viewer)
        acts(self.version, people[: count // 2])
        acts(self.version, people[count // 2 : count // 2 + count // 4], Act.OBJECTED)
        self._ask(people)
        self._write_to(people)
        self._import(people)
        self._train(min(30, count))
        more_sources(self.viewer, int(self.gaps["feed_id"]), min(60, count))
        an_answering_force(people[:60])
        a_log(self.viewer, people[:60])
        a_library(self.gaps["content_id"], min(30, count))
        post_id, objective_id = int(self.gaps["post_id"]), int(self.gaps["objective_id"])
        self.gaps |= more_insights(self.viewer, post_id, objective_id, people[:30])
        # Units of work leave rows to be read again, and a test may let the session forget them.
        for row in (self.viewer, self.version, self.module, self.employer, *self.departments):
            if row in db.session:
                db.session.refresh(row)
        db.session.commit()

    def _ask(self, people: list[int]) -> None:
        now = wiring().clock.now()
        asked = {"version_id": self.version.id, "language": Language.ENGLISH, "clause": "you-may-speak"}
        db.session.execute(
            insert(Question),
            [{**asked, "person_id": who, "question": "May I?", "asked_at": now} for who in people],
        )

    def _write_to(self, people: list[int]) -> None:
        now = wiring().clock.now()
        kept = {"kind": "charter_reminder", "language": "fr", "zone": "Europe/Paris", "address": ""}
        rows = [
            {**kept, "person_id": who, "dedup_key": f"page-{who}", "created_at": now, "due_at": now}
            for who in people
        ]
        db.session.execute(insert(Notice), rows)

    def _train(self, count: int) -> None:
        """So many more trainings behind the person who looks."""
        for days in range(count):
            a_completion(self.viewer, self.module, wiring().clock.now() - timedelta(days=40 + days))

    def _import(self, people: list[int]) -> None:
        save(*(an_import() for _each in range(min(200, max(1, len(people) // 10)))))
        said = {"start": "2026-06-01", "department": "Shoes", "employer": "Maison", "site": "", "email": ""}
        fixed = {
            "said": said,
            "import_id": self.gaps["import_id"],
            "line": 2,
            "outcome": RowOutcome.JOINER,
            "name": "Zoë",
        }
        db.session.execute(insert(PeopleImportRow), [{**fixed, "number": f"I{who}"} for who in people])


def a_company(people: int = 10) -> Company:
    """A company with something to see on every page, and somebody with every role who manages everybody."""
    employer = an_employer()
    site, department = a_site(employer), a_department()
    viewer = somebody(*GRANTABLE, site=site, department=department)
    version = a_published_version(a_document("social-media"))
    one = somebody(site=site, department=department, manager=viewer)
    absence = an_absence(one, date(2026, 5, 1))
    question, imported, draft = a_question(version, one), an_import(), a_draft(author=viewer)
    save(imported, PrivacyNoticeSeen(person_id=viewer.id, edition=EDITION, at=wiring().clock.now()))
    mine = _acknowledged(version, viewer)
    now = wiring().clock.now()
    ledger = LedgerExport(asked_by_id=viewer.id, asked_at=now, opened={"people": []})
    register = RegisterExport(
        asked_by_id=viewer.id,
        asked_at=now,
        version_id=version.id,
        wanted={},
        at=now,
        day=now.date(),
        name="register",
        people=1,
        expires_at=now + timedelta(days=7),
    )
    save(ledger, register)
    module = a_module("answering")
    requirement, waiver = a_requirement(module), a_waiver(one, module, by=viewer)
    topic = a_topic()
    a_member(viewer, topics=[topic], alias="Whoever looks", hours=[(0, 540, 720)])
    account = a_work_account(a_member(one, alias="Léa · sound team"))
    suspension = a_suspension(one, by=viewer, reason="Seldom there.")
    gaps: dict[str, int | str] = {
        "person_id": one.id,
        "absence_id": absence.id,
        "employer_id": employer.id,
        "site_id": site.id,
        "department_id": department.id,
        "import_id": imported.id,
        "event_id": mine.event_id,
        "act_id": mine.id,
        "slug": "social-media",
        "charter_attempt_id": a_quiz_attempt(a_quizzed_version(withdrawn_at=now), viewer).id,
        "number": version.number,
        "version_id": version.id,
        "draft_id": draft.id,
        "question_id": question.id,
        "export_id": register.id,
        "token": a_link(one),
        "module_slug": module.slug,
        "requirement_id": requirement.id,
        "waiver_id": waiver.id,
        "completion_id": (done := a_completion(viewer, module, now - timedelta(days=350))).id,
        "code": code_of(done),
        "attempt_id": an_attempt(viewer, module).id,
        "session_id": _session(viewer, one),
        "completion_import_id": _completions_imported(viewer),
        "proof_slug": (shown := a_module("first-aid", kind=ModuleKind.PROOF)).slug,
        "proof_id": a_proof(one, shown).id,
        "topic_slug": topic.slug,
        "account_id": account.id,
        "suspension_id": suspension.id,
        "answer_id": an_answer(viewer, topic).id,
        "alias": "lea-sound-team",
        "content_id": (content := a_content_in_review()).id,
        "revision_number": stand(db.session(), content.id).number,
        **_written(module, viewer),
        **a_relay(viewer),
        **some_sources(viewer),
        **a_plan(viewer),
    }
    company = Company(viewer, version, module, employer, [department], gaps)
    company.grow(people)
    return company


def _session(viewer: Person, one: Person) -> int:
    """A session of the viewer, in which somebody has a place."""
    session = a_session(trainer=viewer)
    a_place(session, one)
    return session.id


def _completions_imported(viewer: Person) -> int:
    """An import of completions that waits to be applied, with a line that is wrong."""
    return a_read_import(acting(viewer), b"number,training,date\nX,none,2026-01-05\n").id


def _written(module: Module, viewer: Person) -> dict[str, int | str]:
    """The module's published version, and a draft of the next one."""
    published = select(ModuleVersion.id).where(ModuleVersion.module_id == module.id)
    draft = a_module_draft(module, author=viewer)
    return {"module_version_id": db.session.scalars(published).one(), "module_draft_id": draft.id}


def _acknowledged(version: Version, person: Person) -> Acknowledgement:
    """What the person did, with its place in the ledger."""
    text, actor = text_of(version), acting(person)
    shown = Shown(person.id, actor.sign_in_id, text.id, text.sha256, "fr", wiring().clock.now())
    with unit_of_work(actor) as work:
        act_id = acknowledge(work, Evidence(shown, text.sha256, reached_end=True, trace=Trace("", "")))
    seal()
    return db.session.get_one(Acknowledgement, act_id)


def an_import() -> PeopleImport:
    """An import that is ready to be applied."""
    return PeopleImport(
        file_name="people.csv",
        sha256=sha256(b"people").hexdigest(),
        state=ImportState.READY,
        uploaded_at=wiring().clock.now(),
        planned_on=wiring().clock.now().date(),
        rows_total=1,
        rows_read=1,
        counts=dict.fromkeys(COUNTED, 0),
    )


def pages(app: Flask, company: Company) -> dict[str, str]:
    """The address of every page by its endpoint. Raises KeyError for a gap that the company cannot fill."""
    return {
        rule.endpoint: _filled(rule, company.gaps)
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not FILES.search(rule.rule)
    }


def limit_of(endpoint: str) -> int:
    """How many queries the page of this endpoint may take."""
    return LIMIT_OF_TODAY if endpoint == "today.show" else LIMIT


def _filled(rule: Rule, gaps: dict[str, int | str]) -> str:
    return re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", lambda gap: str(gaps[gap.group(1)]), rule.rule)
