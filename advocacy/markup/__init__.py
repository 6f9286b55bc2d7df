"""Markdown to safe HTML: the only door through which an author's text reaches a page.

``canonical`` says which bytes a text is, ``bounds`` what is too large or too deep to read, ``dialect`` how
Markdown is read here, ``tree`` what becomes of what was read, ``gate`` what HTML may leave, ``labels`` the
few words we add.
"""

from advocacy.markup.canonical import canonical_text, sha256_of
from advocacy.markup.rendering import Heading, Rendered, render

__all__ = ["Heading", "Rendered", "canonical_text", "render", "sha256_of"]
