"""Proof that an archive is whole: captures, what was read from them, and the index. Changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from wardarchive.errors import IndexUnavailable
from wardarchive.index.engine import Engine
from wardarchive.jobs.found_ids import found_ids
from wardarchive.jobs.rereading import Rereader
from wardarchive.jobs.verify_records import Progress, verify_records
from wardarchive.jobs.verify_report import Fault, VerifyReport
from wardarchive.jobs.verify_versions import verify_versions
from wardarchive.model import Capture, CapturedContent, SearchRequest
from wardarchive.store.store import Store


def verify(
    store: Store,
    engine: Engine,
    warc_folder: Path,
    read_capture: Callable[[Capture], CapturedContent],
    *,
    tell: Callable[[Fault], None],
    progress: Progress,
) -> VerifyReport:
    """Check everything; each fault is told when it is found."""
    report = VerifyReport(tell)
    verify_records(store, warc_folder, report, progress)
    verify_versions(store, Rereader(store.every_portal(), read_capture), report, progress)
    _verify_index(store, engine, report)
    return report


def _verify_index(store: Store, engine: Engine, report: VerifyReport) -> None:
    """The index has each article that is shown in its present revision, and nothing else."""
    behind = {article_id for article_id, _ in store.unindexed()} - set(store.withheld_ids())
    articles = set(store.article_ids()) - set(store.withheld_ids())
    report.counts["articles"] = len(articles)
    try:
        indexed = set(found_ids(engine, SearchRequest()).ids)
    except IndexUnavailable as error:
        report.fault("index-unavailable", "index", error.message)
        return
    report.counts["indexed"] = len(indexed)
    if behind:
        report.fault("index-behind", "index", f"{len(behind)} articles changed since they were indexed")
    lacking = articles - indexed - behind
    for article_id in sorted(lacking):
        report.fault("index-lacks", f"article {article_id}", "the index does not have it")
    for article_id in sorted(indexed - articles):
        report.fault("index-surplus", f"article {article_id}", "it is in the index and not in the database")
