"""The lineage of a ward as a drawing, and roles over time."""

from __future__ import annotations

from datetime import date

from wardarchive.wards.register import register
from wardarchive.web.lineage_drawing import drawing
from wardarchive.web.roles import HeldRole
from wardarchive.web.tenures import Axis, axis_of, in_year


def test_a_ward_that_was_merged_and_then_divided() -> None:
    found = drawing("00142")
    assert found is not None
    assert [box.name for box in found.boxes if box.own] == ["Phường Sài Đồng"]
    assert [day for _, day in found.columns] == [date(2025, 1, 1), date(2025, 7, 1)]
    assert len(found.boxes) == 6
    assert sorted(line.main for line in found.lines) == [False] * 3 + [True] * 2


def test_a_code_that_names_two_units_is_drawn_as_both() -> None:
    """00136 was Phúc Lợi before July 2025 and is the larger Phúc Lợi since."""
    found = drawing("00136")
    assert found is not None
    assert [(box.name, box.x > 0) for box in found.boxes if box.own] == [
        ("Phường Phúc Lợi", False),
        ("Phường Phúc Lợi", True),
    ]
    assert "Phường Sài Đồng" in [box.name for box in found.boxes]


def test_boxes_never_overlap_and_lines_stay_inside() -> None:
    for code in list(register().records)[::97]:
        found = drawing(code)
        if found is None:
            continue
        places = [(box.x, box.y) for box in found.boxes]
        assert len(set(places)) == len(places), code
        assert all(box.x + 176 <= found.width and box.y + 30 <= found.height for box in found.boxes), code


def test_an_unknown_code_has_no_drawing() -> None:
    assert drawing("99999") is None


def _role(name: str, first: date | None, last: date | None) -> HeldRole:
    return HeldRole(name, name, "Bí thư", first, last, 1)


def test_who_held_a_role_in_a_year() -> None:
    roles = [
        _role("a", date(2018, 5, 1), date(2020, 2, 1)),
        _role("b", date(2020, 3, 1), date(2020, 12, 1)),
        _role("c", date(2019, 1, 1), date(2022, 1, 1)),
        _role("d", None, None),
    ]
    assert [r.name for r in in_year(roles, 2020)] == ["a", "b", "c"]
    assert [r.name for r in in_year(roles, 2018)] == ["a"]
    assert axis_of(roles) == Axis(2018, 2022)
    assert axis_of([roles[-1]]) is None


def test_a_role_stated_once_is_seen_on_the_axis() -> None:
    bar = Axis(2018, 2022).bar(_role("a", date(2022, 12, 31), date(2022, 12, 31)))
    assert bar is not None and bar[1] >= 1.4 and sum(bar) <= 100
