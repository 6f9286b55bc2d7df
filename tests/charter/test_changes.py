"""What changed between two texts, as shown to someone who read the earlier one."""

import re
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacy.charter.changes import ChangeKind, ClauseChange, changes
from advocacy.charter.worddiff import Effort, diff, spans, words_of
from advocacy.errors import Problems
from advocacy.markup.blocks import blocks
from advocacy.markup.labels import labels

EN = labels("en")


BOX = "<p><strong>[-Do-]</strong></p>\n<p><strong>{+Don’t+}</strong></p>\n<p>Say so.</p>"


def kinds(old: str, new: str) -> dict[str, str]:
    return {change.id: change.kind.value for change in changes(old, new, language="en")}


def one(old: str, new: str, language: str = "en") -> ClauseChange:
    (change,) = changes(f"## A\n\n{old}", f"## A\n\n{new}", language=language)
    return change


def plain(markup: str) -> str:
    """The HTML with <ins>a</ins> as {+a+}, <del>a</del> as [-a-], the hidden labels left out."""
    shown = re.sub(r'<span class="visually-hidden">[^<]*</span>', "", markup)
    for tag, left, right in (("ins", "{+", "+}"), ("del", "[-", "-]")):
        shown = shown.replace(f"<{tag}>", left).replace(f"</{tag}>", right)
    return shown


def read(markup: str, dropped: str) -> list[str]:
    """The words of the HTML without the elements named ``dropped`` and the hidden labels."""
    root: Element = html5lib.parseFragment(markup, treebuilder="etree", namespaceHTMLElements=False)
    words: list[str] = []

    def walk(element: Element) -> None:
        if element.tag != dropped and element.get("class") != "visually-hidden":
            words.append(element.text or "")
            for child in element:
                walk(child)
                words.append(child.tail or "")

    walk(root)
    return words_of("".join(words))


def test_clauses_are_matched_by_id_whatever_their_titles() -> None:
    old = "Hello.\n\n## A {#a}\n\nx\n\n## B\n\ny\n\n## C\n\nz"
    new = "Hello.\n\n## A new name {#a}\n\nx\n\n## C\n\nz z\n\n## D\n\nw"
    assert kinds(old, new) == {
        "preamble": "unchanged",
        "a": "changed",
        "b": "removed",
        "c": "changed",
        "d": "added",
    }
    assert plain(changes(old, new, language="en")[1].title_html) == "A {+new name+}"


def test_a_removed_clause_stands_where_it_used_to() -> None:
    old = "## R\n\nx\n\n## A\n\nx\n\n## B\n\nx\n\n## S\n\nx"
    assert list(kinds(old, "## A\n\nx\n\n## New\n\nx")) == ["r", "a", "b", "s", "new"]


def test_as_few_clauses_as_possible_are_said_to_have_moved() -> None:
    text = {name: f"## {name}\n\nwords of {name}\n\n" for name in "ABCD"}
    moved = kinds("".join(text[name] for name in "ABCD"), "".join(text[name] for name in "BCDA"))
    assert moved == {"b": "unchanged", "c": "unchanged", "d": "unchanged", "a": "moved"}


def test_a_clause_that_moved_and_changed_says_both() -> None:
    found = changes(
        "## A\n\nx\n\n## B\n\ny\n\n## C\n\nz", "## B\n\ny\n\n## C\n\nz\n\n## A\n\nxx", language="en"
    )
    assert [(change.kind, change.moved) for change in found] == [
        (ChangeKind.UNCHANGED, False),
        (ChangeKind.UNCHANGED, False),
        (ChangeKind.CHANGED, True),
    ]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("You may speak.", "You may always speak.", "<p>You may {+always+} speak.</p>"),
        ("You may always speak.", "You may speak.", "<p>You may [-always-] speak.</p>"),
        ("Say it loud.", "Say it kindly.", "<p>Say it [-loud-] {+kindly+}.</p>"),
        ("One.\n\nThree.", "One.\n\nTwo.\n\nThree.", "<p>One.</p>\n<p>{+Two.+}</p>\n<p>Three.</p>"),
        ("- a\n- b\n- c", "- a\n- c", "<ul>\n<li>a</li>\n<li>[-b-]</li>\n<li>c</li>\n</ul>"),
        ("a | b\n--|--\n1 | 2", "a | b\n--|--\n1 | 3", "<p>a | b</p>\n<p>1 | [-2-] {+3+}</p>"),
        ("!!! do\n    Say so.", "!!! dont\n    Say so.", BOX),
        ("[here](https://a.fr/x)", "[here](https://b.fr/x)",
         "<p>here ([-https://a.fr/x-] {+https://b.fr/x+})</p>"),
        ("x[^1]\n\n[^1]: old note", "x[^1]\n\n[^1]: new note",
         "<p>x</p>\n<ul>\n<li>[-old-] {+new+} note</li>\n</ul>"),
        ("> quoted words here", "> quoted words there",
         "<blockquote><p>quoted words [-here-] {+there+}</p></blockquote>"),
        ("a b", "a", "<p>a [-b-]</p>"),
        ("b a", "a", "<p>[-b-] a</p>"),
    ],
)  # fmt: skip
def test_a_change_is_shown_where_it_is(old: str, new: str, shown: str) -> None:
    assert plain(one(old, new).html) == shown


