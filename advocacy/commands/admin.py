"""Commands for when nobody can sign in."""

from __future__ import annotations

from dataclasses import replace

import click
from sqlalchemy import select

from advocacy.access import SYSTEM
from advocacy.commands import application
from advocacy.errors import Refused
from advocacy.notices.mail import absolute
from advocacy.people.actions.links import hand_over
from advocacy.people.models import Person
from advocacy.roles import Grant, Role
from advocacy.settings import Settings
from advocacy.work import unit_of_work

AT_THE_MACHINE = replace(SYSTEM, grants=(Grant(Role.ADMIN),))
"""Whoever may run commands on this machine: the journal names the program itself."""


@click.group()
def admin() -> None:
    """Break the glass: a way in when there is no other."""


@admin.command()
@click.argument("number")
def invite(number: str) -> None:
    """Print a one-time link with which the person with the employee number NUMBER chooses a password.

    Whoever has the link can be that person: hand it over yourself. It stands in the journal.
    """
    with application() as app, unit_of_work(AT_THE_MACHINE) as work:
        person = work.session.scalar(select(Person).where(Person.number == number.strip()))
        if person is None:
            raise Refused("Nobody has the number %(number)s.", number=number)
        address = link_address(app.extensions["advocacy"].settings, hand_over(work, person))
        name = person.display_name
    click.echo(f"For {name}, once:\n{address}")


def link_address(settings: Settings, token: str) -> str:
    """Where a one-time link leads."""
    return absolute(settings, f"/account/link/{token}")


COMMANDS = (admin,)
