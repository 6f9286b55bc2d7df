"""The instant and the day it is now, for whoever only reads. Who writes has them of the Work."""

from __future__ import annotations

from datetime import date, datetime

from advocacy.wiring import wiring


def now() -> datetime:
    """The present instant."""
    return wiring().clock.now()


def today() -> date:
    """The day it is in the installation's zone: the one by which dated rows hold."""
    return wiring().today()
