"""What changed between two revisions, field by field, in words: what a reviewer reads first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from markupsafe import Markup, escape

from advocacy.charter.worddiff import Effort, added, diff, removed
from advocacy.languages import format_date, format_datetime
from advocacy.library import spoken
from advocacy.library.freezing import Claim, ContentParts, Contest, Media, Said, Text
from advocacy.library.queries.names import Names
from advocacy.markup.labels import labels
from advocacy.people.rules import Language

NO_CONTEST = Contest("", None)


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was: what it is, in which language it is written (None: the reader's), and
    its words with what went and what came marked."""

    what: str
    language: Language | None
    html: Markup


class _Pen:
    """Marks changes, with what effort is left for the page. `reader` is the language of whoever reads."""

    def __init__(self, reader: str) -> None:
        self.reader = reader
        self.effort = Effort()

    def marked(self, what: str, old: str, new: str, language: Language | None = None) -> Iterator[Change]:
        """The change from `old` to `new`, when there is one."""
        if old == new:
            return
        words = labels(language.value if language else self.reader)
        if old and new:
            html = diff(old, new, words, self.effort)
        else:
            html = added(new, words) if new else removed(old, words)
        yield Change(what, language, html)


def compared(old: ContentParts, new: ContentParts, names: Names, *, reader: str) -> list[Change]:
    """Everything that differs, in the order of the page; empty when nothing does."""
    pen = _Pen(reader)
    return [
        *_told(pen, old, new),
        *_plan(pen, old, new, names),
        *_wordings(pen, old, new),
        *_media(pen, old, new),
        *_claims(pen, old, new),
        *_contest(pen, old, new),
    ]


def _told(pen: _Pen, old: ContentParts, new: ContentParts) -> Iterator[Change]:
    fields = {
        "title": _("Title"),
        "why": _("The why"),
        "audience": _("Audience"),
        "next_step": _("Expected next step"),
    }
    nothing = Text("", "")
    for language in Language:
        before, after = old.texts.get(language, nothing), new.texts.get(language, nothing)
        for field, name in fields.items():
            what = _("%(field)s, %(language)s", field=name, language=spoken.LANGUAGES[language])
            yield from pen.marked(what, getattr(before, field), getattr(after, field), language)


def _plan(pen: _Pen, old: ContentParts, new: ContentParts, names: Names) -> Iterator[Change]:
    yield from pen.marked(_("Link"), old.link, new.link)
    if old.link == new.link and old.card != new.card:
        yield Change(_("Link"), None, escape(_("The page it links to shows something else of itself.")))
    yield from pen.marked(_("Opens"), _at(old.opens_at), _at(new.opens_at))
    yield from pen.marked(_("Closes"), _at(old.closes_at), _at(new.closes_at))
    yield from pen.marked(
        _("Objective"),
        _called(names.objectives, old.objective_id),
        _called(names.objectives, new.objective_id),
    )
    yield from pen.marked(_("Stage"), spoken.stage(old.stage), spoken.stage(new.stage))
    yield from pen.marked(_("Kind"), str(spoken.KINDS[old.kind]), str(spoken.KINDS[new.kind]))
    yield from pen.marked(_("Topics"), _topics(old, names), _topics(new, names))


def _wordings(pen: _Pen, old: ContentParts, new: ContentParts) -> Iterator[Change]:
    before = {said.wording_id: said for said in old.wordings}
    after = {said.wording_id: said for said in new.wordings}
    for key in (*after, *(one for one in before if one not in after)):
        was, now = before.get(key), after.get(key)
        said = now or was
        assert said is not None
        yield from pen.marked(_wording(said), was.text if was else "", now.text if now else "", said.language)
        if was and now:
            what = _("%(wording)s, disclosure", wording=_wording(said))
            yield from pen.marked(what, was.disclosure, now.disclosure, said.language)


def _media(pen: _Pen, old: ContentParts, new: ContentParts) -> Iterator[Change]:
    before = {one.position: one for one in old.media}
    after = {one.position: one for one in new.media}
    for position in sorted({*before, *after}):
        was, now = before.get(position), after.get(position)
        what = _("File %(position)s", position=position)
        yield from pen.marked(what, _file(was), _file(now))
        for language in Language:
            told = _("File %(position)s, alternative text", position=position)
            yield from pen.marked(told, _alt(was, language), _alt(now, language), language)


def _claims(pen: _Pen, old: ContentParts, new: ContentParts) -> Iterator[Change]:
    for number in range(max(len(old.claims), len(new.claims))):
        was = _claim(old.claims[number]) if number < len(old.claims) else ""
        now = _claim(new.claims[number]) if number < len(new.claims) else ""
        yield from pen.marked(_("Claim %(number)s", number=number + 1), was, now)


def _contest(pen: _Pen, old: ContentParts, new: ContentParts) -> Iterator[Change]:
    before, after = old.contest or NO_CONTEST, new.contest or NO_CONTEST
    yield from pen.marked(_("Rules of the contest"), before.rules, after.rules)
    yield from pen.marked(_("End of the contest"), _at(before.ends_at), _at(after.ends_at))


def _wording(said: Said) -> str:
    return _(
        "%(network)s, %(language)s, wording %(position)s",
        network=spoken.network(said.network),
        language=spoken.LANGUAGES[said.language],
        position=said.position,
    )


def _called(names: Mapping[int, str], number: int | None) -> str:
    return "" if number is None else names.get(number, str(number))


def _topics(parts: ContentParts, names: Names) -> str:
    return ", ".join(sorted(_called(names.topics, topic) for topic in parts.topics))


def _file(one: Media | None) -> str:
    return "" if one is None else f"{spoken.MEDIA[one.kind]} {one.sha256[:12]}"


def _alt(one: Media | None, language: Language) -> str:
    return "" if one is None else one.alt.get(language, "")


def _claim(claim: Claim) -> str:
    until = f" ({format_date(claim.expires_on)})" if claim.expires_on else ""
    return f"{claim.statement} – {claim.evidence}{until}"


def _at(at: datetime | None) -> str:
    return format_datetime(at) if at else ""
