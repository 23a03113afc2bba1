"""HTML from the engine, with everything but ``<mark>`` taken out."""

from __future__ import annotations

import re

import nh3
from markupsafe import Markup

_TEXT = "(?:[^<>&]|&(?:amp|lt|gt|quot|#34|#39|#x27);)*+"
_MARKED = re.compile(f"{_TEXT}(?:<mark>{_TEXT}</mark>{_TEXT})*+")
"""Escaped text with whole marks, as engines make it: nothing in it to clean, which takes nh3 a tenth of the
time of a search page."""


def marked_html(html: str) -> Markup:
    """`html` with only ``<mark>`` left, safe to print.

    >>> marked_html('<mark onclick="x">rác</mark> &lt;b&gt; <script>y</script><i>thải</i>')
    Markup('<mark>rác</mark> &lt;b&gt; thải')
    """
    if _MARKED.fullmatch(html):
        return Markup(html)  # noqa: S704 - just looked at, letter by letter
    return Markup(nh3.clean(html, tags={"mark"}, attributes={}, link_rel=None))  # noqa: S704 - just cleaned
