"""Pages that ask for a text: Liên hệ, Góp ý, registrations with an explanation above their fields."""

from __future__ import annotations

import re

from wardarchive.parse.names import names_function
from wardarchive.parse.reading import Fields
from wardarchive.parse.regions import Regions
from wardarchive.parse.structured import Structured
from wardarchive.parse.titles import parts
from wardarchive.parse.tree import Tree, attribute, text_of

_MOST_OF_FORM = 300
_FORM_TITLE = 6
"""Letters beside a form, and syllables of its title; the shortest news have more."""
_EXPLAINED = 1_200
"""Letters of explanation that a form with several fields may have above it."""
_FIELDS = 4
"""Fields of a form that a page is for; readers' comments are asked for with fewer."""
_TYPED = frozenset({"", "text", "email", "tel", "number", "date", "file"})
_COMMENTS = re.compile(r"bình luận|ý kiến|phản hồi|comment", re.IGNORECASE)
_NEAR = 200
_LEAST_ASKED = 200
"""Letters of labels; a poll in a column has fewer."""
_ASKED = 0.6
"""Letters of labels beside those of the text."""


def is_form(tree: Tree, regions: Regions, said: Structured, fields: Fields) -> bool:
    """Whether the page asks for a text and says little: Liên hệ, Góp ý; comments stand below a story."""
    if not said.article and _asks_mostly(tree, fields):
        return True
    if not tree.by_name.get("textarea") or said.article or fields.published.value is not None:
        return False
    if any(map(names_function, names_of_page(tree, said, fields))):
        return True
    running = sum(size for place, size in enumerate(regions.run) if not regions.junk[place])
    if running < _MOST_OF_FORM and len(fields.title.split()) <= _FORM_TITLE:
        return True
    return fields.views is None and running < _EXPLAINED and _asks_much(tree)


def names_of_page(tree: Tree, said: Structured, fields: Fields) -> list[str]:
    """What the page calls itself: its title, its first headings, the parts of the document's title."""
    heads = [i for name in ("h1", "h2") for i in tree.by_name.get(name, ())[:2] if not tree.linked[i]]
    return [fields.title, *parts(said.document_title)[:2], *(text_of(tree.elements[i]) for i in heads)]


def _asks_mostly(tree: Tree, fields: Fields) -> bool:
    """Whether most of what the page says are the labels of a form's fields, as in a survey."""
    labels = [i for name in ("label", "legend") for i in tree.by_name.get(name, ())]
    if len(labels) < _FIELDS or fields.views is not None:
        return False
    asked = sum(tree.chars[i] for i in labels if tree.elements[i].find_parent("form") is not None)
    return asked >= max(_LEAST_ASKED, _ASKED * fields.body.chars)


def _asks_much(tree: Tree) -> bool:
    """Whether a form with a field for a text has so many that the page is there for it."""
    for form in tree.by_name.get("form", ()):
        inside = range(form + 1, tree.ends[form] + 1)
        tags = [tree.elements[i] for i in inside if tree.elements[i].name in {"input", "textarea"}]
        typed = [t for t in tags if t.name == "textarea" or attribute(t, "type").lower() in _TYPED]
        if len(typed) < _FIELDS or all(t.name != "textarea" for t in typed):
            continue
        around = tree.parents[form] if tree.parents[form] >= 0 else form
        near = f"{tree.classes(form)} {tree.classes(around)} {text_of(tree.elements[form], limit=_NEAR)}"
        return _COMMENTS.search(near) is None
    return False
