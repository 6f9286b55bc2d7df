"""What HTML may leave: a short list of tags and attributes, enforced by nh3 on the very last string.

Whatever the reader or the tree let through by mistake stops here. Nothing here depends on the Markdown.
"""

import html
import re

import nh3

_TEXT = {"h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "strong", "em", "code", "pre", "a", "abbr"}
_LISTS = {
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "sup",
    "div",
    "blockquote",
}
_TAGS = _TEXT | _LISTS
_CLASSES = {
    "div": {"admonition", "do", "dont", "note", "warning", "footnote", "table-scroll"},
    "p": {"admonition-title"},
    "a": {"footnote-ref", "footnote-backref"},
    "th": {"center", "end"},
    "td": {"center", "end"},
}
_ATTRIBUTES = {
    "*": {"id"},
    "a": {"href", "aria-label"},
    "abbr": {"title"},
    "div": {"aria-label"},
    "ol": {"start"},
}
_FIXED = {"th": {"scope": {"col"}}, "div": {"role": {"group"}, "tabindex": {"0"}}}
_SCHEMES = {"http", "https", "mailto", "tel"}

# No white space, control character, quote or backslash: what browsers drop, guess at or turn into a slash.
_PLAIN = r"[^\s\x00-\x20\x7f\\<>\"'`]"
_SAFE_LINK = re.compile(
    rf"https?://(?![/?#:])(?![^/?#]*@){_PLAIN}+"
    rf"|mailto:(?!//)[^\s\x00-\x20\x7f\\<>\"'`/?#@:]+@{_PLAIN}+"
    r"|tel:\+?[0-9().-]+",
    re.IGNORECASE,
)
_INNER_ID = re.compile(r"(?:clause|fn|fnref)-[a-z0-9-]+(?:_[0-9]+)?")
_NUMBER = re.compile(r"[0-9]{1,6}")


def is_safe_link(address: str) -> bool:
    """Is ``address`` a full http, https, mailto or tel address, without a user name or room to guess?

    Entities are decoded first, as a browser would. Relative and protocol-relative addresses are not safe:
    nobody can tell from the text where they lead.
    """
    return bool(_SAFE_LINK.fullmatch(html.unescape(address)))


def let_out(markup: str, prefix: str) -> str:
    """Return ``markup`` with only the tags, attributes, classes, addresses and ids of the lists above.

    Ids and links within the text must start with ``prefix`` and one of our three names, so none can shadow
    the page's.
    """

    def judge(_tag: str, attribute: str, value: str) -> str | None:
        if attribute == "id":
            return value if is_inner(value) else None
        if attribute == "href":
            return value if value.startswith("#") or is_safe_link(value) else None
        if attribute == "start":
            return value if _NUMBER.fullmatch(value) else None
        return value

    def is_inner(value: str) -> bool:
        return value.startswith(prefix) and bool(_INNER_ID.fullmatch(value, len(prefix)))

    return nh3.clean(
        markup,
        tags=_TAGS,
        clean_content_tags=set(),
        attributes=_ATTRIBUTES,
        attribute_filter=judge,
        tag_attribute_values=_FIXED,
        allowed_classes=_CLASSES,
        url_schemes=_SCHEMES,
        url_relative=lambda address: address if address.startswith("#") and is_inner(address[1:]) else None,
        link_rel="noopener noreferrer",
    )
