"""Wards and the portals that speak for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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
