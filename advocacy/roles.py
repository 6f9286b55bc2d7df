"""Who may be granted what: roles, permissions, the table between them, and whoever acts.

Plain values, so that rules may use them; `access.py` holds the gate in front of the routes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from advocacy.audit.party import Party
from advocacy.errors import N_, Forbidden


class Role(StrEnum):
    """What somebody is in the company's portal. The first three follow from facts, the others are granted."""

    EMPLOYEE = "employee"
    EXTERNAL = "external"
    MANAGER = "manager"
    CHARTER_OWNER = "charter_owner"
    APPROVER = "approver"
    HR = "hr"
    TRAINER = "trainer"
    EDITOR = "editor"
    AUDITOR = "auditor"
    ADMIN = "admin"


ROLE_NAMES = {
    Role.EMPLOYEE: N_("Employee"),
    Role.EXTERNAL: N_("External person"),
    Role.MANAGER: N_("Manager"),
    Role.CHARTER_OWNER: N_("Charter owner"),
    Role.APPROVER: N_("Approver"),
    Role.HR: N_("HR"),
    Role.TRAINER: N_("Trainer"),
    Role.EDITOR: N_("Editor"),
    Role.AUDITOR: N_("Auditor"),
    Role.ADMIN: N_("Administrator"),
}
"""What each role is called, to be translated when shown."""

GRANTABLE = (
    Role.CHARTER_OWNER,
    Role.APPROVER,
    Role.HR,
    Role.TRAINER,
    Role.EDITOR,
    Role.AUDITOR,
    Role.ADMIN,
)
"""The roles an administrator can give; some may be limited to a department."""

LIMITABLE = (Role.HR,)
"""The roles that may be limited to a department and everything below it."""


class Can(StrEnum):
    """Every permission."""

    ANYONE = "anyone"
    USE_ACCOUNT = "use_account"
    SEE_TODAY = "see_today"
    READ_CHARTER = "read_charter"
    ACKNOWLEDGE_CHARTER = "acknowledge_charter"
    ASK_ABOUT_CHARTER = "ask_about_charter"
    SEE_OWN_RECEIPT = "see_own_receipt"
    SEE_CHARTER_DRAFTS = "see_charter_drafts"
    WRITE_CHARTER = "write_charter"
    APPROVE_CHARTER = "approve_charter"
    PUBLISH_CHARTER = "publish_charter"
    ANSWER_CHARTER_QUESTION = "answer_charter_question"
    SEE_TEAM = "see_team"
    SEE_HR = "see_hr"
    EXPORT_REGISTER = "export_register"
    SEND_REMINDER = "send_reminder"
    SEE_OBJECTION_REASON = "see_objection_reason"
    IMPORT_PEOPLE = "import_people"
    MANAGE_PEOPLE = "manage_people"
    RECORD_ABSENCE = "record_absence"
    MANAGE_ORGANISATION = "manage_organisation"
    GRANT_ROLE = "grant_role"
    MANAGE_TOPIC = "manage_topic"
    TAKE_TRAINING = "take_training"
    SEE_TRAINING_DRAFTS = "see_training_drafts"
    WRITE_TRAINING = "write_training"
    APPROVE_TRAINING = "approve_training"
    PUBLISH_TRAINING = "publish_training"
    HOLD_SESSION = "hold_session"
    SET_REQUIREMENT = "set_requirement"
    WAIVE_TRAINING = "waive_training"
    RECORD_COMPLETION = "record_completion"
    REVOKE_COMPLETION = "revoke_completion"
    IMPORT_COMPLETIONS = "import_completions"
    CHECK_PROOF = "check_proof"
    SEE_ROSTER = "see_roster"
    JOIN_ROSTER = "join_roster"
    MANAGE_ROSTER = "manage_roster"
    SUSPEND_MEMBER = "suspend_member"
    SEE_SUSPENSION_REASON = "see_suspension_reason"
    CONFIRM_WORK_ACCOUNT = "confirm_work_account"
    SEE_COVERAGE = "see_coverage"
    RECORD_ANSWER = "record_answer"
    SEE_ANSWER = "see_answer"
    SEE_ANSWERS = "see_answers"
    THANK_MEMBER = "thank_member"
    READ_LIBRARY = "read_library"
    RELAY = "relay"
    STOP_RELAYING = "stop_relaying"
    SEE_CONTENT = "see_content"
    WRITE_CONTENT = "write_content"
    APPROVE_CONTENT = "approve_content"
    RECALL_CONTENT = "recall_content"
    HOLD_CONTENT = "hold_content"
    FEATURE_CONTENT = "feature_content"
    MANAGE_PHRASES = "manage_phrases"
    SET_OBJECTIVE = "set_objective"
    MANAGE_NETWORKS = "manage_networks"
    MANAGE_SOURCES = "manage_sources"
    SUGGEST_CONTENT = "suggest_content"
    ANSWER_SUGGESTION = "answer_suggestion"
    REPORT_SIGHTING = "report_sighting"
    SEE_SIGHTINGS = "see_sightings"
    GIVE_LIBRARY_RIGHT = "give_library_right"
    SEE_INSIGHTS = "see_insights"
    EXPORT_INSIGHTS = "export_insights"
    NOTE_INSIGHT = "note_insight"
    SEE_JOURNAL = "see_journal"
    EXPORT_LEDGER = "export_ledger"


