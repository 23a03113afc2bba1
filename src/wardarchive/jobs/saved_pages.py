"""Pages that somebody saved as HTML files: kept as WARC records, then read like captures."""

from __future__ import annotations

import mimetypes
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from wardarchive.crawl.scope import portal_of
from wardarchive.errors import FetchError, ImportFormatError
from wardarchive.jobs.import_task import ImportTask
from wardarchive.jobs.ingest import canonical_url, new_version, read
from wardarchive.model import Article, FetchedPage, NotAnArticle
from wardarchive.parse.declared import declared_url
from wardarchive.store.capture_rows import NewCapture

MAX_PAGE_BYTES = 20_000_000


def import_page(task: ImportTask, file: Path, given: Path) -> None:
    """Import one saved page.

    Its address and its time are what the mapping says. Without one the address is what ``--base-url`` and
    its place in the folder say, or what the page says of itself (canonical link, og:url, or the line that
    a mirroring tool left), and the time is the file's.
    Raises `ImportFormatError` where it is too large or its address is not known.
    """
    content = _content(file)
    try:
        url = _address(task, file, given, content)
        canonical_url(url)
    except FetchError as error:
        raise ImportFormatError(f"{file.name}: {error.message}") from error
    fetched_at = _captured_at(task, file, given)
    capture_id = _keep(task, url, content, fetched_at, _content_type(file))
    portal = portal_of(url, task.tools.store.portals())
    found = read(content, url, fetched_at=fetched_at, family=portal.family if portal else None)
    if isinstance(found.page, NotAnArticle):
        task.result.passed_over += 1
    elif isinstance(found.page, Article):
        kept = task.tools.store.keep(
            new_version(
                found.page,
                observed_at=fetched_at,
                ward_code=task.ward_code or (portal.ward_code if portal else None),
                portal_id=portal.id if portal else None,
                capture_id=capture_id,
            )
        )
        task.result.count(kept.change)
    task.report(task.result.seen, None, file.name[:40])


def import_file(task: ImportTask, file: Path, given: Path) -> None:
    """Keep a picture or a document whose address the mapping says, as a crawl keeps it."""
    saved = task.saved_at(file, given)
    if saved is None:
        raise ImportFormatError(f"{file.name} is no page, and no mapping says what it is")
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    _keep(task, saved.url, _content(file), _captured_at(task, file, given), kind)
    task.result.passed_over += 1


def _content(file: Path) -> bytes:
    if file.stat().st_size > MAX_PAGE_BYTES:
        raise ImportFormatError(f"{file.name} is larger than {MAX_PAGE_BYTES // 1_000_000} MB")
    return file.read_bytes()


def _captured_at(task: ImportTask, file: Path, given: Path) -> datetime:
    saved = task.saved_at(file, given)
    if saved is not None and saved.captured_at is not None:
        return saved.captured_at
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def _address(task: ImportTask, file: Path, given: Path, content: bytes) -> str:
    saved = task.saved_at(file, given)
    if saved is not None:
        return saved.url
    if task.base_url:
        inside = file.relative_to(given).as_posix() if given.is_dir() else file.name
        return task.base_url.rstrip("/") + "/" + quote(inside.removesuffix("index.html"))
    declared = declared_url(content)
    if declared is None:
        raise ImportFormatError(
            f"{file.name} does not say at which address it stood",
            "give the folder's address with --base-url URL",
        )
    return declared


def _content_type(file: Path) -> str:
    kind = mimetypes.guess_type(file.name)[0]
    return kind if kind in ("text/html", "application/xhtml+xml") else "text/html"


def _keep(task: ImportTask, url: str, content: bytes, fetched_at: datetime, content_type: str) -> int:
    """The id of the capture; the same bytes of the same time are kept once."""
    for known in task.tools.store.captures_of_url(url):
        if known.fetched_at == fetched_at:
            return known.id
    page = FetchedPage(
        url=url,
        status=200,
        reason="OK",
        request_headers=(),
        headers=(("Content-Type", content_type),),
        payload=content,
        body=content,
        fetched_at=fetched_at,
        elapsed=0.0,
    )
    location, digest = task.tools.writer().write(page, {"WARC-X-Imported": "saved page, headers unknown"})
    return task.tools.store.add_capture(
        NewCapture(
            portal_id=None,
            run_id=None,
            url=url,
            fetched_at=fetched_at,
            status=200,
            content_type=content_type,
            digest=digest,
            location=location,
        )
    )
