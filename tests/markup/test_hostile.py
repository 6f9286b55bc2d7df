"""Nothing an author types becomes more than text, whichever door it tries.

Each page is read back the way a browser reads it (html5lib), and the tree is held against a list of its own.
"""

import re
from contextlib import suppress
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacy.errors import Refused
from advocacy.markup import render
from advocacy.markup.gate import let_out

TAGS = {
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "br",
    "hr",
    "strong",
    "em",
    "code",
    "pre",
    "blockquote",
    "a",
    "abbr",
}
TAGS |= {"ul", "ol", "li", "dl", "dt", "dd", "sup", "div", "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {
    ("a", "href"),
    ("a", "rel"),
    ("a", "class"),
    ("a", "aria-label"),
    ("abbr", "title"),
    ("div", "class"),
    ("div", "role"),
    ("div", "tabindex"),
    ("div", "aria-label"),
    ("p", "class"),
    ("th", "class"),
    ("th", "scope"),
    ("td", "class"),
    ("ol", "start"),
}
CLASSES = {"admonition", "do", "dont", "note", "warning", "admonition-title", "footnote", "table-scroll"}
CLASSES |= {"footnote-ref", "footnote-backref", "center", "end"}
ID = re.compile(r"p-(clause|fn|fnref)-[a-z0-9-]+(_\d+)?")
LINK = re.compile(r"(https?://[^/@\\\s]+([/?#][^\\\s]*)?|mailto:[^@\s]+@[^\s]+|tel:[-+0-9().]+|#p-\S+)", re.I)

VECTORS = [
    # raw HTML, in the open and hidden in other things
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.com/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object><embed src=x>",
    "<form action=//evil.com><input autofocus onfocus=alert(1)><button formaction=x>x</button></form>",
    "<style>*{display:none}</style><link rel=stylesheet href=//evil.com>",
    "<meta http-equiv=refresh content='0;url=//evil.com'><base href=//evil.com>",
    "<a href=javascript:alert(1) target=_blank>x</a>",
    "<div hx-get=/account hx-trigger=load data-hx-post=/x hx-on:click=alert(1)>x</div>",
    "<p id=main class=modal style='position:fixed' data-x=1>x</p>",
    "<details open ontoggle=alert(1)>",
    "<!--<img src='--><img src=x onerror=alert(1)//'>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?><!DOCTYPE html><html><body onload=alert(1)>",
    "<plaintext><textarea><title><xmp>",
    "</p></div></main></body><h1>mine</h1>",
    "<template><script>alert(1)</script></template>",
    "<script\n>alert(1)</script\n>",
    "\u00001<scr\u0000ipt>alert(1)</script>",
    "<x onpointerenter=alert(1)>x</x><marquee onstart=alert(1)>",
    "- <script>alert(1)</script>\n\n    <script>alert(1)</script>",
    "> <script>alert(1)</script>",
    "a|<script>alert(1)</script>\n-|-\n<img src=x onerror=alert(1)>|`<script>alert(1)</script>`",
    "`<script>alert(1)</script>` ``</code><script>alert(1)</script>``",
    "    </code></pre><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\<script>alert(1)</script>",
    "<div markdown=1><script>alert(1)</script></div>",
    # addresses
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A&#x61&#x6C&#x65&#x72&#x74&#x28&#x31&#x29)",
    "[x](java\tscript:alert(1))",
    "[x](java&Tab;script&NewLine;:alert(1))",
    "[x](javascript\\:alert(1))",
    "[x](\\j\\avascript:alert(1))",
    "[x](  javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](<java\nscript:alert(1)>)",
    "[x]: javascript:alert(1)\n\n[x]",
    "[x]: <javascript:alert(1)> 'a'\n\n[x][] [x][x]",
    "<javascript:alert(1)> <javascript://x/%0aalert(1)>",
    "<vbscript://x> <data://x> <file:///etc/passwd> <ftp://x>",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1)) [x](file:///etc/passwd) [x](blob:https://a/b) [x](view-source:x)",
    "[x](//evil.com) [x](///evil.com) [x](\\\\\\\\evil.com) [x](/\\\\evil.com) [x](&#47;/evil.com)",
    "[x](http:///evil.com) [x](http:/evil.com) [x](https:evil.com) [x](http:\\\\evil.com)",
    "[x](https:/\\evil.com)",
    "[x](https://good.com@evil.com/) [x](https://good.com&commat;evil.com)",
    "[x](/account/sign-out) [x](../x) [x](?next=x) [x](x) [x]() [x](#main) [x](#) [x](#clause-x)",
    '[x](https://a.com"onclick=alert(1)//) [x](https://a.com \'x" onclick="alert(1)\')',
    '[x](https://a.com/`x` "</a><script>alert(1)</script>")',
    "[x](mailto:a@b.fr%0abcc:x@y) [x](mailto://a@b) [x](tel:javascript:alert(1))",
    "[a[b](https://b.fr)](https://a.fr) [![x](y)](javascript:alert(1))",
    '<a@b.fr"onclick=alert(1)> <"onclick=alert(1)@b.fr>',
    "https://evil.com/ www.evil.com",
    # pictures
    "![x](https://evil.com/x.png)",
    "![<script>alert(1)</script>](x.png 'y' onerror=alert(1))",
    '![x" onerror="alert(1)](x){onerror=alert(1) src=//evil.com}',
    '![x][r]\n\n[r]: javascript:alert(1) "x"',
    # attribute lists
    "# x {#main .modal onclick=alert(1) style='position:fixed' hx-get=/x data-hx-get=/x data-x=1}",
    "## x {#clause-x}\n\n## y {#fn-1}\n\n## z {id='main\" onclick=\"alert(1)'}",
    "## x {id=x id='y z' ID=main name=main hx-on::load=alert(1)}",
    "x\n{onmouseover=alert(1) contenteditable autofocus tabindex=1 popover accesskey=x}",
    "*x*{onclick=alert(1) style=x} `x`{.modal}",
    "[x](https://a.fr){href=javascript:alert(1) target=_top rel=opener}",
    "[x](https://a.fr){ping=//evil.com download hx-boost=true class=footnote-ref}",
    "- x {onclick=alert(1)}\n- y\n{: onclick=alert(1) }",
    "a | b {colspan=9 onclick=alert(1)}\n- | -\n1 {rowspan=9 align=center style=x} | 2",
    "## x {data-toc-label='<img src=x onerror=alert(1)>'}",
    "## <img src=x onerror=alert(1)> `<script>alert(1)</script>`",
    "## x {src=x href=x xlink:href=javascript:alert(1) xmlns=http://www.w3.org/2000/svg}",
    "3. x {start=99999999999 type=i reversed value=7}",
    # boxes, notes, abbreviations, definitions, contents lists
    '!!! note "<script>alert(1)</script>"\n    x',
    '!!! modal-backdrop hx-get onclick "x"\n    x',
    '!!! do" onclick="alert(1)\n    x',
    "x[^<script>alert(1)</script>]\n\n[^<script>alert(1)</script>]: <script>alert(1)</script>",
    'x[^1] y[^1" onclick="alert(1)]\n\n[^1]: a\n[^1" onclick="alert(1)]: b {onclick=alert(1)}',
    '*[x]: " onmouseover="alert(1)\n\nx',
    "*[x]: <script>alert(1)</script>\n\nx",
    "x {#fn-1}\n\n- y {#fnref-1}\n- z[^1] {#fn-1}\n\n[^1]: n",
    "<script>\n:   alert(1)",
    "[TOC]\n\n///Footnotes Go Here///\n\n[^1]: x\n\nx[^1]",
    # the reader's own marks
    "\u0002wzxhzdk:0\u0003 \u0002klzzwxh:0000\u0003 \u0002amp\u0003 \u000260\u0003script>",
    "zz1337820767766393qq qq3936677670287331zz",
    # text that lies about its order stays text
    "\u202egnirts <\u202escript>",
    "<a href='javascript:alert(1)'>x</a>" * 20,
]


