"""Retiring a module, and bringing it back. What was completed stays in either case."""

from __future__ import annotations

from advocacy.access import Can
from advocacy.training.actions.drafts import lock_module
from advocacy.training.events.modules import TrainingModuleBroughtBack, TrainingModuleRetired
from advocacy.training.rules import drafting as rules
from advocacy.work import Work


def retire(work: Work, slug: str) -> None:
    """From now on the module can neither be required nor taken. Raises Refused when it is retired already."""
    work.actor.require(Can.PUBLISH_TRAINING)
    module = lock_module(work, slug)
    rules.check_retiring(module.retired_at)
    module.retired_at = work.now
    work.record(TrainingModuleRetired(module=slug))


def bring_back(work: Work, slug: str) -> None:
    """The module can be required and taken again. Raises Refused when it is not retired."""
    work.actor.require(Can.PUBLISH_TRAINING)
    module = lock_module(work, slug)
    rules.check_returning(module.retired_at)
    module.retired_at = None
    work.record(TrainingModuleBroughtBack(module=slug))
