"""An archive whose database is PostgreSQL: the same commands from init to rebuild."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.conftest import Run
from tests.postgresql import Cluster


@pytest.fixture
def on_postgresql(home: Path, run: Run, postgresql: Cluster) -> str:
    """An archive at `home` whose config.toml names an empty PostgreSQL database; gives its URL."""
    url = postgresql.new_database()
    home.mkdir()
    (home / "config.toml").write_text(f'database = "{url}"\n', encoding="utf-8")
    made = run("init")
    assert made.status == 0, made.err
    return url


def _found(run: Run, query: str) -> list[tuple[str, str, str | None]]:
    hits = run("search", query, "--json").json["hits"]
    return sorted((hit["url"], hit["title"], hit["published_at"]) for hit in hits)


def test_from_the_first_crawl_to_the_rebuild(
    home: Path, run: Run, on_postgresql: str, postgresql: Cluster
) -> None:
    """The demo's portals over HTTP; then the same archive from its WARC files in an empty database."""
    made = run("demo", "--no-serve")
    assert made.status == 0, made.err
    assert not (home / "archive.db").exists()
    status = run("status", "--json").json
    assert status["articles"] > 40 and status["waiting"] == 0
    found = _found(run, "thu gom rác")
    assert found
    verified = run("verify")
    assert verified.status == 0, verified.out + verified.err

    refused = run("rebuild")
    assert refused.status == 2 and "empty database" in refused.err
    config = home / "config.toml"
    config.write_text(f'database = "{postgresql.new_database()}"\n', encoding="utf-8")
    rebuilt = run("rebuild")
    assert rebuilt.status == 0, rebuilt.err
    again = run("status", "--json").json
    assert [again[name] for name in ("articles", "captures", "officials")] == [
        status[name] for name in ("articles", "captures", "officials")
    ]
    assert _found(run, "thu gom rác") == found
