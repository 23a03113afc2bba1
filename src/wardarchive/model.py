"""The words of the project as frozen dataclasses: no I/O, no behaviour beyond derived values.

Times are timezone-aware. A publication time is a `datetime` in Asia/Ho_Chi_Minh where the page gives
a time of day, a plain `date` where it gives none, and `None` where it gives neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

HANOI_TIME = ZoneInfo("Asia/Ho_Chi_Minh")

BlockKind = Literal["paragraph", "heading", "caption", "list", "table", "quote"]
StatementKind = Literal["direct", "indirect", "act", "caption"]
SpeakerForm = Literal["named", "role", "anaphor", "headline"]
Sort = Literal["relevance", "newest", "oldest", "views"]

FETCH_ERROR_KINDS = (
    "unknown-host",
    "refused",
    "timeout",
    "tls",
    "connection",
    "redirect-loop",
    "too-many-redirects",
    "too-large",
    "bad-encoding",
    "bad-response",
    "robots",
    "private-address",
    "bad-url",
    "http-error",
)
"""What can go wrong with one fetch. `http-error` is a complete response with status 400 or higher."""

FACETS = ("ward", "year", "official", "section")
"""The facets of a search, in the order in which they are shown."""

MISSING = "none"
"""The facet value of documents that lack the facet."""


def published_date(published: date | datetime | None) -> date | None:
    """The calendar day of a publication time, in Asia/Ho_Chi_Minh."""
    if isinstance(published, datetime):
        return published.astimezone(HANOI_TIME).date() if published.tzinfo else published.date()
    return published


# -- places ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ward:
    """An administrative unit of commune level: phường, xã, thị trấn or đặc khu."""

    code: str
    """Five digits, of the General Statistics Office."""
    name: str
    """With its type: ``Phường Sài Đồng``."""
    district: str | None
    """``Quận Long Biên``; None for units of the two-level system since 2025-07-01."""
    province: str
    listed_on: str = ""
    """ISO date of the newest list that has the unit under this name."""


@dataclass(frozen=True, slots=True)
class Portal:
    """One site to collect."""

    id: int
    url: str
    """Where the crawl starts."""
    name: str
    ward_code: str | None = None
    family: str | None = None
    """The CMS family that the archivist named; None: recognised page by page."""
    recognised: str | None = None
    """The family of most of its articles so far."""
    delay: float | None = None
    """Seconds between two requests; None for the archive's default."""
    allowed_hosts: tuple[str, ...] = ()
    """Hosts (``host:port``) that may resolve to private addresses, because the archivist said so."""
    added_at: datetime | None = None


# -- captures -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """One complete HTTP response as it came over the wire."""

    url: str
    """The URL asked for."""
    status: int
    reason: str
    request_headers: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    """In the server's order and spelling; transfer coding already undone."""
    payload: bytes
    """The body with its content coding (gzip …) still on: what is kept."""
    body: bytes
    """The body decoded: what is read."""
    fetched_at: datetime
    """When the response began, UTC."""
    elapsed: float
    """Seconds from request to last byte."""
    truncated: bool = False
    address: str | None = None
    """The IP address that answered."""

    @property
    def content_type(self) -> str | None:
        return next((v for k, v in self.headers if k.lower() == "content-type"), None)

    @property
    def location(self) -> str | None:
        return next((v for k, v in self.headers if k.lower() == "location"), None)


@dataclass(frozen=True, slots=True)
class WarcLocation:
    """Where a response record stands."""

    file: str
    """Name inside the archive's ``warc/``."""
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Capture:
    """One HTTP response kept in a WARC file."""

    id: int
    portal_id: int | None
    run_id: int | None
    url: str
    fetched_at: datetime
    status: int
    content_type: str | None
    digest: str
    """``sha1:`` + base32 of the payload, as in WARC-Payload-Digest."""
    location: WarcLocation
    etag: str | None = None
    last_modified: str | None = None
    original_id: int | None = None
    """The earlier capture that has the payload, where this one is a revisit record."""


@dataclass(frozen=True, slots=True)
class CapturedContent:
    """What a WARC response record holds, content coding undone."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime

    @property
    def content_type(self) -> str | None:
        return next((v for k, v in self.headers if k.lower() == "content-type"), None)


# -- reading a page -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of an article's body, in reading order."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class Attachment:
    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says, as published."""

    url: str
    title: str
    body: tuple[Block, ...]
    """The lead (sapo) is its first paragraph, once."""
    section: str | None = None
    published: date | datetime | None = None
    views: int | None = None
    author: str | None = None
    images: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    tags: tuple[str, ...] = ()
    family: str = "generic"
    markers: tuple[str, ...] = ()
    """What was unusual: ``tcvn3``, ``vni``, ``nfd``, ``mislabelled-charset``, ``date-disagrees`` …"""


