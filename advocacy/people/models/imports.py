"""An import of people: the file, what it would do row by row, and the facts that wait to be written.

The last three tables hold staged rows. They are written in chunks while the file is read, so that applying
them takes a few statements; they are deleted once the import has ended.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, JsonDict, Model, OrderedText, by_value
from advocacy.uploads.models import Uploaded


class RowOutcome(StrEnum):
    """What is said of a row in the preview. A row may have several: somebody who moves and then leaves."""

    JOINER = "joiner"
    CHANGE = "change"
    LEAVER = "leaver"
    RETURNER = "returner"
    ERROR = "error"
    WARNING = "warning"


class PlaceKind(StrEnum):
    """What kind of place a file names."""

    EMPLOYER = "employer"
    SITE = "site"
    DEPARTMENT = "department"


class FactKind(StrEnum):
    """The table to which a staged dated row belongs."""

    EMPLOYMENT = "employment"
    PLACEMENT = "placement"
    ROLE_GRANT = "role_grant"


class PeopleImport(Uploaded):
    """One uploaded spreadsheet of people: everybody (`complete`) or some of them.

    `planned_on` and `edition` say for which day and which state of the people the preview holds.
    """

    __tablename__ = "people_import"
    __table_args__ = (Index("ix_people_import_sha256", "sha256"),)

    complete: Mapped[bool] = mapped_column(Boolean, default=False)
    planned_on: Mapped[date | None] = mapped_column(Date)
    edition: Mapped[int | None] = mapped_column(BigInteger)


class PeopleImportRow(Model):
    """What the preview says of one row, in `said`; for a joiner or changed identity also the person to write.

    `line` is 0 where no line can be named. `writes` says that the identity below it is to be written;
    `person_id` is None for somebody new. `last_day` is that of a leaver.
    """

    __tablename__ = "people_import_row"
    __table_args__ = (Index("ix_people_import_row_import_id_outcome_id", "import_id", "outcome", "id"),)

    id: Mapped[BigId]
    import_id: Mapped[int] = mapped_column(ForeignKey("people_import.id"))
    line: Mapped[int] = mapped_column(Integer)
    outcome: Mapped[RowOutcome] = mapped_column(by_value(RowOutcome))
    number: Mapped[str] = mapped_column(String(40), default="")
    name: Mapped[str] = mapped_column(String(161), default="")
    said: Mapped[JsonDict] = mapped_column(default=dict)
    person_id: Mapped[int | None] = mapped_column(Integer)
    last_day: Mapped[date | None] = mapped_column(Date)
    writes: Mapped[bool] = mapped_column(Boolean, default=False)
    subject: Mapped[str | None] = mapped_column(String(32))
    kind: Mapped[str | None] = mapped_column(String(32))
    given_name: Mapped[str | None] = mapped_column(String(80))
    family_name: Mapped[str | None] = mapped_column(String(80))
    email: Mapped[str | None] = mapped_column(String(254))
    email_key: Mapped[str | None] = mapped_column(String(254))
    language: Mapped[str | None] = mapped_column(String(32))
    sort_key: Mapped[str | None] = mapped_column(OrderedText)
    search_key: Mapped[str | None] = mapped_column(OrderedText)


class PeopleImportPlace(Model):
    """An employer, site or department that staged facts name by `ref`.

    `place_id` is its id once it is known: from the start, or when it is made. A site's `parent_ref` is its
    employer, a department's the one above it. `siren` of a known employer is one to be added.
    """

    __tablename__ = "people_import_place"
    __table_args__ = (Index("uq_people_import_place_import_id_ref", "import_id", "ref", unique=True),)

    id: Mapped[BigId]
    import_id: Mapped[int] = mapped_column(ForeignKey("people_import.id"))
    ref: Mapped[int] = mapped_column(Integer)
    kind: Mapped[PlaceKind] = mapped_column(by_value(PlaceKind))
    name: Mapped[str] = mapped_column(String(160))
    siren: Mapped[str | None] = mapped_column(String(9))
    parent_ref: Mapped[int | None] = mapped_column(Integer)
    depth: Mapped[int] = mapped_column(Integer, default=0)
    is_new: Mapped[bool] = mapped_column(Boolean)
    place_id: Mapped[int | None] = mapped_column(Integer)


class PeopleImportFact(Model):
    """A dated row to write. `retires` is a known row that stops counting.

    With `retires` and days, what that row says holds on those days only; with `retires` and no `valid_from`
    it is not written again; without `retires` it is a new row about the person called `number`. A manager is
    told by number, or kept by id.
    """

    __tablename__ = "people_import_fact"
    __table_args__ = (Index("ix_people_import_fact_import_id_kind", "import_id", "kind"),)

    id: Mapped[BigId]
    import_id: Mapped[int] = mapped_column(ForeignKey("people_import.id"))
    kind: Mapped[FactKind] = mapped_column(by_value(FactKind))
    retires: Mapped[int | None] = mapped_column(BigInteger)
    number: Mapped[str | None] = mapped_column(String(40))
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    employer_ref: Mapped[int | None] = mapped_column(Integer)
    site_ref: Mapped[int | None] = mapped_column(Integer)
    department_ref: Mapped[int | None] = mapped_column(Integer)
    manager: Mapped[str | None] = mapped_column(String(40))
    manager_id: Mapped[int | None] = mapped_column(Integer)
