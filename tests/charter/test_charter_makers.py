"""The makers themselves: what other tests stand on."""

from __future__ import annotations

from hashlib import sha256

from advocacy.people.rules import Language
from tests.support.charter_makers import a_document, a_published_version, text_of


def test_a_made_version_is_consistent_to_the_last_hash(app):
    version = a_published_version()
    text = text_of(version, Language.ENGLISH)
    assert sha256(text.canonical).hexdigest() == text.sha256
    assert sha256(text.html.encode()).hexdigest() == text.html_sha256
    assert sha256(version.manifest_bytes).hexdigest() == version.manifest
    assert text.sha256 in version.manifest_bytes.decode()
    assert 'id="clause-you-may-speak"' in text.html


def test_versions_of_one_document_are_numbered_in_order(app):
    document = a_document()
    assert [a_published_version(document).number for _ in range(3)] == [1, 2, 3]
