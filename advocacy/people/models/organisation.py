"""The organisation: legal entities, establishments, and the tree of departments."""

from __future__ import annotations

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.db import Key, Model, OrderedText


class Employer(Model):
    """A legal entity. `siren` is its nine-digit number at INSEE (Code de commerce R123-221), if French."""

    __tablename__ = "employer"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(160), unique=True)
    siren: Mapped[str | None] = mapped_column(String(9), unique=True)


class Site(Model):
    """An establishment of an employer, with the zone its people live in."""

    __tablename__ = "site"
    __table_args__ = (Index("uq_site_employer_id_name", "employer_id", "name", unique=True),)

    id: Mapped[Key]
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    name: Mapped[str] = mapped_column(String(160))
    time_zone: Mapped[str] = mapped_column(String(64))


class Department(Model):
    """A team in the tree. `path` is the ids from the root, each ended by a slash ("1/4/17/"): a subtree
    is a prefix. `depth` is 0 at the root."""

    __tablename__ = "department"
    __table_args__ = (
        Index("uq_department_parent_id_name", "parent_id", "name", unique=True),
        Index("ix_department_path", "path"),
    )

    id: Mapped[Key]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    name: Mapped[str] = mapped_column(String(160))
    path: Mapped[str] = mapped_column(OrderedText, default="")
    depth: Mapped[int] = mapped_column(Integer, default=0)
    sort_key: Mapped[str] = mapped_column(OrderedText)
    closed: Mapped[bool] = mapped_column(Boolean, default=False)
