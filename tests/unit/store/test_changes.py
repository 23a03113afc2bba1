"""What differs between two states of an article."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from wardarchive.model import Article, Attachment, Block
from wardarchive.store.changes import classes
from wardarchive.store.keeping import NewVersion, Sight
from wardarchive.store.store import Store
from wardarchive.store.view_series import view_series

MONDAY = datetime(2024, 5, 6, 8, 0, tzinfo=UTC)
QUOTE = "Ông Lê Văn Tám nói: “Mỗi nhà phải sạch từ trong ra ngoài.”"
OLD = Article(
    url="https://phuong.example/tin/1",
    title="Ra quân tổng vệ sinh môi trường",
    body=(
        Block("paragraph", "Sáng 5/5, phường thu gom 12 tấn rác. Đoàn viên hòa mình cùng dân."),
        Block("paragraph", QUOTE),
        Block("paragraph", "Phong trào “Sạch nhà, đẹp phố” được hưởng ứng. Còn 3 tổ chưa làm."),
    ),
    published=date(2024, 5, 5),
    views=10,
)


def with_text(old: str, new: str) -> Article:
    """OLD with one piece of its body rewritten."""
    assert any(old in b.text for b in OLD.body)
    return replace(OLD, body=tuple(Block(b.kind, b.text.replace(old, new)) for b in OLD.body))


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (OLD, ()),
        (replace(OLD, views=99), ("views",)),
        (replace(OLD, views=None), ()),
        (with_text("hòa mình", "hoà  mình"), ("cosmetic",)),
        (replace(OLD, body=tuple(Block("heading", b.text) for b in OLD.body)), ("cosmetic",)),
        (replace(OLD, title="RA QUÂN tổng vệ sinh môi trường!"), ("cosmetic",)),
        (with_text("cùng dân", "cùng nhân dân"), ("text",)),
        (with_text("12 tấn", "21 tấn"), ("number", "text")),
        (with_text("Sáng 5/5", "Sáng 6/5"), ("number", "text")),
        (replace(OLD, published=date(2024, 5, 7)), ("number",)),
        (with_text(" Còn 3 tổ chưa làm.", ""), ("text",)),
        (with_text("phải sạch", "nên sạch"), ("quote", "text")),
        (with_text("Lê Văn Tám", "Trần Văn Chín"), ("quote", "text")),
        (with_text(QUOTE, "Ông Lê Văn Tám phát biểu."), ("quote", "text")),
        (with_text("được hưởng ứng", "được dân hưởng ứng"), ("text",)),
        (replace(OLD, title="Ra quân lớn"), ("title",)),
        (replace(OLD, attachments=(Attachment("https://phuong.example/a.pdf", "Kế hoạch"),)), ("text",)),
        (replace(OLD, section="Tin khác", views=11), ("cosmetic",)),
    ],
)
def test_classes(new: Article, expected: tuple[str, ...]) -> None:
    """All that holds, the gravest first; a campaign's name in quotation marks is no speech."""
    assert classes(OLD, new) == expected


def test_long_texts_are_compared_in_bounded_time() -> None:
    """Ten thousand sentences of nothing but repetition."""
    many = replace(OLD, body=(Block("paragraph", "Một câu. " * 10_000 + "Thu 12 tấn."),))
    other = replace(OLD, body=(Block("paragraph", "Hai câu. " * 10_000 + "Thu 13 tấn."),))

    assert "number" in classes(many, other)


def keep(store: Store, article: Article, at: datetime) -> str:
    return store.keep(NewVersion(article, at, "1", capture_id=None)).sight


def state(store: Store) -> str:
    record = store.record(1)
    assert record is not None
    return record.state


def test_absence_is_confirmed_on_a_second_day(store: Store) -> None:
    """404 twice on one day is still a rumour; then the page comes back."""
    keep(store, OLD, MONDAY)

    def missing(hours: int) -> str | None:
        return store.keep_sight(Sight(OLD.url, MONDAY + timedelta(hours=hours), "missing"))

    assert [missing(1), missing(2), missing(26), missing(50)] == ["missing", "missing", "gone", "gone"]
    assert state(store) == "gone"
    assert keep(store, OLD, MONDAY + timedelta(hours=99)) == "back"
    assert state(store) == "there"


def test_one_absence_is_forgiven(store: Store) -> None:
    """A page that answers again before its absence was confirmed was never away."""
    keep(store, OLD, MONDAY)
    store.keep_sight(Sight(OLD.url, MONDAY + timedelta(hours=1), "missing"))

    assert store.keep_sight(Sight(OLD.url, MONDAY + timedelta(hours=3), "same")) == "same"
    assert state(store) == "there"


def test_moved_and_back(store: Store) -> None:
    """A redirect says where to; unknown articles are passed over."""
    keep(store, OLD, MONDAY)
    moved = Sight(OLD.url, MONDAY + timedelta(days=1), "moved", moved_to="https://phuong.example/moi/1")

    assert store.keep_sight(moved) == "moved"
    record = store.record(1)
    assert record is not None
    assert (record.state, record.moved_to) == ("moved", "https://phuong.example/moi/1")
    assert keep(store, replace(OLD, views=11), MONDAY + timedelta(days=2)) == "back"
    assert store.keep_sight(replace(moved, url="https://phuong.example/tin/2")) is None


def test_versions_keep_their_classes(store: Store) -> None:
    """An older text that comes later (an import) is a first sight, and brings nothing back."""
    keep(store, OLD, MONDAY)
    keep(store, with_text("12 tấn", "21 tấn"), MONDAY + timedelta(days=1))
    keep(store, replace(OLD, title="Bản nháp"), MONDAY - timedelta(days=1))

    assert [v.changes for v in store.versions(1)] == [("first",), ("first",), ("number", "text")]


def test_views_net_of_our_own() -> None:
    """Each of our earlier fetches is one view less; pages that came without a count are fetches too."""
    day = timedelta(days=1)
    counts = [(MONDAY, 10), (MONDAY + day, None), (MONDAY + 2 * day, 15), (MONDAY + 3 * day, 1)]
    fetches = [at for at, _ in counts]

    assert [p.net for p in view_series(counts, fetches)] == [10, 13, 0]
