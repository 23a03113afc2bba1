"""HTML from the engine, with everything but ``<mark>`` taken out."""

from __future__ import annotations

import nh3
from markupsafe import Markup


def marked_html(html: str) -> Markup:
    """`html` with only ``<mark>`` left, safe to print.

    >>> marked_html('<mark onclick="x">rác</mark> &lt;b&gt; <script>y</script><i>thải</i>')
    Markup('<mark>rác</mark> &lt;b&gt; thải')
    """
    return Markup(nh3.clean(html, tags={"mark"}, attributes={}, link_rel=None))  # noqa: S704 - just cleaned
