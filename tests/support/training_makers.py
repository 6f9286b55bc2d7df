"""Makers of trainings: modules and published versions, consistent to the last hash."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from advocacy.charter.rules import Weight
from advocacy.db import db
from advocacy.people.models import Person
from advocacy.people.rules import Language
from advocacy.training.freezing import ModuleParts, freeze
from advocacy.training.models import Module, ModuleDraft, ModuleDraftText, ModuleText, ModuleVersion
from advocacy.training.rules import ModuleKind
from advocacy.training.rules.texts import LessonParts
from advocacy.wiring import wiring
from tests.support.completion_makers import a_completion as a_completion
from tests.support.completion_makers import a_cycle as a_cycle
from tests.support.completion_makers import an_attempt as an_attempt
from tests.support.completion_makers import code_of as code_of
from tests.support.makers import a_person, save
from tests.support.requirement_makers import a_requirement as a_requirement
from tests.support.requirement_makers import a_waiver as a_waiver

_serial = itertools.count(1)

FRENCH_LESSON = """## Répondre vite {#answer-fast}

Un client attend une réponse, pas une procédure.

!!! do
    Dites qui vous êtes et ce que vous allez faire.

## Passer la main {#hand-over}

Une question d’argent revient au service client.
"""

ENGLISH_LESSON = """## Answer fast {#answer-fast}

A customer waits for an answer, not for a procedure.

!!! do
    Say who you are and what you will do.

## Hand over {#hand-over}

A question about money belongs to customer service.
"""

FRENCH_QUIZ = """## Que dites-vous d’abord ? {#first-words section=answer-fast}

- [x] Qui je suis.
- [ ] Rien : je réponds en privé.

> Le client doit savoir à qui il parle.

## Que pouvez-vous promettre ? {#promise section=answer-fast}

- [x] De revenir vers le client.
- [x] De dire quand.
- [ ] Un geste commercial.

## Qui décide d’un remboursement ? {#refund section=hand-over}

- [ ] Moi.
- [ ] Mon équipe.
- [x] Le service client.
"""

ENGLISH_QUIZ = """## What do you say first? {#first-words section=answer-fast}

- [x] Who I am.
- [ ] Nothing: I answer in private.

> The customer must know who is speaking.

## What can you promise? {#promise section=answer-fast}

- [x] To come back to the customer.
- [x] To say when.
- [ ] A discount.

## Who decides on a refund? {#refund section=hand-over}

- [ ] I do.
- [ ] My team.
- [x] Customer service.
"""

RIGHT_ANSWERS = {"first-words": ["a"], "promise": ["a", "b"], "refund": ["c"]}
"""What passes the quiz above: keys of options by key of the question."""


def french_lesson(**values: str) -> LessonParts:
    """A French lesson of two sections and three questions."""
    usual = {
        "title": "Répondre à un client",
        "lead": "Ce qu’un client attend de nous, et ce que nous ne promettons pas.",
        "change_note": "Première version.",
        "source": FRENCH_LESSON,
        "quiz": FRENCH_QUIZ,
    }
    return LessonParts(language=Language.FRENCH, **{**usual, **values})


def english_lesson(**values: str) -> LessonParts:
    """The same in English."""
    usual = {
        "title": "Answering a customer",
        "lead": "What a customer expects of us, and what we do not promise.",
        "change_note": "First version.",
        "source": ENGLISH_LESSON,
        "quiz": ENGLISH_QUIZ,
    }
    return LessonParts(language=Language.ENGLISH, **{**usual, **values})


def a_module(
    slug: str | None = None,
    kind: ModuleKind = ModuleKind.TEXT,
    published: bool = True,
    quiz: bool = True,
    weight: Weight = Weight.MATERIAL,
    **values: Any,
) -> Module:
    """A module, with version 1 published a second ago unless told otherwise.

    A session or a proof has no quiz. `values` are those of `a_module_version`, and `retired_at`.
    """
    module = Module(
        slug=slug or f"module-{next(_serial)}",
        kind=kind,
        created_at=wiring().clock.now(),
        retired_at=values.pop("retired_at", None),
    )
    save(module)
    if published:
        a_module_version(module, weight, quiz=quiz and kind is ModuleKind.TEXT, **values)
    return module


def a_module_version(
    module: Module,
    weight: Weight = Weight.MATERIAL,
    *,
    quiz: bool = True,
    number: int | None = None,
    texts: Sequence[LessonParts] | None = None,
    **values: Any,
) -> ModuleVersion:
    """The next published version of `module`: `published_at`, `pass_mark`, `attempts`, `minutes` in `values`.

    Two of its three questions must be right, and it may be tried any number of times, unless told otherwise.
    """
    asked = quiz and module.kind is ModuleKind.TEXT
    given = (french_lesson(), english_lesson()) if texts is None else texts
    if texts is None and not asked:
        given = (french_lesson(quiz=""), english_lesson(quiz=""))
    settings: dict[str, Any] = {"pass_mark": 2 if asked else 0, "attempts": None, "minutes": 20}
    settings |= {name: values.pop(name) for name in list(values) if name in settings}
    number = number or _next_number(module)
    parts = ModuleParts(
        module=module.slug,
        number=number,
        kind=module.kind,
        authoritative=Language.FRENCH,
        texts={text.language: text for text in given},
        **settings,
    )
    frozen = freeze(parts)
    version = ModuleVersion(
        module_id=module.id,
        number=number,
        weight=weight,
        authoritative=Language.FRENCH,
        manifest=frozen.manifest,
        manifest_bytes=frozen.manifest_bytes,
        **{"published_at": wiring().clock.now() - timedelta(seconds=1), **settings, **values},
    )
    save(version)
    save(*(ModuleText(version_id=version.id, **vars(text)) for text in frozen.texts))
    return version


def a_module_draft(
    module: Module | None = None,
    *,
    author: Person | None = None,
    texts: Sequence[LessonParts] | None = None,
    **values: Any,
) -> ModuleDraft:
    """A draft of the next version, with nothing wrong in it."""
    module = module or a_module(published=False)
    now = wiring().clock.now()
    draft = ModuleDraft(
        module_id=module.id,
        number=_next_number(module),
        created_at=now,
        edited_at=now,
        **{
            "author_id": (author or a_person()).id,
            "authoritative": Language.FRENCH,
            "pass_mark": 2 if module.kind is ModuleKind.TEXT else 0,
            "attempts": None,
            "minutes": 20,
            "edition": 1,
            **values,
        },
    )
    save(draft)
    given = (french_lesson(), english_lesson()) if texts is None else texts
    if texts is None and module.kind is not ModuleKind.TEXT:
        given = (french_lesson(quiz=""), english_lesson(quiz=""))
    save(*(ModuleDraftText(draft_id=draft.id, **vars(text)) for text in given))
    return draft


def _next_number(module: Module) -> int:
    newest = select(func.max(ModuleVersion.number)).where(ModuleVersion.module_id == module.id)
    return (db.session.scalar(newest) or 0) + 1