_EVERYONE = frozenset({Role.EMPLOYEE, Role.EXTERNAL})

GRANTS: Mapping[Can, frozenset[Role]] = {
    Can.USE_ACCOUNT: _EVERYONE,
    Can.SEE_TODAY: _EVERYONE,
    Can.READ_CHARTER: _EVERYONE,
    Can.ACKNOWLEDGE_CHARTER: _EVERYONE,
    Can.ASK_ABOUT_CHARTER: _EVERYONE,
    Can.SEE_OWN_RECEIPT: _EVERYONE,
    Can.SEE_CHARTER_DRAFTS: frozenset({Role.CHARTER_OWNER, Role.APPROVER}),
    Can.WRITE_CHARTER: frozenset({Role.CHARTER_OWNER}),
    Can.APPROVE_CHARTER: frozenset({Role.APPROVER}),
    Can.PUBLISH_CHARTER: frozenset({Role.CHARTER_OWNER}),
    Can.ANSWER_CHARTER_QUESTION: frozenset({Role.CHARTER_OWNER}),
    Can.SEE_TEAM: frozenset({Role.MANAGER, Role.HR}),
    Can.SEE_HR: frozenset({Role.HR, Role.AUDITOR}),
    Can.EXPORT_REGISTER: frozenset({Role.HR, Role.AUDITOR}),
    Can.SEND_REMINDER: frozenset({Role.HR}),
    Can.SEE_OBJECTION_REASON: frozenset({Role.HR}),
    Can.IMPORT_PEOPLE: frozenset({Role.HR}),
    Can.MANAGE_PEOPLE: frozenset({Role.HR, Role.ADMIN}),
    Can.RECORD_ABSENCE: frozenset({Role.HR}),
    Can.MANAGE_ORGANISATION: frozenset({Role.HR, Role.ADMIN}),
    Can.GRANT_ROLE: frozenset({Role.ADMIN}),
    Can.MANAGE_TOPIC: frozenset({Role.HR, Role.ADMIN}),
    Can.TAKE_TRAINING: _EVERYONE,
    Can.SEE_TRAINING_DRAFTS: frozenset({Role.TRAINER, Role.APPROVER}),
    Can.WRITE_TRAINING: frozenset({Role.TRAINER}),
    Can.APPROVE_TRAINING: frozenset({Role.APPROVER}),
    Can.PUBLISH_TRAINING: frozenset({Role.TRAINER}),
    Can.HOLD_SESSION: frozenset({Role.TRAINER}),
    Can.SET_REQUIREMENT: frozenset({Role.HR}),
    Can.WAIVE_TRAINING: frozenset({Role.HR}),
    Can.RECORD_COMPLETION: frozenset({Role.HR}),
    Can.REVOKE_COMPLETION: frozenset({Role.HR}),
    Can.IMPORT_COMPLETIONS: frozenset({Role.HR}),
    Can.CHECK_PROOF: frozenset({Role.HR}),
    Can.SEE_ROSTER: frozenset({Role.EMPLOYEE}),
    Can.JOIN_ROSTER: frozenset({Role.EMPLOYEE}),
    Can.MANAGE_ROSTER: frozenset({Role.HR}),
    Can.SUSPEND_MEMBER: frozenset({Role.HR}),
    Can.SEE_SUSPENSION_REASON: frozenset({Role.HR}),
    Can.CONFIRM_WORK_ACCOUNT: frozenset({Role.ADMIN}),
    Can.SEE_COVERAGE: frozenset({Role.HR, Role.AUDITOR}),
    Can.RECORD_ANSWER: frozenset({Role.EMPLOYEE}),
    Can.SEE_ANSWER: frozenset({Role.EMPLOYEE, Role.HR, Role.AUDITOR}),
    Can.SEE_ANSWERS: frozenset({Role.HR, Role.AUDITOR}),
    Can.THANK_MEMBER: frozenset({Role.MANAGER}),
    Can.READ_LIBRARY: _EVERYONE,
    Can.RELAY: frozenset({Role.EMPLOYEE}),
    Can.STOP_RELAYING: frozenset({Role.APPROVER, Role.ADMIN}),
    Can.SEE_CONTENT: frozenset({Role.EDITOR, Role.APPROVER}),
    Can.WRITE_CONTENT: frozenset({Role.EDITOR}),
    Can.APPROVE_CONTENT: frozenset({Role.APPROVER}),
    Can.RECALL_CONTENT: frozenset({Role.APPROVER}),
    Can.HOLD_CONTENT: frozenset({Role.APPROVER}),
    Can.FEATURE_CONTENT: frozenset({Role.EDITOR, Role.APPROVER}),
    Can.MANAGE_PHRASES: frozenset({Role.APPROVER}),
    Can.SET_OBJECTIVE: frozenset({Role.APPROVER}),
    Can.MANAGE_NETWORKS: frozenset({Role.EDITOR, Role.APPROVER}),
    Can.MANAGE_SOURCES: frozenset({Role.EDITOR}),
    Can.SUGGEST_CONTENT: _EVERYONE,
    Can.ANSWER_SUGGESTION: frozenset({Role.EDITOR}),
    Can.REPORT_SIGHTING: _EVERYONE,
    Can.SEE_SIGHTINGS: frozenset({Role.EDITOR, Role.APPROVER}),
    Can.GIVE_LIBRARY_RIGHT: frozenset({Role.ADMIN}),
    Can.SEE_INSIGHTS: frozenset({Role.EDITOR, Role.APPROVER, Role.MANAGER, Role.AUDITOR}),
    Can.EXPORT_INSIGHTS: frozenset({Role.EDITOR, Role.APPROVER, Role.AUDITOR}),
    Can.NOTE_INSIGHT: frozenset({Role.EDITOR}),
    Can.SEE_JOURNAL: frozenset({Role.AUDITOR, Role.ADMIN}),
    Can.EXPORT_LEDGER: frozenset({Role.AUDITOR}),
}


