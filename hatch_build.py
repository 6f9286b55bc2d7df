"""What the wheel needs that the repository does not keep: the catalogues of texts, compiled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):  # type: ignore[type-arg]  # hatchling has no settings for it
    """Compiles each `messages.po`, as `make texts` does: without it the wheel would speak English only."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Write a `messages.mo` beside each `messages.po`."""
        for source in sorted(Path(self.root, "translations").glob("*/LC_MESSAGES/messages.po")):
            with source.open("rb") as texts, source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(texts))
