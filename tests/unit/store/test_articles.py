"""Articles are their URL, versions their text, observations their view counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from wardarchive.errors import ArchiveError
from wardarchive.model import (
    HANOI_TIME,
    Article,
    Attachment,
    Block,
    Mention,
    NamedOfficial,
    OfficialRef,
    Reading,
    Statement,
)
from wardarchive.store.keeping import NewVersion
from wardarchive.store.store import Store

MONDAY = datetime(2024, 5, 6, 8, 0, tzinfo=UTC)
ARTICLE = Article(
    url="https://phuong.example/tin/1",
    title="Ra quân tổng vệ sinh môi trường",
    body=(Block("paragraph", "Ông Lê Văn Tám nói: “Sạch.”"), Block("caption", "Ảnh: phường")),
    section="Tin phường",
    published=datetime(2024, 5, 1, 7, 30, tzinfo=HANOI_TIME),
    views=12,
    author="Ban biên tập",
    source="Báo Mẫu",
    images=("https://phuong.example/a.jpg",),
    attachments=(Attachment("https://phuong.example/b.pdf", "Kế hoạch"),),
    tags=("môi trường",),
    family="nukeviet",
    markers=("nfd",),
)
PERSON = NamedOfficial("Lê Văn Tám", "Chủ tịch", (Mention(0, 4, 14, "Lê Văn Tám", None, "title-name"),))
SAID = Statement("Lê Văn Tám", "nói", "direct", "named", "Ông Lê Văn Tám nói: “Sạch.”", 0, 0, 27, 0.9)
NEW = NewVersion(
    article=ARTICLE,
    observed_at=MONDAY,
    parser_version="1",
    ward_code="00142",
    reading=Reading((PERSON,), (SAID,)),
    refs={"Lê Văn Tám": OfficialRef("le-van-tam.00142", "Lê Văn Tám", "Chủ tịch")},
)


def test_round_trip(store: Store) -> None:
    """What is kept comes back equal, with its people and its evidence."""
    kept = store.keep(NEW)

    record = store.record(kept.article_id)

    assert record is not None
    assert record.article == ARTICLE
    assert record.reading == NEW.reading
    assert record.refs == {"Lê Văn Tám": "le-van-tam.00142"}
    assert (record.ward_code, record.first_seen_at, record.version.number) == ("00142", MONDAY, 1)


def test_date_without_time_stays_a_date(store: Store) -> None:
    """A page that gives no time of day gets none."""
    kept = store.keep(replace(NEW, article=replace(ARTICLE, published=date(2020, 2, 29))))

    record = store.record(kept.article_id)
    assert record is not None
    assert record.article.published == date(2020, 2, 29)
    assert not isinstance(record.article.published, datetime)


def test_same_text_again_is_an_observation(store: Store) -> None:
    """Only the view count changed: no new version, a second observation, and the index must know."""
    first = store.keep(NEW)
    store.mark_indexed(store.unindexed())
    later = replace(NEW, article=replace(ARTICLE, views=40), observed_at=MONDAY + timedelta(days=1))

    again = store.keep(later)

    assert (again.change, again.version_id) == ("same", first.version_id)
    assert [o.views for o in store.observations(first.article_id)] == [12, 40]
    assert [i for i, _ in store.unindexed()] == [first.article_id]
    record = store.record(first.article_id)
    assert record is not None
    assert record.article.views == 40


def test_same_page_again_changes_nothing(store: Store) -> None:
    """Keeping the same observation twice is keeping it once."""
    kept = store.keep(NEW)
    store.mark_indexed(store.unindexed())

    store.keep(NEW)

    assert len(store.observations(kept.article_id)) == 1
    assert store.unindexed() == []
    assert store.article_count() == 1


def test_changed_text_is_a_version(store: Store) -> None:
    """A new text becomes current; the old one stays, with its mentions."""
    first = store.keep(NEW)
    changed = replace(ARTICLE, body=(Block("paragraph", "Đã sửa."),))
    second = store.keep(
        replace(NEW, article=changed, observed_at=MONDAY + timedelta(days=2), reading=Reading(), refs={})
    )

    assert second.change == "changed"
    assert [v.number for v in store.versions(first.article_id)] == [1, 2]
    record = store.record(first.article_id)
    assert record is not None
    assert record.article.body == changed.body
    assert record.reading == Reading()


def test_older_capture_kept_later_does_not_become_current(store: Store) -> None:
    """Captures may be imported in any order; the newest observation is what readers see."""
    kept = store.keep(NEW)
    older = replace(ARTICLE, title="Tiêu đề cũ", views=3)

    store.keep(replace(NEW, article=older, observed_at=MONDAY - timedelta(days=30)))

    record = store.record(kept.article_id)
    assert record is not None
    assert (record.article.title, record.article.views) == (ARTICLE.title, 12)
    assert [v.article.title for v in store.versions(kept.article_id)] == ["Tiêu đề cũ", ARTICLE.title]


def test_a_batch_is_kept_whole_or_not_at_all(store: Store) -> None:
    """One impossible row takes the whole batch back."""
    impossible = replace(NEW, article=replace(ARTICLE, url="https://phuong.example/2"), capture_id=999)

    with pytest.raises(ArchiveError, match="refused a statement"):
        store.keep_all([NEW, impossible])

    assert store.article_count() == 0


def test_register_keeps_the_latest_role(store: Store) -> None:
    """An official's role is the one of the newest article, whichever was kept first."""
    store.keep(NEW)
    older = replace(ARTICLE, url="https://phuong.example/tin/0", published=date(2019, 1, 1))
    person = replace(PERSON, role="Phó Chủ tịch")
    store.keep(
        replace(
            NEW,
            article=older,
            reading=Reading((person,), ()),
            refs={"Lê Văn Tám": OfficialRef("le-van-tam.00142", "Lê Văn Tám", "Phó Chủ tịch")},
        )
    )

    record = store.official("le-van-tam.00142")

    assert record is not None
    assert (record.ref.role, record.articles) == ("Chủ tịch", 2)
    assert (record.first_seen or "")[:10] == "2019-01-01"
    assert [s.text for _, s in store.statements_of("le-van-tam.00142")] == [SAID.text]