@dataclass(frozen=True)
class Grant:
    """A role somebody holds now, everywhere (`departments` is None) or in these departments only."""

    role: Role
    departments: frozenset[int] | None = None


@dataclass(frozen=True)
class Actor:
    """Who acts: a person with what is granted today, or the system itself (`id` is None)."""

    id: int | None
    subject: str | None
    name: str
    language: str
    zone: str
    grants: tuple[Grant, ...] = ()
    sign_in_id: int | None = None

    @property
    def party(self) -> Party:
        """The actor as the journal knows one."""
        return Party(self.id, self.subject)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held, whatever their limits."""
        return frozenset(grant.role for grant in self.grants)

    @property
    def is_system(self) -> bool:
        """Whether this is the program itself: a job, a command."""
        return self.id is None

    def can(self, permission: Can) -> bool:
        """Whether some role of this actor is granted `permission`, somewhere at least."""
        if permission is Can.ANYONE or self.is_system:
            return True
        return not self.roles.isdisjoint(GRANTS.get(permission, frozenset()))

    def scope(self, permission: Can) -> frozenset[int] | None:
        """The departments in which `permission` is held: None for everywhere, empty for nowhere."""
        if self.is_system:
            return None
        held = [
            grant.departments for grant in self.grants if grant.role in GRANTS.get(permission, frozenset())
        ]
        if any(departments is None for departments in held):
            return None
        return frozenset().union(*(departments for departments in held if departments is not None))

    def require(self, permission: Can) -> None:
        """Raise Forbidden unless `permission` is held somewhere."""
        if not self.can(permission):
            raise Forbidden(permission.value)


SYSTEM = Actor(id=None, subject=None, name="Advocacy", language="fr", zone="UTC")
"""The program itself, in jobs and commands."""