GLUE = ["\n\n", "    ", "## ", "> ", "[^1]: ", "](", "{#x}", '"', "*", "`"]
ONE_LINE_OF_HTML = [vector for vector in VECTORS if vector.startswith("<") and "\n" not in vector][:16]


def page(source: str) -> Element:
    """The page as a browser reads it, inside a container of ours."""
    markup = f'<div id="ours">{render(source, language="fr", prefix="p-").html}</div>'
    return html5lib.parseFragment(markup, treebuilder="etree", namespaceHTMLElements=False)


def check(root: Element) -> None:
    """Only our tags, attributes, classes, addresses and ids; each id once; nothing leaves its container."""
    assert [child.get("id") for child in root] == ["ours"]
    assert not (root[0].tail or "").strip()
    ids: list[str] = []
    for element in list(root[0].iter())[1:]:
        assert element.tag in TAGS
        for name, value in element.attrib.items():
            if name == "id":
                assert ID.fullmatch(value)
                ids.append(value)
                continue
            assert (element.tag, name) in ATTRIBUTES
            assert name != "class" or set(value.split()) <= CLASSES
            assert name != "href" or LINK.fullmatch(value)
            assert name != "rel" or value == "noopener noreferrer"
            assert name != "start" or value.isdigit()
    assert len(ids) == len(set(ids))
    links = [link.get("href", "")[1:] for link in root.iter("a") if link.get("href", "").startswith("#")]
    assert set(links) <= set(ids)


@pytest.mark.parametrize("source", VECTORS)
def test_a_hostile_text_is_only_text(source: str) -> None:
    check(page(source))


@pytest.mark.parametrize("source", VECTORS)
def test_a_hostile_text_is_only_text_among_others(source: str) -> None:
    inside = source.replace("\n", "\n    ")
    around = f"## Before {{#a}}\n\nx\n{source}\n\n- {inside}\n\n!!! do\n    {inside}\n\n> {source}\n\n*x*"
    check(page(around))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*VECTORS, *GLUE]), max_size=6))
def test_hostile_texts_put_together_are_only_text(parts: list[str]) -> None:
    with suppress(Refused):
        check(page("".join(parts)))


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab#*_`[](){}<>!|:-=\"'\\&;/ \n\t1.^~+@"), max_size=120))
def test_any_heap_of_marks_is_only_text(source: str) -> None:
    with suppress(Refused):
        check(page(source))


@pytest.mark.parametrize("source", ONE_LINE_OF_HTML)
def test_html_is_shown_as_it_was_typed(source: str) -> None:
    shown = "".join(page(f"x {source}").itertext())
    assert shown.split() == f"x {source}".split()


@pytest.mark.parametrize("source", VECTORS)
def test_the_gate_alone_lets_nothing_out(source: str) -> None:
    """The last door does not lean on the doors before it: here it is given the hostile text as HTML."""
    root = html5lib.parseFragment(
        f'<div id="ours">{let_out(source, "p-")}</div>', treebuilder="etree", namespaceHTMLElements=False
    )
    for element in list(root.iter()):
        assert element.tag in TAGS | {"DOCUMENT_FRAGMENT"}
        for name, value in element.attrib.items():
            assert name == "id" or (element.tag, name) in ATTRIBUTES
            assert name != "href" or LINK.fullmatch(value)
