"""Done before the first reader comes: what a search builds once for each state of the index.

Over 20,000 articles the first search took 1.6 s where the following take a twentieth of that, and a full
garbage collection, which finds nothing among what was just built, 0.2 s.
"""

from __future__ import annotations

import gc

from flask import Flask

from wardarchive.errors import IndexUnavailable
from wardarchive.model import SearchRequest
from wardarchive.web.context import answers

_REQUESTS = (SearchRequest(), SearchRequest("phuong xa"))
"""The front page's own, and one that needs names, neighbours and restored diacritics."""


def warm(app: Flask) -> None:
    """Search once, compile the pages, and keep the collector away from what stays anyway."""
    with app.app_context():
        for request in _REQUESTS:
            try:
                answers().search(request)
            except IndexUnavailable:
                break  # readers are told on every page
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    gc.collect()
    gc.freeze()
