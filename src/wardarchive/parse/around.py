"""What stands around the body of an article of unknown layout: files, tags, machine date."""

from __future__ import annotations

import re
from itertools import islice

from wardarchive.parse.files import calls_for_download, leads_to_file, link_name
from wardarchive.parse.nearby import Nearby, frame_of
from wardarchive.parse.structured import Structured
from wardarchive.parse.tree import Tree, attribute, text_of

_FILES_CLASS = re.compile(r"attach|download|dinh-?kem|tep-?tin|tai-?ve|file", re.IGNORECASE)
_AFTER = 40
"""Elements after the body in which tags and attachments are looked for."""
_MOST_TIMES = 40
"""Time elements that are looked at: more stand beside comments."""


def files_after(tree: Tree, bodies: list[int]) -> list[tuple[str, str]]:
    """Files that are linked after the body: in elements named for attachments, or by what the links say."""
    end, frame = tree.ends[bodies[-1]], frame_of(tree, bodies[-1])
    found: list[tuple[str, str]] = []
    for place in tree.by_name.get("a", ()):
        if not end < place <= end + _AFTER:
            continue
        tag = tree.elements[place]
        href, text, download = attribute(tag, "href"), text_of(tag), "download" in tag.attrs
        if not leads_to_file(href, text, download=download):
            continue
        near = (place, *islice(tree.ancestors(place), 4))
        named = any(_FILES_CLASS.search(tree.classes(i)) for i in near)
        if named or (tree.contains(frame, place) and (download or calls_for_download(text))):
            found.append((href, link_name(text, href)))
    return found


_TAG_PATH = re.compile(r"/(?:tags?|tu-khoa|keywords?)/[^/?#]+/?$|[?&]tags?=[^&]", re.IGNORECASE)
_MOST_TAGS = 12


def tags_of(tree: Tree, said: Structured) -> list[str]:
    linked = [i for i in tree.by_name.get("a", ()) if attribute(tree.elements[i], "rel") == "tag"]
    holders = [h for name in ("tags", "td-tags", "post-tags") for h in tree.by_class.get(name, ())]
    named = [i for i in tree.by_name.get("a", ()) if any(tree.contains(h, i) for h in holders)]
    if not linked and not named:
        links = tree.by_name.get("a", ())
        named = [
            i for i in links if tree.chars[i] and _TAG_PATH.search(attribute(tree.elements[i], "href"))
        ]
        if len(named) > _MOST_TAGS:  # the site's cloud of tags
            named = []
    texts = [text_of(tree.elements[i]) for i in (linked or named)[:50]]
    return [t for t in texts if 1 < len(t) <= 60] or said.tags


def machine_near(tree: Tree, near: Nearby, title: int | None, bodies: list[int]) -> str:
    """The ``datetime`` of a time element near the title, or of one after the body that says "published"."""
    low = (title if title is not None else bodies[0] if bodies else 0) - 15
    high = bodies[0] + 15 if bodies else low + 60
    for place in tree.by_name.get("time", ()):
        value = attribute(tree.elements[place], "datetime")
        if not value or not (low <= place <= high or place in near.places):
            continue
        whose = _article(tree, place) if bodies else -1
        if whose < 0 or tree.contains(whose, bodies[0]):  # not a comment's, nor another article's
            return value
    end = tree.ends[bodies[-1]] if bodies else 0
    for place in tree.by_class.get("published", ()):
        tag = tree.elements[place]
        value = attribute(tag, "datetime") or attribute(tag, "title")
        if value and low <= place <= end + _AFTER:
            return value
    return _own_time(tree, title, bodies)


def _own_time(tree: Tree, title: int | None, bodies: list[int]) -> str:
    """The one time that stands in the ``article`` element of title and body, often in its footer.

    Comments are articles of their own in HTML, and their times are theirs.
    """
    around = _article(tree, bodies[0]) if bodies else -1
    if around < 0 or (title is not None and not tree.contains(around, title)):
        return ""
    inside = (place for place in tree.by_name.get("time", ()) if tree.contains(around, place))
    times = (place for place in islice(inside, _MOST_TIMES) if _article(tree, place) == around)
    own = {attribute(tree.elements[place], "datetime") for place in times} - {""}
    return own.pop() if len(own) == 1 else ""


def _article(tree: Tree, place: int) -> int:
    """The nearest ``article`` element around a place; -1 where there is none."""
    found = (i for i in (place, *tree.ancestors(place)) if tree.elements[i].name == "article")
    return next(found, -1)
