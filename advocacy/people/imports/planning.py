"""Making the plan of an import from what the file says and what is known. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from advocacy.errors import N_, Refused
from advocacy.people.imports.addresses import shared_addresses
from advocacy.people.imports.columns import Columns, Field
from advocacy.people.imports.differences import differences
from advocacy.people.imports.employers import Employers
from advocacy.people.imports.managers import circles, leavers_who_manage, managers_after, missing_managers
from advocacy.people.imports.plan import Change, FieldChange, Leaver, LeavingReason, Plan, Returner
from advocacy.people.imports.problems import Problem, ProblemList, Severity
from advocacy.people.imports.rules import (
    CurrentPerson,
    ImportedPerson,
    Rejected,
    end_before_start,
    external_without_end,
)
from advocacy.people.imports.spellings import Spellings
from advocacy.people.rules import Kind

# More of the staff than this leaving at once is more often a wrong file than a wave of leavings.
SHARE_LEAVING_TO_CONFIRM = 0.20


def plan(
    rows: Iterable[ImportedPerson | Rejected],
    current: Mapping[str, CurrentPerson],
    *,
    today: date,
    complete: bool,
    columns: Columns | None = None,
    employers: Iterable[tuple[str, str | None]] = (),
) -> Plan:
    """Return what importing `rows` would do to `current`, which maps each number to the person who has it.

    `complete` says that the file names everybody: who is employed and absent from it has left, her last day
    being yesterday (or today, if she began today). Somebody whose start lies ahead may be absent. `columns`
    gives the problems the headers of the file. `employers` are the known names and SIREN beyond those of
    `current`.

    Applied and planned again, the same file gives an empty plan. Refuses nothing: what is wrong is in the
    plan.
    """
    planning = _Planning(current, today, columns, employers)
    planning.take(rows)
    planning.resolve_employers()
    for person in planning.rows.values():
        planning.decide(person)
    if complete:
        planning.let_the_absent_go()
    planning.check_together()
    return planning.finished()


class _Planning:
    """A plan while it is being made."""

    def __init__(
        self,
        current: Mapping[str, CurrentPerson],
        today: date,
        columns: Columns | None,
        employers: Iterable[tuple[str, str | None]],
    ) -> None:
        self.current = current
        self.today = today
        self.columns = columns
        self.problems = ProblemList()
        self.rows: dict[str, ImportedPerson] = {}
        self.lines: dict[str, int] = {}  # of every number read, rejected rows included
        self.applied: dict[str, ImportedPerson] = {}  # those of the file who work here afterwards
        self.joiners: list[ImportedPerson] = []
        self.changes: list[Change] = []
        self.leavers: list[Leaver] = []
        self.returners: list[Returner] = []
        self.unchanged = 0
        self.past = 0
        self.employers = Employers(
            [*((person.employer, person.employer_siren) for person in current.values()), *employers]
        )

    def take(self, rows: Iterable[ImportedPerson | Rejected]) -> None:
        """Collect the rows by number; the second row with a number is a problem."""
        for row in rows:
            if isinstance(row, Rejected):
                self.problems.extend(row.problems)
            if row.number is None:
                continue
            first = self.lines.setdefault(row.number, row.line)
            if first != row.line:
                sentence = N_("Line %(line)s has the same number. Each person has one number and one line.")
                self.find(row.line, Field.NUMBER, row.number, sentence, {"line": first})
            elif isinstance(row, ImportedPerson):
                self.rows[row.number] = row

    def resolve_employers(self) -> None:
        """Give every row its employer's name and SIREN, and every place its one spelling."""
        for row in self.rows.values():
            if row.employer is not None and row.employer_siren is not None:
                try:
                    self.employers.learn(row.employer, row.employer_siren)
                except Refused as refused:
                    self.find_refused(row, Field.EMPLOYER, row.employer, refused)
        spellings = Spellings(self.current.values())
        for number, row in self.rows.items():
            try:
                name = row.employer or self.employers.name_of(row.employer_siren)
            except Refused as refused:
                self.find_refused(row, Field.EMPLOYER, row.employer_siren or "", refused)
                continue
            siren = self.employers.siren_of(name)
            if (name, siren) != (row.employer, row.employer_siren):
                row = replace(row, employer=name, employer_siren=siren)
            self.rows[number] = spellings.of(row)

    def decide(self, person: ImportedPerson) -> None:
        """Put one row where it belongs."""
        known = self.current.get(person.number)
        gone = person.end is not None and person.end < self.today
        if gone and (known is None or not known.employed):
            if known is None:
                self.past += 1
            else:
                self.unchanged += 1
        elif known is None:
            self._join(person)
        elif not known.employed:
            self._return(person, known)
        elif gone:
            self._leave(person, known)
        else:
            self._stay(person, known)

    def _join(self, person: ImportedPerson) -> None:
        joiner = replace(person, start=person.start or self.today, kind=person.kind or Kind.EMPLOYEE)
        self._check_dates(person, joiner.start, joiner.end, joiner.kind)
        self.applied[person.number] = joiner
        self.joiners.append(joiner)

    def _return(self, person: ImportedPerson, known: CurrentPerson) -> None:
        start = person.start or self.today
        fields = [c for c in differences(person, known) if c.field not in (Field.START, Field.END)]
        for field, old, new in ((Field.START, known.start, start), (Field.END, known.end, person.end)):
            if old != new:
                fields.append(FieldChange(field, old, new))
        self._check_dates(person, start, person.end, person.kind or known.kind)
        self.applied[person.number] = person
        self.returners.append(Returner(person, start, tuple(fields)))

    def _leave(self, person: ImportedPerson, known: CurrentPerson) -> None:
        assert person.end is not None
        self._check_dates(person, person.start or known.start, person.end, None)
        self.leavers.append(Leaver(person.number, person.end, LeavingReason.END_DATE, person.line))

    def _stay(self, person: ImportedPerson, known: CurrentPerson) -> None:
        fields = differences(person, known)
        end = person.end if Field.END in person.stated else known.end
        self._check_dates(person, person.start or known.start, end, person.kind or known.kind)
        self.applied[person.number] = person
        leaving = person.end is not None and known.end is None
        if leaving:
            assert person.end is not None
            self.leavers.append(Leaver(person.number, person.end, LeavingReason.END_DATE, person.line))
            fields = [change for change in fields if change.field is not Field.END]
        if fields:
            self.changes.append(Change(person, tuple(fields)))
        elif not leaving:
            self.unchanged += 1

    def _check_dates(
        self, person: ImportedPerson, start: date | None, end: date | None, kind: Kind | None
    ) -> None:
        """Check the dates that hold afterwards: those of the file, completed by those that are known."""
        if start and end and end < start:
            self.find_refused(person, Field.END, end.isoformat(), end_before_start(start, end))
        told = Field.KIND in person.stated or Field.END in person.stated
        if kind is Kind.EXTERNAL and end is None and told:
            self.find_refused(person, Field.END, "", external_without_end())

    def let_the_absent_go(self) -> None:
        """End the employment of everybody whom the file does not name, from today on."""
        yesterday = self.today - timedelta(days=1)
        for number, person in self.current.items():
            if not person.employed or number in self.lines:
                continue
            start = person.start or yesterday
            if start > self.today or (person.end is not None and person.end <= self.today):
                continue  # not yet here, so not yet in such a file; or leaving today at the latest anyway
            self.leavers.append(Leaver(number, max(start, yesterday), LeavingReason.ABSENT))

    def check_together(self) -> None:
        """Check what no row can tell by itself."""
        column = self.header(Field.MANAGER)
        gone = {leaver.number for leaver in self.leavers if leaver.number not in self.applied}
        # Whoever leaves today at the latest is gone already, or the plan made after this one would differ.
        gone |= {number for number, person in self.current.items() if person.end and person.end <= self.today}
        managers = managers_after(self.current, self.applied, gone)
        self.problems.extend(
            missing_managers(
                self.applied.values(),
                self.current,
                lambda number: number in managers or self.was_here(number),
                column,
            )
        )
        self.problems.extend(circles(managers, self.applied, column))
        self.problems.extend(leavers_who_manage(self.leavers, managers, column))
        self.problems.extend(shared_addresses(self.current, self.applied, self.header(Field.EMAIL)))
        self._look_for_lost_zeros()
        self._ask_about_many_leavers()

    def was_here(self, number: str) -> bool:
        """Whether somebody with this number is employed now, or has a row that another problem keeps out."""
        known = self.current.get(number)
        return (known is not None and known.employed) or (number in self.lines and number not in self.rows)

    def _look_for_lost_zeros(self) -> None:
        """Warn of a joiner "42" where a "0042" is known: spreadsheet programs drop zeros from numbers."""
        known = {number.lstrip("0"): number for number in self.current}
        for joiner in self.joiners:
            twin = known.get(joiner.number.lstrip("0"))
            if twin is not None:
                sentence = N_(
                    "Is this %(twin)s, who is known? Spreadsheet programs drop zeros at the beginning."
                )
                self.find(
                    joiner.line, Field.NUMBER, joiner.number, sentence, {"twin": twin}, Severity.WARNING
                )

    def _ask_about_many_leavers(self) -> None:
        if self._many_leave():
            sentence = N_(
                "%(leaving)s of %(employed)s people would leave. Confirm that the file is the right one."
            )
            employed = sum(person.employed for person in self.current.values())
            self.problems.add(
                Problem(
                    None,
                    "",
                    "",
                    sentence,
                    {"leaving": len(self.leavers), "employed": employed},
                    Severity.WARNING,
                )
            )

    def _many_leave(self) -> bool:
        employed = sum(person.employed for person in self.current.values())
        return len(self.leavers) > SHARE_LEAVING_TO_CONFIRM * employed

    def header(self, field: Field) -> str:
        """Return what the file calls `field`."""
        return self.columns.header(field) if self.columns else str(field)

    def find(
        self,
        line: int,
        field: Field,
        value: str,
        sentence: str,
        values: Mapping[str, object],
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Add a problem of one field."""
        self.problems.add(Problem(line, self.header(field), value, sentence, values, severity))

    def find_refused(self, person: ImportedPerson, field: Field, value: str, refused: Refused) -> None:
        """Add what a rule refused."""
        self.find(person.line, field, value, refused.sentence, refused.values)

    def finished(self) -> Plan:
        """Return the plan."""
        return Plan(
            joiners=tuple(self.joiners),
            changes=tuple(self.changes),
            leavers=tuple(self.leavers),
            returners=tuple(self.returners),
            unchanged=self.unchanged,
            past=self.past,
            sirens=tuple(self.employers.learnt.items()),
            problems=self.problems.in_order(),
            errors=self.problems.counts[Severity.ERROR],
            warnings=self.problems.counts[Severity.WARNING],
            needs_confirmation=self._many_leave(),
        )
