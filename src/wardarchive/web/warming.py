"""Done before the first reader comes: what a search builds once for each state of the index.

Over 20,000 articles the first search took 1.6 s where the following take a twentieth of that, and a full
garbage collection, which finds nothing among what was just built, 0.2 s.
"""

from __future__ import annotations

import gc

from flask import Flask

from wardarchive.web import articles, search
from wardarchive.web.context import services

_PATHS = ("/", "/?q=phuong+xa", "/?q=phuong+xa&lang=en")
"""The front page, and searches that need names, neighbours and restored diacritics, in both languages."""


def warm(app: Flask) -> None:
    """Make the pages that readers ask for first once, and keep the collector away from what stays anyway.

    The views are called as they are: nothing is counted, logged or kept.
    """
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    for path in _PATHS:
        with app.test_request_context(path):
            search.show()
    with app.test_request_context("/"):
        store = services().store
        for record in store.records(store.article_ids_after(0, 1)):
            articles.show(record.id)
    gc.collect()
    gc.freeze()
