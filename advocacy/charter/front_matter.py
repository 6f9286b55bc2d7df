"""The lines between two ``---`` at the head of a file: a few named values, in YAML without its surprises.

Only names and plain values: no lists, no anchors or aliases (a few lines of those can grow to gigabytes), no
tags.
"""

from collections.abc import Collection
from dataclasses import dataclass

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode

from advocacy.errors import N_, Problems, Refused
from advocacy.markup import canonical_text

LONGEST = 20_000
_FENCE = "---"


@dataclass(frozen=True)
class Value:
    """A value as read, words or true/false, and the line of the file it stands on."""

    value: str | bool
    line: int


@dataclass(frozen=True)
class Page:
    """One file: its values by name, and the Markdown below them."""

    file: str
    values: dict[str, Value]
    body: str


class _Loader(yaml.SafeLoader):
    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]  # of PyYAML
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise yaml.composer.ComposerError(None, None, "anchor or alias", event.start_mark)
        return super().compose_node(parent, index)


def read_page(file: str, content: bytes, *, numbers: Collection[str] = ()) -> Page:
    """Return the values and the body of one file. Raises Problems, each naming ``file`` and line.

    A whole number is read, as words, where the name is one of ``numbers``; elsewhere it must be quoted.
    """
    lines = _decoded(file, content).split("\n")
    if lines[0].rstrip() != _FENCE:
        raise _problem(N_("%(file)s, line 1: the file must start with a line of three hyphens."), file, 1)
    end = next((number for number, line in enumerate(lines) if number and line.rstrip() == _FENCE), None)
    if end is None:
        raise _problem(
            N_("%(file)s, line 1: the head is not closed by a second line of three hyphens."), file, 1
        )
    head = "\n".join(lines[1:end])
    if len(head) > LONGEST:
        raise _problem(N_("%(file)s, line 1: the head is too long."), file, 1)
    body = lines[end + 1 :]
    # One blank line belongs to the layout of the file; any other is the author's.
    return Page(
        file, _values(file, head, numbers), canonical_text("\n".join(body[1:] if body[:1] == [""] else body))
    )


def write_page(values: dict[str, str | bool | int], body: str) -> bytes:
    """Return a file that `read_page` reads back to the same values and body; always the same bytes."""
    head = yaml.safe_dump(values, sort_keys=False, allow_unicode=True, default_flow_style=False, width=10_000)
    return f"{_FENCE}\n{head}{_FENCE}\n\n{body}".encode()


def _decoded(file: str, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _problem(
            N_("%(file)s, line %(line)s: this is not UTF-8 text; save the file as UTF-8."), file, line
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _values(file: str, head: str, numbers: Collection[str]) -> dict[str, Value]:
    try:
        loader = _Loader(head)
        root = loader.get_single_node()
        return _pairs(file, loader, root, numbers)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 2 if mark else 1
        what = (error.problem or error.context or "").strip()
        raise _problem(
            N_("%(file)s, line %(line)s: the head is not plain YAML (%(what)s)."), file, line, what=what
        ) from None
    except (yaml.YAMLError, RecursionError, ValueError):
        raise _problem(N_("%(file)s, line %(line)s: the head cannot be read."), file, 1) from None


def _pairs(file: str, loader: _Loader, root: Node | None, numbers: Collection[str]) -> dict[str, Value]:
    if root is None:
        return {}
    if not isinstance(root, MappingNode):
        raise _problem(N_("%(file)s, line %(line)s: the head must hold names and values."), file, 2)
    values: dict[str, Value] = {}
    problems: list[Refused] = []
    for name_node, value_node in root.value:
        line = name_node.start_mark.line + 2
        name = str(name_node.value)[:60] if isinstance(name_node, ScalarNode) else "?"
        value = _plain(loader, value_node, may_be_number=name in numbers)
        if name in values:
            problems.append(
                Refused("%(file)s, line %(line)s: “%(name)s” comes twice.", file=file, line=line, name=name)
            )
        elif value is None:
            problems.append(
                Refused(
                    "%(file)s, line %(line)s: the value of “%(name)s” must be words,"
                    " between quotes if it looks like a number or a date.",
                    file=file,
                    line=line,
                    name=name,
                )
            )
        else:
            values[name] = Value(value, line)
    if problems:
        raise Problems(tuple(problems))
    return values


def _plain(loader: _Loader, node: Node, *, may_be_number: bool) -> str | bool | None:
    if not isinstance(node, ScalarNode):
        return None
    value = loader.construct_object(node)
    if isinstance(value, bool):
        return value
    if may_be_number and isinstance(value, int):
        return str(value)
    return canonical_text(value).strip() if isinstance(value, str) else None


def _problem(sentence: str, file: str, line: int, **values: str) -> Problems:
    return Problems((Refused(sentence, file=file, line=line, **values),))
