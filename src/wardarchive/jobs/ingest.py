"""From a page's bytes to what the store keeps: article, officials, statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlsplit

from wardarchive.crawl.urls import absolute, canonical
from wardarchive.errors import FetchError
from wardarchive.model import Article, Commitment, Link, NotAnArticle, OfficialRef, Reading, Ward
from wardarchive.officials.commitments import commitments
from wardarchive.officials.identity import official_key
from wardarchive.officials.reading import read_officials
from wardarchive.parse.drift import drift_signs
from wardarchive.parse.page import GENERIC, read_page
from wardarchive.parse.urls import article_url
from wardarchive.store.keeping import NewVersion
from wardarchive.wards.detect import detect_ward
from wardarchive.wards.units import bare_names, find, unit

PARSER_VERSION = "5"
"""Raised with every change of parsing or extraction that changes what is kept."""


_article_url = lru_cache(maxsize=4_096)(article_url)  # all pages of a site link to its menu


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What one page gave: an article with its people, or the reason why not, and its links."""

    page: Article | NotAnArticle
    links: tuple[Link, ...]
    family: str
    family_score: float
    signs: tuple[str, ...] = ()
    """What speaks for a changed layout, see `parse.drift`."""


def canonical_url(url: str, base: str | None = None) -> str:
    """The one URL of a page: general rules first, then those of its family.

    Raises `FetchError` of kind ``bad-url``.
    """
    general = canonical(url, base)
    return _article_url(general) or general


def read(
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    fetched_at: datetime | None = None,
    family: str | None = None,
    compare: bool = False,
) -> ReadPage:
    """Read a page; every URL in the result is canonical.

    With `compare` a page of a family is read without the family's help too, for signs of a new layout.
    """
    found = read_page(body, url, content_type=content_type, fetched_at=fetched_at, family=family)
    other = None
    if compare and found.family != GENERIC and isinstance(found.page, Article):
        other = read_page(body, url, content_type=content_type, fetched_at=fetched_at, family=GENERIC)
    links: dict[str, Link] = {}
    for link in found.links:
        try:
            address = canonical_url(link.url, url)
        except FetchError:
            continue
        links.setdefault(address, replace(link, url=address, address=absolute(link.url, url)))
    try:
        page = replace(found.page, url=canonical_url(found.page.url))
    except FetchError:
        page = found.page
    signs = drift_signs(found, other)
    return ReadPage(page, tuple(links.values()), found.family, found.family_score, signs)


def read_people(article: Article, ward: Ward | None) -> tuple[Reading, Mapping[str, OfficialRef]]:
    """Officials and statements of an article, and whom in the register each name means."""
    reading = read_officials(article.title, article.body, ward_names=bare_names())
    refs = {
        person.name: OfficialRef(
            key=official_key(
                person.name,
                person.role,
                ward.code if ward else None,
                ward.district if ward else None,
                ward.province if ward else None,
            ),
            name=person.name,
            role=person.role,
        )
        for person in reading.officials
    }
    return reading, refs


def commitments_of(article: Article, reading: Reading) -> tuple[Commitment, ...]:
    """What was promised or ordered in an article, for the list of commitments."""
    return tuple(commitments(article.title, article.body, reading, article.published))


def new_version(
    article: Article,
    *,
    observed_at: datetime,
    ward_code: str | None,
    portal_id: int | None = None,
    capture_id: int | None = None,
) -> NewVersion:
    """The article with its people, ready for the store."""
    ward = unit(ward_code) if ward_code else None
    reading, refs = read_people(article, ward)
    return NewVersion(
        article=article,
        observed_at=observed_at,
        parser_version=PARSER_VERSION,
        ward_code=ward_code,
        portal_id=portal_id,
        capture_id=capture_id,
        reading=reading,
        refs=refs,
        commitments=commitments_of(article, reading),
    )


SURE_OF_WARD = 0.8
"""Score from which a ward recognised by its host is taken without asking."""


def ward_of_host(url: str) -> Ward | None:
    """The ward that a portal's host names beyond doubt: ``saidong.longbien.hanoi.gov.vn``."""
    guesses = detect_ward(urlsplit(url).hostname or "", ())
    return guesses[0].ward if guesses and guesses[0].score >= SURE_OF_WARD else None


def find_ward(text: str, district: str | None = None, province: str | None = None) -> list[Ward]:
    """The units that a code or a name can mean."""
    known = unit(text)
    return [known] if known else find(text, district, province)
