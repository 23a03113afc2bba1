"""account: made, listed, changed and removed on the command line; and what a rebuild keeps of the desk."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.functional.conftest import Run
from wardarchive.config import load_settings
from wardarchive.index.whoosh_engine import WhooshEngine
from wardarchive.jobs.passwords import Cost, hash_password, matches
from wardarchive.jobs.withholding import withhold
from wardarchive.store.store import Store
from wardarchive.wiring import open_services

PASSWORD = "một câu dài dễ nhớ"


def test_accounts_from_first_to_last(run: Run, home: Path) -> None:
    """The password comes on standard input and is kept as a hash; every deed is in the log."""
    run("init")
    line = f"{PASSWORD}\n".encode()
    added = run("account", "add", "An", "--role", "admin", stdin=line)
    assert added.status == 0, added.err
    assert PASSWORD not in added.out + added.err
    assert [(a["name"], a["role"]) for a in run("account", "list", "--json").json] == [("an", "admin")]
    with Store.open(load_settings(home).database_url) as store:
        account = store.account("an")
        assert account and account.password.startswith("scrypt$15$8$3$")
        assert matches(PASSWORD, account.password) and not matches(PASSWORD + " ", account.password)
    for words, stdin, said in (
        (("add", "an"), line, "already"),
        (("add", "b"), line, "cannot be"),
        (("add", "bình"), "ngắn\n".encode(), "12 to 200"),
        (("add", "bình"), b"", "no password"),
        (("add", "bình"), b"\xff\xfe\n", "UTF-8"),
        (("role", "bình", "editor"), None, "no account"),
    ):
        refused = run("account", *words, stdin=stdin)
        assert refused.status == 2 and said in refused.err, (words, refused.err)
        assert "Traceback" not in refused.err
    assert run("account", "role", "an", "editor").status == 0
    assert run("account", "password", "an", stdin="một câu khác hẳn\n".encode()).status == 0
    assert run("account", "remove", "an").status == 0
    with Store.open(load_settings(home).database_url) as store:
        deeds = [entry.action for entry in store.audit_entries()]
        assert deeds == ["account-remove", "account-password", "account-role", "account-add"]
        assert {entry.actor for entry in store.audit_entries()} == {"(command line)"}
        assert store.accounts() == []


def test_a_rebuild_keeps_accounts_log_and_what_is_withheld(demo: Run, home: Path) -> None:
    """Derived anew, the article is still withheld: in pages, search and export; and verify finds no fault."""
    settings = load_settings(home)
    now = datetime(2026, 11, 28, tzinfo=UTC)
    with Store.open(settings.database_url) as store:
        store.add_account("an", "admin", hash_password(PASSWORD, Cost(4, 8, 1)), now)
        record = store.record(1)
        assert record
        engine = WhooshEngine(settings.index_folder)
        assert withhold(store, engine, 1, kind="takedown", reason="theo yêu cầu", actor="an", now=now)
        engine.close()
        articles = store.article_count()
    title = record.article.title
    assert demo("verify").status == 0

    ran = demo("rebuild", "--json")

    assert ran.status == 0, ran.err
    assert ran.json["articles"] == articles
    with open_services(home) as services:
        assert services.store.record(1) is None
        kept = services.whole.record(1)
        assert kept and kept.article.url == record.article.url
        assert services.store.withholding_of_article(1)
        assert services.engine.document_count() == articles - 1
        assert [a.name for a in services.whole.accounts()] == ["an"]
        assert services.whole.broken_audit_entry() is None
    assert title not in demo("export", "--format", "jsonl").out
    assert demo("index", "--rebuild").status == 0
    hits = demo("search", f'"{title}"', "--json").json["hits"]
    assert record.article.url not in [hit["url"] for hit in hits]
    assert demo("verify").status == 0
