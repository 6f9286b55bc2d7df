"""Templates: keeping a content as one, and retiring it."""

from __future__ import annotations

from sqlalchemy import select

from advocacy.errors import NotVisible
from advocacy.library.actions.showing import locked, person_id
from advocacy.library.events.writing import ContentTemplateKept, ContentTemplateRetired
from advocacy.library.models import ContentMedia, ContentTemplate
from advocacy.library.queries.written import written
from advocacy.library.rules.templates import Template, body_of
from advocacy.library.rules.writing import check_template_name
from advocacy.roles import Can
from advocacy.work import Work


def keep_as_template(work: Work, content_id: int, *, name: str) -> int:
    """Keep what is saved of a content as a template; its id. Raises Refused for no name, or a taken one."""
    content = locked(work, content_id, Can.WRITE_CONTENT)
    called = name.strip()
    open_name = select(ContentTemplate.id).where(
        ContentTemplate.name == called, ContentTemplate.retired_at.is_(None)
    )
    check_template_name(called, taken=work.session.scalar(open_name) is not None)
    inside = written(work.session, content_id)
    shown = work.session.execute(
        select(ContentMedia.media_file_id, ContentMedia.alt_fr, ContentMedia.alt_en)
        .where(ContentMedia.content_id == content_id)
        .order_by(ContentMedia.position, ContentMedia.id)
    )
    template = Template(
        kind=content.kind,
        objective_id=content.objective_id,
        stage=content.stage,
        link=content.link,
        contest_rules=content.contest_rules,
        topics=inside.topics,
        texts=inside.texts,
        wordings=[(one.network, one.language, one.text) for one in inside.wordings],
        claims=[(one.statement, one.evidence, one.expires_on) for one in inside.claims],
        media=[(file_id, alt_fr, alt_en) for file_id, alt_fr, alt_en in shown],
    )
    row = ContentTemplate(name=called, body=body_of(template), by_id=person_id(work), at=work.now)
    work.session.add(row)
    work.session.flush()
    work.record(ContentTemplateKept(content_id=content_id, template_id=row.id))
    return row.id


def retire(work: Work, template_id: int) -> None:
    """Offer a template no longer; what began from it stays. Raises NotVisible for one that is not offered."""
    work.actor.require(Can.WRITE_CONTENT)
    row = work.lock(ContentTemplate, template_id)
    if row is None or row.retired_at is not None:
        raise NotVisible
    row.retired_at = work.now
    work.record(ContentTemplateRetired(template_id=template_id))
