"""Managers after an import: who is named but not there, who leaves, who goes round in a circle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from advocacy.errors import N_
from advocacy.people.imports.columns import Field
from advocacy.people.imports.plan import Leaver
from advocacy.people.imports.problems import Problem, Severity
from advocacy.people.imports.rules import CurrentPerson, ImportedPerson

_LOOP_SHOWN = 10


def managers_after(
    current: Mapping[str, CurrentPerson], applied: Mapping[str, ImportedPerson], gone: Collection[str]
) -> dict[str, str | None]:
    """Return the manager of everybody who works here after the import; `gone` are those who then do not."""
    managers = {
        number: person.manager for number, person in current.items() if person.employed and number not in gone
    }
    for number, row in applied.items():
        if Field.MANAGER in row.stated:
            managers[number] = row.manager
        else:
            known = current.get(number)
            managers[number] = known.manager if known else None
    return managers


def missing_managers(
    applied: Iterable[ImportedPerson],
    current: Mapping[str, CurrentPerson],
    known: Callable[[str], bool],
    column: str,
) -> Iterator[Problem]:
    """Yield a problem for each row whose manager nobody employed is; `known` says whether somebody is.

    A manager who was so before and has left since is a warning: the file only repeats it, and a file applied
    twice must not fail the second time.
    """
    for row in applied:
        if row.manager is None or known(row.manager):
            continue
        before = current.get(row.number)
        if before is not None and before.manager == row.manager:
            sentence, severity = N_("The manager %(manager)s has left. Name another."), Severity.WARNING
        else:
            sentence = N_("Nobody with the number %(manager)s is in the file or employed.")
            severity = Severity.ERROR
        yield Problem(row.line, column, row.manager, sentence, {"manager": row.manager}, severity)


def leavers_who_manage(
    leavers: Iterable[Leaver], managers: Mapping[str, str | None], column: str
) -> Iterator[Problem]:
    """Yield a warning for each leaver who is still somebody's manager after the import."""
    teams = Counter(manager for manager in managers.values() if manager is not None)
    for leaver in leavers:
        team = teams[leaver.number]
        if team:
            yield Problem(
                leaver.line,
                column,
                leaver.number,
                N_("%(number)s leaves (last day %(end)s) and still manages people: %(count)s."),
                {"number": leaver.number, "end": leaver.end.isoformat(), "count": team},
                Severity.WARNING,
            )


def circles(
    managers: Mapping[str, str | None], applied: Mapping[str, ImportedPerson], column: str
) -> Iterator[Problem]:
    """Yield a problem for each loop of managers to which the file contributes, at its first line."""
    for loop in manager_loops(managers):
        told = [n for n in loop if n in applied and Field.MANAGER in applied[n].stated]
        if not told:
            continue  # the loop was there before; this file says nothing of it
        first = min(told, key=lambda number: applied[number].line)
        at = loop.index(first)
        round_trip = (*loop[at:], *loop[:at], first)
        if len(round_trip) > _LOOP_SHOWN:
            round_trip = (*round_trip[: _LOOP_SHOWN - 2], "…", first)
        yield Problem(
            applied[first].line,
            column,
            managers[first] or "",
            N_("These people manage each other in a circle: %(loop)s."),
            {"loop": " → ".join(round_trip)},
        )


def manager_loops(managers: Mapping[str, str | None]) -> Iterator[tuple[str, ...]]:
    """Yield every loop once, as the numbers met on the way round; `managers` maps a person to their manager.

    Somebody who is not a key has no manager. Takes time in proportion to the people, however deep the tree.
    """
    walk_of: dict[str, int] = {}
    for walk, start in enumerate(managers):
        path: list[str] = []
        person: str | None = start
        while person is not None and person not in walk_of:
            walk_of[person] = walk
            path.append(person)
            person = managers.get(person)
        # Meeting one's own steps closes a loop; meeting those of an earlier walk joins what is already known.
        if person is not None and walk_of[person] == walk:
            yield tuple(path[path.index(person) :])
