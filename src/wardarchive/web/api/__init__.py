"""The JSON interface under /api/v1, for programs."""

from __future__ import annotations

from wardarchive.web.api import articles, document, persons, places, searching, writing
from wardarchive.web.api.base import blueprint

__all__ = ["articles", "blueprint", "document", "persons", "places", "searching", "writing"]
