"""Who a version is meant for, in words: lines that a person may be in."""

from __future__ import annotations

from dataclasses import dataclass

from advocacy.errors import Refused
from advocacy.roles import Role

MOST_LINES = 40
"""An audience of more lines than this is better said as a department or an employer."""

AUDIENCE_ROLES = (
    Role.EMPLOYEE,
    Role.EXTERNAL,
    Role.MANAGER,
    Role.CHARTER_OWNER,
    Role.APPROVER,
    Role.HR,
)
"""The roles by which an audience may be narrowed. Auditors and administrators are met as employees."""


@dataclass(frozen=True, order=True)
class AudienceLine:
    """One line: whoever is in all it names. A person in any line is concerned; no line is everyone.

    A department means itself and everything below it.
    """

    employer_id: int | None = None
    site_id: int | None = None
    department_id: int | None = None
    role: Role | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it names nothing, and so everyone."""
        return self == AudienceLine()

    def plain(self) -> dict[str, int | str | None]:
        """The line as it stands in a manifest."""
        return {
            "employer": self.employer_id,
            "site": self.site_id,
            "department": self.department_id,
            "role": self.role.value if self.role else None,
        }


def audience_of(lines: list[AudienceLine]) -> tuple[AudienceLine, ...]:
    """The lines without empty ones and repeats, in the order given. Raises Refused when too many."""
    kept = tuple(dict.fromkeys(line for line in lines if not line.is_empty))
    if len(kept) > MOST_LINES:
        raise Refused(
            "An audience has at most %(most)s lines: name a department or an employer instead.",
            most=MOST_LINES,
        )
    return kept
