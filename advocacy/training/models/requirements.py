"""Who must hold which training, for how long it holds, and who is let off until when."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import BigId, Key, Model, by_value
from advocacy.roles import Role
from advocacy.training.rules import Validity


class Requirement(Model):
    """A module binds an audience from `begins_on`. A change retires the row and adds another.

    `days` is how long a joiner (or everyone, when it begins) has; `months` is the validity when it is
    rolling,
    `month` (1 to 12) the month at whose end it lapses when it follows the calendar; `grace_days` follow
    on that.
    """

    __tablename__ = "training_requirement"
    __table_args__ = (
        Index("ix_training_requirement_module_id", "module_id"),
        CheckConstraint("days > 0", name="gives_time"),
        CheckConstraint("grace_days >= 0", name="grace_is_not_negative"),
        CheckConstraint("months IS NULL OR months > 0", name="holds_for_a_while"),
        CheckConstraint("month IS NULL OR month BETWEEN 1 AND 12", name="month_of_the_calendar"),
    )

    id: Mapped[Key]
    module_id: Mapped[int] = mapped_column(ForeignKey("training_module.id"))
    validity: Mapped[Validity] = mapped_column(by_value(Validity))
    months: Mapped[int | None] = mapped_column(Integer)
    month: Mapped[int | None] = mapped_column(Integer)
    grace_days: Mapped[int] = mapped_column(Integer, default=0)
    days: Mapped[int] = mapped_column(Integer, default=30)
    begins_on: Mapped[date]
    ends_on: Mapped[date | None]
    recorded_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class RequirementLine(Model):
    """One line of a requirement's audience; a person in any line is bound, no line means everyone."""

    __tablename__ = "training_requirement_line"

    id: Mapped[BigId]
    requirement_id: Mapped[int] = mapped_column(ForeignKey("training_requirement.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    role: Mapped[Role | None] = mapped_column(by_value(Role))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))


class Waiver(Model):
    """A dated exemption of one person from one module: it ends the debt, never gives the right to answer.

    It holds from `valid_from` up to the day before `until`.
    """

    __tablename__ = "training_waiver"
    __table_args__ = (
        Index("ix_training_waiver_person_id_module_id", "person_id", "module_id"),
        CheckConstraint("until > valid_from", name="ends_after_it_begins"),
    )

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("training_module.id"))
    valid_from: Mapped[date]
    until: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))


class WaiverReason(Model):
    """Why: out of the ledger, and deletable."""

    __tablename__ = "training_waiver_reason"

    waiver_id: Mapped[int] = mapped_column(ForeignKey("training_waiver.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(LongText)
