"""Several calls in one transaction: all is kept or nothing, and nobody sees the half of it."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from wardarchive.errors import ArchiveError
from wardarchive.model import Article, Block, Link, OfficialRef, Portal, Reading, WarcLocation
from wardarchive.store.capture_rows import NewCapture
from wardarchive.store.keeping import NewVersion
from wardarchive.store.store import Store

NOW = datetime(2024, 5, 6, 8, 0, tzinfo=UTC)
NEW = NewVersion(
    article=Article(
        url="https://phuong.example/tin/1", title="Ra quân", body=(Block("paragraph", "Sạch."),), family="x"
    ),
    observed_at=NOW,
    parser_version="1",
)


def capture(offset: int, original: int | None = None) -> NewCapture:
    return NewCapture(
        portal_id=None,
        run_id=None,
        url="https://phuong.example/tin/1",
        fetched_at=NOW,
        status=200,
        content_type="text/html",
        digest="sha1:A",
        location=WarcLocation("a.warc.gz", offset, 10),
        original_id=original,
    )


def seen_by_another(store: Store) -> list[int]:
    """How many articles somebody else sees now."""
    found: list[int] = []
    thread = threading.Thread(target=lambda: found.append(store.article_count()))
    thread.start()
    thread.join()
    return found


def test_others_see_all_or_nothing(store: Store) -> None:
    """Inside, each call sees what came before it; others see it all at the end."""
    with store.together():
        number = store.add_capture(capture(1))
        store.keep(replace(NEW, capture_id=number))
        assert store.article_count() == 1
        assert seen_by_another(store) == [0]

    assert seen_by_another(store) == [1]


def test_an_error_takes_all_of_it_back(store: Store) -> None:
    """What came before the error in the same block is not kept, and the store goes on."""
    with pytest.raises(RuntimeError), store.together():
        store.keep(replace(NEW, capture_id=store.add_capture(capture(1))))
        raise RuntimeError

    assert (store.article_count(), store.capture_count()) == (0, 0)
    assert store.keep(NEW).change == "new"


def test_a_database_error_inside_is_the_projects_own(store: Store) -> None:
    """A row that names a portal which does not exist: nothing of the block is kept."""
    with pytest.raises(ArchiveError), store.together():
        store.keep(NEW)
        store.discover(99, [Link("a", "article")], 0, NOW)

    assert store.article_count() == 0


def test_a_block_inside_a_block_is_part_of_it(store: Store) -> None:
    with pytest.raises(RuntimeError), store.together():
        with store.together():
            store.keep(NEW)
        raise RuntimeError

    assert store.article_count() == 0


def test_two_threads_do_not_join_each_other(store: Store) -> None:
    """Eight hosts are crawled at once: the error of one takes nothing back of the others."""
    portal = store.add_portal(Portal(0, "http://phuong.example/", "Phường"), NOW)

    def other(number: int) -> None:
        article = replace(NEW.article, url=f"https://phuong.example/tin/{number}")
        with store.together():
            store.keep(replace(NEW, article=article))
            store.discover(portal.id, [Link(article.url, "article")], 0, NOW)

    threads = [threading.Thread(target=other, args=(number,)) for number in range(2, 8)]
    with pytest.raises(RuntimeError), store.together():
        store.keep(NEW)
        for thread in threads:
            thread.start()
        raise RuntimeError
    for thread in threads:
        thread.join()

    assert store.article_count() == 6
    assert store.article_id(NEW.article.url) is None


def test_a_capture_has_one_row(store: Store) -> None:
    """The row of a recovered record may be there already; a revisit knows whose payload it has."""
    first = store.add_capture(capture(1))
    again = store.add_capture(capture(2, original=first))

    assert store.add_capture(capture(1)) == first
    assert store.capture_count() == 2
    pairs = [store.capture_with_original(number) for number in (first, again, 99)]
    assert [pair and (pair[0].id, pair[1].id) for pair in pairs] == [(first, first), (again, first), None]


def test_an_official_keeps_the_first_and_the_last_time(store: Store) -> None:
    """In whatever order articles come: the role is that of the latest one that states any."""

    def named(number: int, on: str | None, role: str | None) -> NewVersion:
        published = datetime.fromisoformat(on).date() if on else None
        article = replace(NEW.article, url=f"https://phuong.example/{number}", published=published)
        refs = {"Lê Tám": OfficialRef("le-tam", "Lê Tám", role)}
        return replace(NEW, article=article, refs=refs, reading=Reading())

    seen = []
    for number, (on, role) in enumerate(
        [
            (None, None),
            ("2024-05-03", "Chủ tịch"),
            ("2024-05-01", "Công chức"),
            (None, "Bí thư"),
            ("2024-05-09", None),
            ("2024-05-12", "Bí thư"),
        ]
    ):
        store.keep(named(number, on, role))
        record = store.official("le-tam")
        assert record is not None
        seen.append((record.first_seen, record.last_seen, record.ref.role))

    assert seen == [
        (None, None, None),
        ("2024-05-03", "2024-05-03", "Chủ tịch"),
        ("2024-05-01", "2024-05-03", "Chủ tịch"),
        ("2024-05-01", "2024-05-03", "Chủ tịch"),
        ("2024-05-01", "2024-05-09", "Chủ tịch"),
        ("2024-05-01", "2024-05-12", "Bí thư"),
    ]
