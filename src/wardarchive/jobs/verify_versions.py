"""Verification of what was read: every version follows from its capture by the present parser."""

from __future__ import annotations

from wardarchive.errors import CaptureError
from wardarchive.jobs.ingest import PARSER_VERSION
from wardarchive.jobs.rereading import Rereader, people_of
from wardarchive.jobs.verify_records import Progress
from wardarchive.jobs.verify_report import VerifyReport
from wardarchive.model import Article, Capture
from wardarchive.store.keeping import content_digest
from wardarchive.store.store import Store
from wardarchive.store.walk_rows import StoredVersion


def verify_versions(store: Store, rereader: Rereader, report: VerifyReport, progress: Progress) -> None:
    """Read each version's capture again and compare; a version of JSON Lines is held to its digest."""
    total = store.version_count()
    for done, stored in enumerate(store.stored_versions(), 1):
        report.counts["versions"] += 1
        _check(stored, rereader, report)
        if done % 20 == 0 or done == total:
            progress(done, total, "versions")
    for article_id in store.articles_without_version():
        report.fault("article-without-version", f"article {article_id}", "it has no current version")


def _check(stored: StoredVersion, rereader: Rereader, report: VerifyReport) -> None:
    article = stored.version.article
    name = f"{article.url} version {stored.version.number}"
    if content_digest(article) != stored.digest:
        report.fault("version-altered", name, "the text in the database is not the one that was written")
        return
    if stored.capture is None:
        report.counts["versions_without_capture"] += 1
        _check_people(stored, article, name, report)
        return
    again = _again(stored.capture, rereader, name, report)
    if isinstance(again, str):
        _underived(stored, name, again, report)
    elif again is not None and (again.url != article.url or content_digest(again) != stored.digest):
        _underived(stored, name, "the capture now reads differently", report)
    elif again is not None:
        _check_people(stored, again, name, report)


def _again(capture: Capture, rereader: Rereader, name: str, report: VerifyReport) -> Article | str | None:
    """The article of a capture, why it is none, or None where the capture's fault is told already."""
    try:
        found = rereader.read(capture)
    except CaptureError as error:
        report.counts["versions_unproven"] += 1
        if capture.id not in report.faulty_captures:
            report.fault("record-damaged", name, str(error))
        return None
    if found is None:
        return f"the capture (status {capture.status}) is no page of its portal"
    return (
        found.page if isinstance(found.page, Article) else f"the capture is no article: {found.page.reason}"
    )


def _underived(stored: StoredVersion, name: str, reason: str, report: VerifyReport) -> None:
    made_by = stored.version.parser_version
    if made_by == PARSER_VERSION:
        report.fault("version-not-derived", name, reason)
    else:
        report.other_parsers[made_by] += 1


def _check_people(stored: StoredVersion, article: Article, name: str, report: VerifyReport) -> None:
    if people_of(article, stored.ward_code) == stored.reading:
        return
    if stored.version.parser_version == PARSER_VERSION:
        report.fault("people-differ", name, "its officials or statements are now read differently")
    else:
        report.other_parsers[stored.version.parser_version] += 1
