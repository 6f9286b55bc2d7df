"""Decisions while a version is written and reviewed: every case, no database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advocacy.charter.rules import Decision, Force, Weight
from advocacy.charter.rules.audience import MOST_LINES, AudienceLine, audience_of
from advocacy.charter.rules.drafting import (
    DraftFacts,
    Stage,
    check_editable,
    check_edition,
    check_settings,
    check_slug,
    check_start,
    stage,
)
from advocacy.charter.rules.reviewing import (
    ReviewFacts,
    check_reviewer,
    check_submission,
    decide,
    must_be_material,
)
from advocacy.charter.rules.texts import TextParts, check_length, gaps, missing_parts
from advocacy.errors import Refused
from advocacy.people.rules import Language
from advocacy.roles import Role

SUBMITTED = DraftFacts(edition=3, submitted_edition=3)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (DraftFacts(edition=1), Stage.WRITING),
        (SUBMITTED, Stage.IN_REVIEW),
        (replace(SUBMITTED, edition=4), Stage.WRITING),
        (replace(SUBMITTED, decision=Decision.RETURNED), Stage.RETURNED),
        (replace(SUBMITTED, decision=Decision.APPROVED), Stage.APPROVED),
        (replace(SUBMITTED, decision=Decision.APPROVED, edition=4), Stage.WRITING),
        (replace(SUBMITTED, decision=Decision.APPROVED, published=True), Stage.PUBLISHED),
        (DraftFacts(edition=1, discarded=True), Stage.DISCARDED),
    ],
)
def test_a_draft_stands_where_its_facts_put_it(facts, expected):
    assert stage(facts) is expected


@pytest.mark.parametrize("now", [Stage.PUBLISHED, Stage.DISCARDED])
def test_nobody_edits_what_is_published_or_discarded(now):
    with pytest.raises(Refused):
        check_editable(now)


@pytest.mark.parametrize("now", [Stage.WRITING, Stage.IN_REVIEW, Stage.RETURNED, Stage.APPROVED])
def test_everything_else_may_be_edited(now):
    check_editable(now)


def test_the_second_of_two_tabs_is_refused():
    check_edition(4, 4)
    with pytest.raises(Refused, match="changed elsewhere"):
        check_edition(4, 3)


@pytest.mark.parametrize("slug", ["", "Charter", "a b", "-a", "a-", "a--b", "été", "a" * 65, "..", "manage"])
def test_a_short_name_fits_an_address(slug):
    with pytest.raises(Refused):
        check_slug(slug)


@pytest.mark.parametrize("slug", ["social-media", "a", "2026-rules", "a" * 64])
def test_ordinary_short_names_are_taken(slug):
    check_slug(slug)


def test_a_binding_version_is_authoritative_in_french():
    with pytest.raises(Refused, match="L1321-6"):
        check_settings(force=Force.BINDING, authoritative=Language.ENGLISH, days_to_acknowledge=30)
    check_settings(force=Force.BINDING, authoritative=Language.FRENCH, days_to_acknowledge=30)
    check_settings(force=Force.INFORMATIVE, authoritative=Language.ENGLISH, days_to_acknowledge=1)


@pytest.mark.parametrize("days", [0, -1, 366])
def test_joiners_get_a_sensible_number_of_days(days):
    with pytest.raises(Refused, match="between 1 and"):
        check_settings(force=Force.INFORMATIVE, authoritative=Language.FRENCH, days_to_acknowledge=days)


def test_a_document_has_one_open_draft():
    check_start(None)
    with pytest.raises(Refused) as refusal:
        check_start(4)
    assert refusal.value.values == {"number": 4}


FACTS = ReviewFacts(
    stage=Stage.IN_REVIEW,
    writers=frozenset({1, 2}),
    manifest="aa",
    submitted="aa",
    must_be_material=False,
)
APPROVE = {"by": 3, "shown": "aa", "decision": Decision.APPROVED, "weight": Weight.MINOR, "note": ""}


def test_someone_else_approves_and_decides_the_weight():
    assert decide(FACTS, **APPROVE) is Weight.MINOR
    assert decide(FACTS, **{**APPROVE, "weight": Weight.MATERIAL}) is Weight.MATERIAL


@pytest.mark.parametrize("by", [1, 2, None])
def test_nobody_who_had_a_hand_in_it_approves(by):
    with pytest.raises(Refused, match="Someone else"):
        decide(FACTS, **{**APPROVE, "by": by})
    with pytest.raises(Refused, match="Someone else"):
        check_reviewer(FACTS, by)


@pytest.mark.parametrize("where", [s for s in Stage if s is not Stage.IN_REVIEW])
def test_only_what_is_in_review_is_decided(where):
    with pytest.raises(Refused, match="not in review"):
        decide(replace(FACTS, stage=where), **APPROVE)


@pytest.mark.parametrize(
    ("facts", "shown"),
    [(FACTS, "bb"), (replace(FACTS, manifest="bb"), "aa"), (replace(FACTS, submitted="bb"), "aa")],
)
def test_only_exactly_what_was_shown_and_handed_in_is_approved(facts, shown):
    with pytest.raises(Refused, match="changed since"):
        decide(facts, **{**APPROVE, "shown": shown})


def test_an_approver_says_how_much_it_changes():
    with pytest.raises(Refused, match="minor or material"):
        decide(FACTS, **{**APPROVE, "weight": None})


def test_the_first_version_is_material_whatever_is_chosen():
    assert decide(replace(FACTS, must_be_material=True), **APPROVE) is Weight.MATERIAL
    assert decide(replace(FACTS, must_be_material=True), **{**APPROVE, "weight": None}) is Weight.MATERIAL


def test_returning_needs_a_reason_and_has_no_weight():
    returned = {**APPROVE, "decision": Decision.RETURNED}
    with pytest.raises(Refused, match="what should change"):
        decide(FACTS, **{**returned, "note": "  "})
    assert decide(FACTS, **{**returned, "note": "The second clause is unclear."}) is None


@pytest.mark.parametrize(
    ("force", "before", "expected"),
    [
        (Force.INFORMATIVE, None, True),
        (Force.BINDING, Force.INFORMATIVE, True),
        (Force.BINDING, Force.BINDING, False),
        (Force.INFORMATIVE, Force.BINDING, False),
        (Force.INFORMATIVE, Force.INFORMATIVE, False),
    ],
)
def test_a_first_version_and_a_new_duty_are_material(force, before, expected):
    assert must_be_material(force=force, force_before=before) is expected


@pytest.mark.parametrize("where", [Stage.IN_REVIEW, Stage.APPROVED, Stage.PUBLISHED, Stage.DISCARDED])
def test_only_a_draft_being_written_goes_to_review(where):
    with pytest.raises(Refused):
        check_submission(where, 0)


def test_a_draft_with_problems_stays_where_it_is():
    check_submission(Stage.WRITING, 0)
    check_submission(Stage.RETURNED, 0)
    with pytest.raises(Refused, match="Mend"):
        check_submission(Stage.WRITING, 1)


def _text(language=Language.FRENCH, **values):
    whole = {"title": "Charte", "statement": "J’ai lu.", "change_note": "Neuf.", "source": "## A\n\nb\n"}
    return TextParts(language=language, **{**whole, "summary": "", **values})


def test_both_languages_are_there_with_all_their_parts():
    whole = {language: _text(language) for language in Language}
    assert list(missing_parts(whole)) == []
    assert [str(told) for _language, told in missing_parts({Language.ENGLISH: _text(Language.ENGLISH)})] == [
        "There is no French text. A version is published in French and in English together."
    ]
    emptied = {**whole, Language.ENGLISH: _text(Language.ENGLISH, title=" ", statement="", change_note="\n")}
    assert [str(told) for _language, told in missing_parts(emptied)] == [
        "The English text has no title.",
        "The English text has no statement to acknowledge.",
        "The English text has no change note: say in a sentence what is new.",
    ]


def test_places_to_complete_are_found_with_their_line():
    text = _text(source="## A\n\nÉcrivez à [à compléter : courriel] ou [À COMPLÉTER : numéro].\n")
    english = _text(Language.ENGLISH, summary="Call [to complete: number]")
    found = gaps({Language.FRENCH: text, Language.ENGLISH: english})
    assert [(gap.language.value, gap.line, gap.words) for gap in found] == [
        ("fr", 3, "[à compléter : courriel]"),
        ("fr", 3, "[À COMPLÉTER : numéro]"),
        ("en", 1, "[to complete: number]"),
    ]


def test_a_part_has_its_length():
    check_length("title", "x" * 200)
    with pytest.raises(Refused) as refusal:
        check_length("title", "x" * 201)
    assert refusal.value.values == {"length": 201, "most": 200}


def test_an_audience_keeps_no_empty_line_and_no_repeat():
    line = AudienceLine(employer_id=1, role=Role.MANAGER)
    assert audience_of([AudienceLine(), line, line, AudienceLine(site_id=2)]) == (
        line,
        AudienceLine(site_id=2),
    )
    assert audience_of([]) == ()
    with pytest.raises(Refused):
        audience_of([AudienceLine(site_id=number) for number in range(MOST_LINES + 1)])
