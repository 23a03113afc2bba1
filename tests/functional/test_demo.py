"""The demo, end to end: served, crawled over real HTTP, read, indexed, searched; held to what it shows."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from tests.functional.conftest import Run
from wardarchive.demo.expected import expected_articles
from wardarchive.store.store import Store


def test_every_article_is_read_as_it_is_shown(demo: Run, home: Path) -> None:
    """Title, time, views, section and body of each article are those of the site, and there is no other.

    The sites were visited in both editions: what the second one lacks is kept as it was in the first.
    """
    expected = {e.path: e for edition in (1, 2) for e in expected_articles(edition)}
    with Store.open(f"sqlite:///{home / 'archive.db'}") as store:
        records = list(store.records(store.article_ids()))

    found = {r.article.url.split("/", 3)[3]: r for r in records}
    assert len(found) == len(records) == len(expected)
    assert set(found) == {path.lstrip("/") for path in expected}
    for path, truth in expected.items():
        article = found[path.lstrip("/")].article
        assert (article.title, article.published, article.views, article.section) == (
            truth.title,
            truth.published,
            truth.views,
            truth.section,
        ), path
        assert article.body == truth.body, path


def test_search_finds_the_secretary_of_2020(demo: Run) -> None:
    """A question of a reporter, typed without diacritics."""
    found = demo("search", "bi thu dang uy phuong sai dong", "--year", "2020", "--json").json

    assert found["total"] >= 1
    assert "Đặng Đức Cường" in [v["label"] for v in found["facets"]["official"]]
    assert all(hit["published_at"].startswith("2020") for hit in found["hits"])


def test_search_json_has_the_promised_form(demo: Run) -> None:
    """Names and types of the interface."""
    found = demo("search", "thu gom rác", "--json").json

    assert {"query", "total", "page", "pages", "took_ms", "hits", "facets", "suggestion"} <= set(found)
    assert list(found["facets"]) == ["ward", "district", "year", "official", "role", "section", "family"]
    assert list(found["facets"]["ward"][0]) == ["value", "label", "count", "selected"]
    assert list(found["facets"]["year"][0]) == ["value", "label", "count", "selected"]
    assert sum(m["count"] for m in found["months"]) <= found["total"]
    assert list(found["months"][0]) == ["month", "count"]
    hit = found["hits"][0]
    assert {
        "id", "url", "title", "ward_code", "ward", "published_at", "views", "score", "snippets",
    } <= set(hit)  # fmt: skip
    assert any("<mark>" in snippet for snippet in hit["snippets"])


def test_facet_values_can_be_names(demo: Run) -> None:
    """A ward by its name, an official by a name without diacritics."""
    by_name = demo("search", "--ward", "phường Sài Đồng", "--json").json
    by_code = demo("search", "--ward", "00142", "--json").json
    official = demo("search", "--official", "dang duc cuong", "--json").json

    assert by_name["total"] == by_code["total"] > 0
    assert official["total"] > 0


def test_values_can_be_left_out_and_searched(demo: Run) -> None:
    """Every facet has its --not- form; roles are found however they were stated."""
    everything = demo("search", "--json").json
    ward = demo("search", "--ward", "00142", "--json").json
    others = demo("search", "--not-ward", "phường Sài Đồng", "--json").json
    role = "chủ tịch Ủy ban nhân dân phường Sài Đồng"
    having, lacking = (demo("search", option, role, "--json").json for option in ("--role", "--not-role"))
    inside = demo("search", "--find-value", "official", "dang duc c", "--json").json

    assert ward["total"] + others["total"] == everything["total"]
    assert having["total"] > 0
    assert having["total"] + lacking["total"] == everything["total"]
    assert [v["label"] for v in inside["facets"]["official"]] == ["Đặng Đức Cường"]
    assert inside["facets"]["year"] == everything["facets"]["year"]
    assert demo("search", "--find-value", "colour", "red").status == 2


def test_running_it_again_doubles_nothing(demo: Run, home: Path) -> None:
    """A second demo on the same folder finds the same articles."""
    before = demo("status", "--json").json
    again = demo("demo", "--no-serve")
    after = demo("status", "--json").json

    assert again.status == 0, again.err
    assert after["articles"] == before["articles"]
    assert after["captures"] > before["captures"]
    with Store.open(f"sqlite:///{home / 'archive.db'}") as store:
        changed = [n for n in store.article_ids() if len(store.versions(n)) > 1]
        assert changed and max(len(store.versions(n)) for n in changed) == 2
    assert (after["indexed"], after["waiting"]) == (before["articles"], 0)


def test_dates_are_dates(demo: Run) -> None:
    """No article of the demo is undated by accident, and a date without time stays one."""
    kinds = {type(e.published) for e in expected_articles()}

    assert {date, datetime} <= kinds
