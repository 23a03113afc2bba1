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
from wardarchive.model.person_page import (
    Companion,
    NameVariant,
    PersonArticle,
    PersonPage,
    PersonSummary,
    RolePeriod,
)
from wardarchive.model.persons import (
    Attribution,
    Commitment,
    Decision,
    DecisionKind,
    LinkRow,
    Naming,
    PersonRow,
    Post,
    ProfileRow,
    Settlement,
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
from wardarchive.model.statement_search import (
    SpeakerCount,
    StatementFilter,
    StatementPage,
    StatementRecord,
    Term,
    ValueCount,
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
    "Attribution",
    "Block",
    "BlockKind",
    "Capture",
    "CapturedContent",
    "Commitment",
    "Companion",
    "Decision",
    "DecisionKind",
    "FacetCount",
    "FacetFilter",
    "FetchedPage",
    "Hit",
    "IndexDocument",
    "Link",
    "LinkRow",
    "Mention",
    "MonthCount",
    "NameVariant",
    "NamedOfficial",
    "Naming",
    "NotAnArticle",
    "OfficialRef",
    "PersonArticle",
    "PersonPage",
    "PersonRow",
    "PersonSummary",
    "Portal",
    "Post",
    "ProfileRow",
    "Reading",
    "RolePeriod",
    "SearchRequest",
    "SearchResult",
    "Settlement",
    "Sort",
    "SpeakerCount",
    "SpeakerForm",
    "Statement",
    "StatementFilter",
    "StatementKind",
    "StatementPage",
    "StatementRecord",
    "Suggestion",
    "Term",
    "ValueCount",
    "Version",
    "WarcLocation",
    "Ward",
    "published_date",
]
