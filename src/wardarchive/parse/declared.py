"""The address at which a saved page says that it stood."""

from __future__ import annotations

import re

from wardarchive.parse.encoding import decode
from wardarchive.parse.markup import not_markup, prune
from wardarchive.parse.tree import Tree, attribute

_MIRRORED = re.compile(r"<!-- Mirrored from (\S{4,2000}?) by HTTrack")
_SAVED = re.compile(r"<!-- saved from url=\(\d{4,5}\)(\S{4,2000}?) -->")
_HEAD = 200_000
"""Characters of the page that are looked at for the comments of mirroring tools."""


def declared_url(body: bytes) -> str | None:
    """The address that a page gives as its own; None where it gives none.

    In this order: what the mirroring tool or the browser that saved it wrote into a comment, the
    canonical link, og:url.
    """
    if not_markup(body) is not None:
        return None
    text = decode(body, None).text
    saved = _SAVED.search(text, 0, _HEAD)
    if saved:
        return saved[1]
    mirrored = _MIRRORED.search(text, 0, _HEAD)
    if mirrored:
        return mirrored[1] if "//" in mirrored[1] else f"http://{mirrored[1]}"
    tree = Tree(prune(text).text)
    candidates = [
        attribute(tree.elements[place], "href")
        for place in tree.by_name.get("link", ())
        if "canonical" in attribute(tree.elements[place], "rel").lower()
    ] + [
        attribute(tree.elements[place], "content")
        for place in tree.by_name.get("meta", ())
        if attribute(tree.elements[place], "property").lower() == "og:url"
    ]
    return next(
        (url.strip() for url in candidates if url.strip().startswith(("http://", "https://"))), None
    )
