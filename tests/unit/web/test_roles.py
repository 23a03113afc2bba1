"""Roles brought together, and years as bars."""

from __future__ import annotations

from datetime import date, datetime

from wardarchive.model import HANOI_TIME, FacetCount
from wardarchive.store.role_rows import StatedRole
from wardarchive.web.activity import year_bars
from wardarchive.web.roles import held_roles, people


def _stated(role: str, first: int, last: int, articles: int, key: str = "a.1") -> StatedRole:
    return StatedRole(key, key[0].upper(), role, date(first, 1, 1), date(last, 1, 1), articles)


def test_wordings_of_one_role_become_one() -> None:
    held = held_roles(
        [
            _stated("Bí thư Đảng uỷ phường", 2020, 2021, 1),
            _stated("bí thư Đảng ủy phường", 2018, 2019, 5),
            _stated("Chủ tịch UBND phường", 2015, 2017, 2),
        ]
    )
    assert [(h.role, h.first, h.last, h.articles) for h in held] == [
        ("Bí thư Đảng ủy phường", date(2018, 1, 1), date(2021, 1, 1), 6),
        ("Chủ tịch UBND phường", date(2015, 1, 1), date(2017, 1, 1), 2),
    ]


def test_a_role_without_date_stands_last_and_an_empty_one_is_left_out() -> None:
    held = held_roles(
        [
            StatedRole("a.1", "A", "Trưởng ban", None, None, 1),
            StatedRole("a.1", "A", " ", None, None, 1),
            StatedRole("a.1", "A", "Chủ tịch", datetime(2020, 1, 1, 1, tzinfo=HANOI_TIME), None, 1),
        ]
    )
    assert [h.role for h in held] == ["Chủ tịch", "Trưởng ban"]
    assert held[0].last == date(2020, 1, 1)


def test_people_have_all_their_roles() -> None:
    held = held_roles(
        [_stated("x", 2020, 2024, 1), _stated("y", 2020, 2023, 1, "b.1"), _stated("z", 2018, 2019, 1)]
    )
    assert [(p.key, [r.role for r in p.roles]) for p in people(held)] == [
        ("a.1", ["X", "Z"]),
        ("b.1", ["Y"]),
    ]


def test_bars_never_cover_more_than_sixty_years() -> None:
    bars = year_bars([FacetCount("0001", "", 1), FacetCount("2020", "", 3), FacetCount("none", "", 9)])
    assert (bars[0].year, bars[-1].year, len(bars)) == (1961, 2020, 60)
    assert year_bars([FacetCount("none", "", 2)]) == []