def test_additions_and_removals_are_said_to_who_cannot_see_them() -> None:
    shown = one("Un mot vieux ici.", "Un mot neuf ici.", "fr").html
    assert (
        '<del><span class="visually-hidden">supprimé : </span>vieux<span class="visually-hidden"> fin de'
        in shown
    )
    assert (
        '<ins><span class="visually-hidden">ajouté : </span>neuf<span class="visually-hidden"> fin de l’aj'
        in shown
    )


def test_a_change_of_emphasis_only_is_a_change_without_words() -> None:
    change = one("Never lie.", "**Never** lie.")
    assert (change.kind, change.words_changed, plain(change.html)) == (
        ChangeKind.CHANGED,
        False,
        "<p>Never lie.</p>",
    )


def test_another_way_to_write_the_same_is_no_change() -> None:
    assert (
        one("*a* \n- b\n\n[x][1]\n\n[1]: https://a.fr", "_a_ \n- b\n\n[x](https://a.fr)").kind == "unchanged"
    )


def test_a_note_is_a_change_of_the_clause_that_calls_it() -> None:
    old = "## A\n\nx[^1]\n\n## B\n\ny\n\n[^1]: The note."
    assert kinds(old, old.replace("The note", "A note")) == {"a": "changed", "b": "unchanged"}


def test_a_new_note_elsewhere_does_not_change_the_others() -> None:
    old = "## A\n\nx\n\n## B\n\ny[^b]\n\n[^b]: Beta."
    new = "## A\n\nx[^a]\n\n[^a]: Alpha.\n\n## B\n\ny[^b]\n\n[^b]: Beta."
    assert kinds(old, new) == {"a": "changed", "b": "unchanged"}


def test_a_text_that_cannot_be_split_is_refused() -> None:
    with pytest.raises(Problems):
        changes("words", "## A\n\nx", language="en")


HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(1)> </ins></del>\" ' & &lt;b&gt; {tag} {0} %s"


def test_hostile_words_stay_words() -> None:
    found = changes(
        f"## A\n\n{HOSTILE}\n\n## {HOSTILE}\n\nx",
        f"## A\n\nnew {HOSTILE} x\n\n## B\n\n{HOSTILE}",
        language="en",
    )
    for change in found:
        page = f"{change.title_html}{change.html}"
        root = html5lib.parseFragment(page, treebuilder="etree", namespaceHTMLElements=False)
        tags = {element.tag for element in root.iter()}
        assert tags <= {"DOCUMENT_FRAGMENT", "p", "ins", "del", "span"}
        assert {name for element in root.iter() for name in element.attrib} <= {"class"}


LINES = st.text(st.sampled_from("abc  .,é-<&'"), max_size=60)
PARAGRAPHS = st.lists(
    st.sampled_from(
        [
            "You may speak.",
            "- a b c",
            "- a c",
            "!!! do\n    Say so.",
            "x<y & z",
            "[k](https://a.fr)",
            "> q r s",
        ]
    )
    | st.text(st.sampled_from("abc d.,"), min_size=1, max_size=30).map(lambda text: f"w {text}"),
    min_size=1,
    max_size=7,
).map("\n\n".join)


@settings(max_examples=300, deadline=None)
@given(LINES, LINES)
def test_without_the_removals_a_line_reads_as_new_and_without_the_additions_as_old(
    old: str, new: str
) -> None:
    shown = diff(old, new, EN, Effort())
    assert read(shown, "del") == words_of(new)
    assert read(shown, "ins") == words_of(old)


@settings(max_examples=150, deadline=None)
@given(PARAGRAPHS, PARAGRAPHS, st.sampled_from([0, 200, 10_000_000]))
def test_a_clause_reads_as_new_and_as_old_however_much_may_be_compared(
    old: str, new: str, steps: int
) -> None:
    change = one(old, new)
    if change.html:
        assert read(change.html, "del") == words_of(
            " ".join(block.words for block in blocks(new, language="en"))
        )
        assert read(change.html, "ins") == words_of(
            " ".join(block.words for block in blocks(old, language="en"))
        )
    assert read(diff(old, new, EN, Effort(steps)), "del") == words_of(new)


def test_texts_beyond_the_effort_are_replaced_whole() -> None:
    effort = Effort(steps=10)
    assert spans("abcdefgh", "aXcdeYgh", effort) == [
        ("equal", 0, 1, 0, 1),
        ("replace", 1, 6, 1, 6),
        ("equal", 6, 8, 6, 8),
    ]
    assert effort.left == 10


def test_the_effort_of_one_page_is_shared_and_never_overspent() -> None:
    effort = Effort(steps=100)
    assert effort.allows("abc", "abd")
    assert 0 <= effort.left < 100
    assert not effort.allows("a" * 50, "a" * 50)
