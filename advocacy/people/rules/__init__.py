"""Decisions about people, in plain Python: kinds, dated rows, passwords, links, roles, departments,
addresses."""

from advocacy.people.rules.kinds import Kind, Language, holds_on

__all__ = ["Kind", "Language", "holds_on"]
