"""What a rebuild keeps of the desk."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.functional.conftest import Run
from wardarchive.jobs.passwords import Cost, hash_password
from wardarchive.jobs.verify import verify
from wardarchive.jobs.verify_report import Fault
from wardarchive.jobs.withholding import withhold
from wardarchive.model import SearchRequest
from wardarchive.wiring import Services, open_services, rebuild_archive


def _faults(services: Services) -> list[Fault]:
    faults: list[Fault] = []
    verify(
        services.whole,
        services.engine,
        services.settings.warc_folder,
        services.read_capture,
        tell=faults.append,
        progress=lambda _done, _total, _what: None,
    )
    return faults


def test_a_rebuild_keeps_accounts_log_and_what_is_withheld(demo: Run, home: Path) -> None:
    """Derived anew, the article is still withheld, in pages and search; and verify finds no fault."""
    now = datetime(2026, 11, 28, tzinfo=UTC)
    with open_services(home) as services:
        store = services.whole
        store.add_account("an", "admin", hash_password("một câu dài dễ nhớ", Cost(4, 8, 1)), now)
        record = store.record(1)
        assert record
        assert withhold(
            store, services.engine, 1, kind="takedown", reason="theo yêu cầu", actor="an", now=now
        )
        articles = store.article_count()

    done = rebuild_archive(home, accept_loss=False, progress=lambda _done, _total, _what: None)

    assert done.report.articles == articles
    with open_services(home) as services:
        assert services.store.record(1) is None
        kept = services.whole.record(1)
        assert kept and kept.article.url == record.article.url
        assert services.store.withholding_of_article(1)
        assert services.engine.document_count() == articles - 1
        found = services.engine.search(SearchRequest(query=f'"{record.article.title}"'))
        assert 1 not in [hit.id for hit in found.hits]
        assert [a.name for a in services.whole.accounts()] == ["an"]
        assert services.whole.broken_audit_entry() is None
        assert _faults(services) == []
