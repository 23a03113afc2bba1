"""One visit of a crawl: ask, follow redirects, keep every response, read the last one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wardarchive.crawl.sitemap import read_sitemap
from wardarchive.errors import FetchError
from wardarchive.jobs.ingest import ReadPage
from wardarchive.model import FetchedPage, Link
