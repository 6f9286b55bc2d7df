"""What approvals and recalls leave in the ledger and the journal: their bytes can be checked without us."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from advocacy.db import db
from advocacy.library.actions.recalling import recall
from advocacy.library.models import Revision
from advocacy.library.rules.live import RecallWording
from advocacy.roles import Role
from advocacy.work import unit_of_work
from tests.audit.exports import verify
from tests.audit.ledgers import a_ledger
from tests.support.client import PageClient
from tests.support.library_makers import a_content, a_live_content, handed_in
from tests.support.makers import acting, sign_in, somebody


def test_an_export_carries_the_bytes_of_what_was_approved_and_is_intact(tmp_path: Path) -> None:
    with a_ledger(tmp_path / "portal") as ledger:
        content, waiting = a_live_content(title="Autumn boots"), a_content()
        handed_in(waiting)
        with unit_of_work(acting(somebody(Role.APPROVER))) as work:
            recall(work, content.id, RecallWording("Le prix.", "The price."))
        hashes = dict(db.session.execute(select(Revision.content_id, Revision.sha256)).all())
        approved, unapproved = hashes[content.id], hashes[waiting.id]
        folder, _exported = ledger.export("bundle")
    kept = (folder / "documents" / approved).read_bytes()
    assert sha256(kept).hexdigest() == approved
    assert b"Autumn boots" in kept
    assert not (folder / "documents" / unapproved).exists()
    lines = (folder / "ledger.jsonl").read_text(encoding="utf-8")
    assert '"type":"content_approved/1"' in lines
    assert '"type":"content_recalled/1"' in lines
    assert "The price." not in lines
    verdict = verify(folder)
    assert verdict.code == 0, verdict.said
    changed = kept.replace(b"Autumn", b"Winter")
    (folder / "documents" / approved).write_bytes(changed)
    assert verify(folder).code == 1


@pytest.mark.usefixtures("app")
def test_the_journal_says_what_a_content_is_called_to_the_reader(client: PageClient) -> None:
    content = a_live_content(title="Autumn boots")
    sign_in(client, somebody(Role.AUDITOR))
    page = client.get("/audit/").get_data(as_text=True)
    assert "approved revision 1 of the content “Autumn boots”." in page
    assert f"“{content.id}”" not in page
