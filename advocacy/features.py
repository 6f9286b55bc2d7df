"""The features, in their order: each imports only from those before it, and from the house."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import ModuleType

from flask import Flask

from advocacy.answers.routes import bp as answers
from advocacy.audit import jobs as audit_jobs
from advocacy.audit.directory import Directory, init_directory
from advocacy.audit.documents import DocumentSource, init_documents, no_content, no_titles
from advocacy.audit.routes import bp as audit
from advocacy.audit.sealer import SEALER
from advocacy.charter.banner import init_banner
from advocacy.charter.obligations import owed as owed_charter
from advocacy.charter.queries import exact
from advocacy.charter.routes import charter, manage
from advocacy.charter.to_dos import to_dos as charter_to_dos
from advocacy.demonstration.routes import init_demonstration
from advocacy.hr import jobs as hr_jobs
from advocacy.hr.routes import bp as hr
from advocacy.insights.counting_heads import HEADCOUNT
from advocacy.insights.gathering import IMPACT
from advocacy.insights.queries import figures as impact_figures
from advocacy.insights.routes import bp as insights
from advocacy.jobs.loops import Loop
from advocacy.library import jobs as library_jobs
from advocacy.library.figures import FigureSource, init_figures
from advocacy.library.queries import exact as exact_contents
from advocacy.library.queries.answered import answered
from advocacy.library.reach import init_reach
from advocacy.library.routes.accounts import bp as official_accounts
from advocacy.library.routes.calendar_feeds import bp as calendar_feeds
from advocacy.library.routes.manage import bp as library_manage
from advocacy.library.routes.rights import bp as library_rights
from advocacy.library.routes.sightings import bp as sightings
from advocacy.library.routes.suggestions import bp as suggestions
from advocacy.library.rules.words import Measure
from advocacy.library.sources.looking import TARGETS
from advocacy.library.sources.polling import FEEDS
from advocacy.library.to_dos import to_dos as library_to_dos
from advocacy.notices import jobs as notices_jobs
from advocacy.notices.recipients import init_recipients
from advocacy.notices.reminders import REMINDERS
from advocacy.obligations import ObligationSource, init_obligations
from advocacy.people import jobs as people_jobs
from advocacy.people.old_imports import OLD_IMPORTS
from advocacy.people.queries import naming
from advocacy.people.queries.recipients import recipients
from advocacy.people.routes import account, admin, imports
from advocacy.people.to_dos import to_dos as people_to_dos
from advocacy.privacy.retention import RETENTION
from advocacy.relay import jobs as relay_jobs
from advocacy.relay.jobs.relaying import DIGEST_LOOP
from advocacy.relay.queries.reach import reach
from advocacy.relay.routes import bp as relay
from advocacy.relay.routes.links import bp as links
from advocacy.roster import jobs as roster_jobs
from advocacy.roster.queries import commitments
from advocacy.roster.routes import roster, verify
from advocacy.to_dos import ToDoSource, init_to_dos
from advocacy.today.routes import bp as today
from advocacy.topics import queries as topic_names
from advocacy.topics.routes import bp as topics
from advocacy.training import jobs as training_jobs
from advocacy.training.obligations import owed as owed_trainings
from advocacy.training.old_imports import OLD_COMPLETION_IMPORTS
from advocacy.training.queries import exact as exact_trainings
from advocacy.training.routes import imports as training_imports
from advocacy.training.routes import training
from advocacy.training.routes.manage import bp as training_manage
from advocacy.training.routes.proofs import bp as training_proofs
from advocacy.training.routes.recording import bp as training_recording
from advocacy.training.routes.requirements import bp as training_requirements
from advocacy.training.routes.sessions import bp as training_sessions
from advocacy.training.to_dos import to_dos as training_to_dos

BLUEPRINTS = (
    *(audit, account, admin, imports.bp, topics, charter, manage),
    *(training, training_manage, training_requirements),
    *(training_sessions, training_proofs, training_recording, training_imports.bp),
    *(roster, verify, answers),
    *(library_manage, official_accounts, calendar_feeds, library_rights),
    *(suggestions, sightings),
    relay,
    links,
    insights,
    *(hr, today),
)

JOBS: Sequence[ModuleType] = (
    *(audit_jobs, notices_jobs, people_jobs, training_jobs, roster_jobs),
    *(library_jobs, relay_jobs, hr_jobs),
)
"""The modules that declare jobs: imported here, so that the worker knows their kinds."""

NAMES = Directory(naming.names, naming.search, naming.numbered, naming.is_within)
"""Who tells the journal what people are called."""

DOCUMENT_SOURCES: Sequence[DocumentSource] = (
    DocumentSource(exact.content, exact.titles, exact.called),
    DocumentSource(exact_trainings.content, exact_trainings.titles, exact_trainings.called),
    DocumentSource(commitments.content, commitments.titles),
    DocumentSource(exact_contents.content, exact_contents.titles, exact_contents.called),
    DocumentSource(no_content, no_titles, topic_names.called),
)
"""Who has the texts that lines of the ledger name, or knows what something in them is called."""

OBLIGATION_SOURCES: Sequence[ObligationSource] = (owed_charter, owed_trainings)
"""Who tells what people owe."""

TO_DO_SOURCES: Sequence[ToDoSource] = (people_to_dos, charter_to_dos, training_to_dos, library_to_dos)
"""Who tells what waits for people in their roles, in the order of the home page."""

FIGURE_SOURCES: Mapping[Measure, FigureSource] = {
    Measure.CLICKS: impact_figures.clicks,
    Measure.SHARES: impact_figures.shares,
    Measure.ANSWERS: answered,
}
"""Who counts what objectives are measured by."""

LOOPS: Sequence[Loop] = (
    SEALER,
    REMINDERS,
    RETENTION,
    OLD_IMPORTS,
    OLD_COMPLETION_IMPORTS,
    *(FEEDS, TARGETS),
    DIGEST_LOOP,
    HEADCOUNT,
    IMPACT,
)
"""What the worker does again and again."""


def init_features(app: Flask) -> None:
    """Add every feature's pages to `app`."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    init_banner(app)
    init_obligations(app, OBLIGATION_SOURCES)
    init_to_dos(app, TO_DO_SOURCES)
    init_figures(app, FIGURE_SOURCES)
    init_recipients(app, recipients)
    init_directory(app, NAMES)
    init_documents(app, DOCUMENT_SOURCES)
    init_reach(app, reach)
    if app.extensions["advocacy"].settings.demonstration:
        init_demonstration(app)
