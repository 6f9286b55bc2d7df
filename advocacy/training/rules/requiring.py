"""What a requirement may say: whom it binds, from when, with how many days."""

from __future__ import annotations

from dataclasses import dataclass

from advocacy.charter.rules.audience import AUDIENCE_ROLES
from advocacy.roles import Role

REQUIREMENT_ROLES = (*AUDIENCE_ROLES, Role.TRAINER)
"""The roles that can be bound. Auditors and administrators are met as employees."""


@dataclass(frozen=True, order=True)
class Line:
    """One line of an audience: a department with everything below it, a role, or the holders of a topic."""

    department_id: int | None = None
    role: Role | None = None
    topic_id: int | None = None

    @property
    def is_department(self) -> bool:
        """Whether it names a department and nothing else."""
        return self.department_id is not None and self.role is None and self.topic_id is None
