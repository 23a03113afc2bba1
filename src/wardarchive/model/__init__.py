"""The words of the project as frozen dataclasses: no I/O, no behaviour beyond derived values.

Times are timezone-aware. A publication time is a `datetime` in Asia/Ho_Chi_Minh where the page gives
a time of day, a plain `date` where it gives none, and `None` where it gives neither.
"""

from __future__ import annotations

from wardarchive.model.articles import Article, Attachment, Block, BlockKind, Link, NotAnArticle
from wardarchive.model.captures import (
    FETCH_ERROR_KINDS,
    Capture,
    CapturedContent,
    FetchedPage,
    WarcLocation,
)
from wardarchive.model.officials import (
    Mention,
    NamedOfficial,
    Reading,
    SpeakerForm,
    Statement,
    StatementKind,
)
from wardarchive.model.places import Portal, Ward
from wardarchive.model.records import ArticleRecord, OfficialRef, Version
from wardarchive.model.search import (
    FACETS,
    MISSING,
    FacetCount,
    FacetFilter,
    Hit,
    IndexDocument,
    MonthCount,
    SearchRequest,
    SearchResult,
    Sort,
    Suggestion,
)
from wardarchive.model.times import HANOI_TIME, published_date

__all__ = [
    "FACETS",
    "FETCH_ERROR_KINDS",
    "HANOI_TIME",
    "MISSING",
    "Article",
    "ArticleRecord",
    "Attachment",
    "Block",
    "BlockKind",
    "Capture",
    "CapturedContent",
    "FacetCount",
    "FacetFilter",
    "FetchedPage",
    "Hit",
    "IndexDocument",
    "Link",
    "Mention",
    "MonthCount",
    "NamedOfficial",
    "NotAnArticle",
    "OfficialRef",
    "Portal",
    "Reading",
    "SearchRequest",
    "SearchResult",
    "Sort",
    "SpeakerForm",
    "Statement",
    "StatementKind",
    "Suggestion",
    "Version",
    "WarcLocation",
    "Ward",
    "published_date",
]