@dataclass(frozen=True, slots=True)
class NotAnArticle:
    """A page that is no article, with the reason as a short English phrase."""

    url: str
    reason: str
    family: str = "generic"


@dataclass(frozen=True, slots=True)
class Link:
    """One link found on a page."""

    url: str
    """Absolute; once the page has been ingested, canonical: the identity of what it leads to."""
    kind: Literal["start", "sitemap", "article", "list", "next", "page", "file"]
    """article: looks like a detail page; next: paging of a list; list: a section; file: a picture or
    document of an article, kept and not read; page: unknown."""
    text: str = ""
    address: str = ""
    """Where to fetch it, in the site's own spelling, where that is not `url`."""


# -- officials ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a person is named."""

    block: int
    """Index into the body; -1 for the title."""
    start: int
    end: int
    """Character offsets into that block's text."""
    text: str
    role: str | None = None
    """The role as stated at this place."""
    pattern: str = ""
    """Which rule found it: ``title-name``, ``role-name``, ``name-role`` …"""


@dataclass(frozen=True, slots=True)
class NamedOfficial:
    """A person of one article: the full name, the role stated, and each mention."""

    name: str
    role: str | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence in which somebody is reported to have said or ordered something."""

    speaker: str | None
    """Full name where it is known; None: unattributed."""
    verb: str
    kind: StatementKind
    speaker_form: SpeakerForm
    text: str
    """The sentence or clause with speaker, verb and what was said, exactly as published."""
    block: int
    start: int
    end: int
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """The officials and statements of one article."""

    officials: tuple[NamedOfficial, ...] = ()
    statements: tuple[Statement, ...] = ()


# -- what the store gives back --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OfficialRef:
    """A person of the register, as the store, the index and the facets name them."""

    key: str
    """Stable: folded name and unit, ``dang-duc-cuong.00142``."""
    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One state of an article's text, with its evidence."""

    id: int
    article_id: int
    number: int
    capture_id: int | None
    """None where the text came without a capture (JSON Lines)."""
    observed_at: datetime
    parser_version: str
    article: Article
    changes: tuple[str, ...] = ()
    """Classes of what differs from the version before, the gravest first; see `store.changes`."""


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article as the archive has it now: its current version and what was read from it."""

    id: int
    ward_code: str | None
    portal_id: int | None
    first_seen_at: datetime
    version: Version
    reading: Reading
    refs: Mapping[str, str]
    """Name as in `reading` → key of the register."""
    state: Literal["there", "missing", "gone", "moved"] = "there"
    """missing: answered 404 or 410 once; gone: again on a later day; moved: 301 to `moved_to`."""
    state_at: datetime | None = None
    moved_to: str | None = None

    @property
    def article(self) -> Article:
        return self.version.article


# -- search ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """One article as an engine sees it."""

    id: int
    url: str
    title: str
    body: tuple[str, ...]
    """The texts of the blocks, as published."""
    ward_code: str | None = None
    ward: str | None = None
    """``Phường Sài Đồng``."""
    district: str | None = None
    province: str | None = None
    published: date | datetime | None = None
    views: int | None = None
    section: str | None = None
    officials: tuple[OfficialRef, ...] = ()
    speakers: tuple[str, ...] = ()
    family: str | None = None


@dataclass(frozen=True, slots=True)
class FacetFilter:
    """Values of one facet: OR among them; `exclude` turns them into a NOT."""

    facet: str
    values: tuple[str, ...]
    exclude: bool = False


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search. Hashable, so that a cache can use it as its key."""

    query: str = ""
    filters: tuple[FacetFilter, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    """Both inclusive, calendar days in Asia/Ho_Chi_Minh."""
    sort: Sort = "relevance"
    page: int = 1
    page_size: int = 20
    facet_size: int = 50
    """At most this many values of each facet; selected values are always among them."""

    def selected(self, facet: str) -> tuple[str, ...]:
        return tuple(v for f in self.filters if f.facet == facet and not f.exclude for v in f.values)


@dataclass(frozen=True, slots=True)
class Hit:
    id: int
    url: str
    title: str
    ward_code: str | None
    ward: str | None
    published: date | datetime | None
    views: int | None
    score: float
    snippets: tuple[str, ...]
    """HTML: escaped text with ``<mark>`` around what matched."""
    title_html: str = ""
    """The title, escaped, with ``<mark>``."""


@dataclass(frozen=True, slots=True)
class FacetCount:
    value: str
    label: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class SearchResult:
    query: str
    total: int
    page: int
    pages: int
    took_ms: float
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    suggestion: str | None = None
    all_words: int | None = None
    """How many of the hits have all the words; None where the query has no loose words."""
    notes: tuple[str, ...] = ()
    """What could not be understood in the query and was searched as words, as codes."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of autocompletion."""

    kind: Literal["official", "ward", "phrase"]
    text: str
    value: str
