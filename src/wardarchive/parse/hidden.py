"""Elements that readers of a page do not see."""

from __future__ import annotations

import re
from functools import lru_cache

from bs4 import Tag

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-\d{3,}"
    r"|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)"
    r"|(?:^|[;\s])height\s*:\s*[01]px[^}]{0,80}overflow\s*:\s*hidden"
    r"|overflow\s*:\s*hidden[^}]{0,80}[;\s]height\s*:\s*[01]px",
    re.IGNORECASE,
)
_HIDDEN_CLASSES = frozenset(
    {
        "hidden",
        "hide",
        "d-none",
        "sr-only",
        "visually-hidden",
        "screen-reader-text",
        "element-invisible",
        "ms-hide",
    }
)


def is_hidden(tag: Tag) -> bool:
    """Whether an element's own attributes hide it: style, class of a known framework, ``hidden``.

    Spam that was smuggled into old sites hides this way; so do dates for machines.
    """
    attrs = tag.attrs
    if not attrs:
        return False
    if "hidden" in attrs:
        return True
    css = attrs.get("style")  # few styles, many times
    if css and _hides(str(css)):
        return True
    names = attrs.get("class")
    return isinstance(names, str) and _has_hidden_class(names)


@lru_cache(maxsize=10_000)
def _hides(css: str) -> bool:
    return _HIDDEN.search(css[:500]) is not None


@lru_cache(maxsize=10_000)
def _has_hidden_class(names: str) -> bool:
    return not _HIDDEN_CLASSES.isdisjoint(names.split())
