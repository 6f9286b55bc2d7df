"""What Markdown becomes on a page."""

import pytest

from advocacy.errors import Refused
from advocacy.markup import Heading, render


def html(source: str, language: str = "en") -> str:
    return str(render(source, language=language).html)


def test_a_heading_keeps_its_chosen_id_under_our_prefix() -> None:
    assert html("## *Speaking* up {#speak}") == '<h2 id="clause-speak"><em>Speaking</em> up</h2>'


def test_a_heading_without_an_id_is_named_after_its_words() -> None:
    rendered = render("## L’été, c’est à l’Œuvre !", language="fr", prefix="old-")
    assert rendered.outline == (Heading(2, "l-ete-c-est-a-l-oeuvre", "L’été, c’est à l’Œuvre !"),)
    assert 'id="old-clause-l-ete-c-est-a-l-oeuvre"' in rendered.html


def test_the_outline_tells_the_words_that_are_shown() -> None:
    source = "## A & `b` <c> &amp; [d](https://e.fr) RH[^1] {#x}\n\n### Under\n\n*[RH]: People\n\n[^1]: note"
    assert render(source, language="en").outline == (
        Heading(2, "x", "A & b <c> & d RH"),
        Heading(3, "under", "Under"),
    )


def test_a_repeated_heading_gets_an_id_nobody_can_type() -> None:
    outline = render("## A\n\n## A\n\n## B {#a}\n\n## C {#a_2}", language="en").outline
    assert len({heading.id for heading in outline}) == 4
    assert [heading.id for heading in outline if "_" not in heading.id] == ["a", "c"]


def test_the_page_owns_the_first_level() -> None:
    assert html("# Title") == '<h2 id="clause-title">Title</h2>'


@pytest.mark.parametrize("source", ["- ## Inside", "> ## Inside", "!!! do\n    ## Inside", "1. ## Inside"])
def test_a_heading_inside_something_is_a_bold_line(source: str) -> None:
    rendered = render(source, language="en")
    assert rendered.outline == ()
    assert "<p><strong>Inside</strong></p>" in rendered.html


def test_a_line_starting_with_a_hashtag_is_a_sentence() -> None:
    assert html("#hashtag works") == "<p>#hashtag works</p>"


def test_dashes_under_a_line_do_not_make_a_heading() -> None:
    assert html("Title\n---") == "<p>Title</p>\n<hr>"


def test_a_heading_between_lines_stands_alone() -> None:
    assert html("- a\n## H\nb") == '<ul>\n<li>a</li>\n</ul>\n<h2 id="clause-h">H</h2>\n<p>b</p>'


@pytest.mark.parametrize(
    ("language", "kind", "label"),
    [
        ("fr", "do", "À faire"),
        ("en", "do", "Do"),
        ("fr", "dont", "À éviter"),
        ("en-GB", "dont", "Don’t"),
        ("fr", "note", "À noter"),
        ("fr", "warning", "Attention"),
        ("de", "warning", "Warning"),
    ],
)
def test_a_box_says_in_words_what_it_is(language: str, kind: str, label: str) -> None:
    box = html(f"!!! {kind}\n    Words.", language)
    assert box == (
        f'<div class="admonition {kind}">\n<p class="admonition-title">{label}</p>\n<p>Words.</p>\n</div>'
    )


def test_a_box_with_a_title_of_its_own_still_says_what_it_is() -> None:
    assert '<p class="admonition-title">Don’t – At the shop</p>' in html('!!! dont "At the shop"\n    Words.')
    assert '<p class="admonition-title">Do</p>' in html('!!! do ""\n    Words.')


def test_a_box_of_a_kind_unknown_to_us_is_a_note() -> None:
    assert '<div class="admonition note">' in html("!!! evil do fixed-overlay\n    Words.")


def test_a_table_scrolls_in_a_box_that_the_keyboard_can_reach() -> None:
    table = html("a | b | c\n:-: | --: | :--\n1 | 2 | 3", "fr")
    box = '<div aria-label="Tableau 1" class="table-scroll" role="group" tabindex="0"><table>'
    assert table.startswith(box)
    assert '<th class="center" scope="col">a</th>' in table
    assert '<td class="end">2</td>\n<td>3</td>' in table
    assert "style" not in table


def test_footnotes_link_there_and_back_whatever_their_labels() -> None:
    page = html("One[^a b] two[^é<] again[^a b].\n\n[^a b]: First.\n[^é<]: Second.", "fr")
    assert '<sup id="fnref-1"><a aria-label="Note 1" class="footnote-ref" href="#fn-1"' in page
    assert '<sup id="fnref-1-2"><a aria-label="Note 1" class="footnote-ref" href="#fn-1"' in page
    assert '<li id="fn-2">' in page
    assert 'aria-label="Revenir au texte, note 1" class="footnote-backref" href="#fnref-1-2"' in page


def test_a_link_to_a_clause_follows_the_prefix_and_one_to_nowhere_is_words() -> None:
    rendered = render("[a](#here) [b](#gone)\n\n## Here", language="en", prefix="p-")
    assert '<p><a href="#p-clause-here" rel="noopener noreferrer">a</a> b</p>' in rendered.html


@pytest.mark.parametrize(
    "address",
    [
        "https://a.fr/b?c=1&d=2#e",
        "HTTP://a.fr",
        "https://à.fr/é",
        "mailto:a@b.fr?subject=Oui",
        "tel:+33(0)1.23-45",
    ],
)
def test_full_addresses_stay_links(address: str) -> None:
    written = address.replace("&", "&amp;")
    assert html(f"[words]({address})") == f'<p><a href="{written}" rel="noopener noreferrer">words</a></p>'


def test_bare_addresses_in_angle_brackets_are_links() -> None:
    page = html("<https://a.fr/?b&c> <moi@a.fr>")
    assert '<a href="https://a.fr/?b&amp;c" rel="noopener noreferrer">https://a.fr/?b&amp;c</a>' in page
    assert '<a href="mailto:moi@a.fr" rel="noopener noreferrer">moi@a.fr</a>' in page


def test_a_picture_is_its_words() -> None:
    page = html('![A *red* shop](https://a.fr/x.png "t") and ![ref][r]\n\n[r]: y.png')
    assert page == "<p>A *red* shop and ref</p>"


def test_other_markdown_works() -> None:
    page = html("A  \nb ~~c~~ **d** `e`\n\n1. x\n2. y\n\nTerm\n:   Meaning\n\n*[RH]: People\n\nRH &eacute;")
    for part in ("A<br>\nb ~~c~~ <strong>d</strong> <code>e</code>", "<ol>\n<li>x</li>", "<dt>Term</dt>"):
        assert part in page
    assert '<p><abbr title="People">RH</abbr> é</p>' in page


def test_an_empty_text_is_an_empty_page() -> None:
    assert render("", language="fr").html == ""


def test_a_text_is_rendered_alike_whatever_its_line_ends() -> None:
    assert html("## A\r\n\r\nb  \r\nc") == html("## A\n\nb  \nc\n")


def test_a_list_in_a_list_in_a_list_for_ever_is_refused_with_a_sentence() -> None:
    with pytest.raises(Refused, match="nested too deeply"):
        render("1. " * 3000, language="en")
