"""Persons over the whole archive: the same whatever the order of articles, and whatever is read again."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.jobs.small_archive import Written, persons, reread, write
from wardarchive.jobs.settle import settle_persons
from wardarchive.store.store import Store

CHAIR = "Ông Lê Văn An, Chủ tịch UBND phường, phát biểu: “Phường sẽ làm xong đường trước ngày 30/9.”"
DISTRICT = "Ông Lê Văn An, Phó Chủ tịch UBND quận Long Biên, phát biểu: “Quận sẽ kiểm tra.”"
OTHER_TONE = "Ông Lê Văn Ân, Phó Chủ tịch UBND phường, phát biểu: “Chúng tôi tiếp thu.”"
CAPITALS = "ÔNG LÊ VĂN AN, CHỦ TỊCH UBND PHƯỜNG, DỰ HỘI NGHỊ."
RESIDENT = "Ông Lê Văn An, cử tri tổ dân phố số 5, nói: “Ngõ nhà tôi vẫn ngập.”"
ELSEWHERE = "Bà Trần Thị Mai, Bí thư Đảng ủy phường, phát biểu: “Tổ dân phố cần họp.”"
LETTER = (
    "Bà Trần Thị Mái Anh, Chủ tịch Hội LHPN phường, dự.\nBà Trần Thị Mai Ánh, Chủ tịch Hội LHPN phường, dự."
)
FORMER = "Ông Vũ Khắc Tiệp, Bí thư Đảng ủy phường, phát biểu: “Tôi cảm ơn nhân dân.”"

ARTICLES = (
    Written(1, "00142", date(2019, 5, 1), CHAIR),
    Written(2, "00142", date(2021, 5, 1), DISTRICT),
    Written(3, "00142", date(2019, 6, 1), OTHER_TONE),
    Written(4, "00142", date(2019, 7, 1), CAPITALS),
    Written(5, "00142", date(2020, 1, 1), RESIDENT),
    Written(6, "00142", date(2020, 2, 1), ELSEWHERE),
    Written(7, "20272", date(2020, 2, 1), ELSEWHERE),
    Written(8, "00142", date(2022, 2, 1), LETTER),
    Written(9, "00142", date(2024, 11, 1), FORMER),
    Written(10, "00151", date(2025, 2, 1), FORMER),
)


def _settled(
    order: list[int], *, one_by_one: bool
) -> tuple[dict[str, set[str]], list[object], list[object]]:
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(f"sqlite:///{Path(folder) / 'a.db'}") as store,
    ):
        for number in order:
            write(store, ARTICLES[number])
            if one_by_one:
                settle_persons(store)
        settle_persons(store)
        links = store.links_of([p.id for p in store.profiles()])
        return persons(store), list(links), list(store.person_summaries())


@pytest.fixture(scope="module")
def expected() -> tuple[dict[str, set[str]], list[object], list[object]]:
    return _settled(list(range(len(ARTICLES))), one_by_one=False)


@settings(max_examples=6, deadline=None)
@given(order=st.permutations(range(len(ARTICLES))), one_by_one=st.booleans())
def test_the_order_of_articles_changes_nothing(
    expected: tuple[dict[str, set[str]], list[object], list[object]], order: list[int], one_by_one: bool
) -> None:
    """Persons, keys, names, dates, reasons and scores are a function of the set of articles."""
    assert _settled(order, one_by_one=one_by_one) == expected


def test_who_is_one_and_who_is_not(
    expected: tuple[dict[str, set[str]], list[object], list[object]],
) -> None:
    """Promotion, capitals and the ward that followed join; tones, namesakes and residents do not."""
    found = expected[0]
    by_profile = {profile: key for key, ids in found.items() for profile in ids}

    chair = by_profile["le-van-an.00142.lee-vawn-an"]
    assert by_profile["le-van-an.quan-long-bien.lee-vawn-an"] == chair
    assert by_profile["le-van-an.00142.lee-vawn-aan"] != chair
    assert all(by_profile[p] != chair for p in by_profile if p.startswith("le-van-an.00142.nguoidan"))
    assert by_profile["tran-thi-mai.00142.traanf-thij-mai"] == "tran-thi-mai.00142"
    assert by_profile["tran-thi-mai.20272.traanf-thij-mai"] == "tran-thi-mai.20272"
    assert (
        by_profile["vu-khac-tiep.00142.vux-khawcs-tieepj"]
        == by_profile["vu-khac-tiep.00151.vux-khawcs-tieepj"]
    )
    reasons = {link.reason for link in expected[1]}  # type: ignore[attr-defined]
    assert {"promotion", "successor-ward", "misspelling"} <= reasons


def test_a_reading_again_keeps_persons_and_a_vanished_name_goes(store: Store) -> None:
    """The same text gives the same persons; a name that is not read any more leaves nobody behind."""
    write(store, *ARTICLES[:4])
    settle_persons(store)
    before = persons(store)

    reread(store, ARTICLES[0])
    settle_persons(store)
    assert persons(store) == before

    reread(store, ARTICLES[2], "Hội nghị kết thúc lúc 17 giờ.")
    settle_persons(store)
    assert not [p for p in store.profiles() if p.id.endswith("lee-vawn-aan")]
    assert {p.key for p in store.person_summaries()} == set(persons(store))


def test_persons_that_change_are_indexed_again(store: Store) -> None:
    """A second spelling of the name takes the readable key from both: both articles change."""
    write(store, ARTICLES[0])
    settle_persons(store)
    store.mark_indexed(store.revisions())
    assert store.unindexed() == []

    write(store, ARTICLES[2])
    settle_persons(store)

    assert len(store.unindexed()) == 2
