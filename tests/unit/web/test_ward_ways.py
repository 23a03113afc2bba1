"""The ward facet as published, by today's ward and with predecessors."""

from __future__ import annotations

from wardarchive.model import MISSING, FacetCount
from wardarchive.web.urls import SearchState
from wardarchive.web.ward_ways import UNKNOWN, in_way, published_codes, switched, today_of, ward_of

SAI_DONG, PHUC_DONG, PHUC_LOI, LOST = "00142", "00151", "00136", "00010"


def _counts(**codes: int) -> tuple[FacetCount, ...]:
    return tuple(FacetCount(code.strip("_"), code, n) for code, n in codes.items())


COUNTS = _counts(_00142=25, _00151=22, _20272=17, _00010=3, none=2)


def test_as_published_nothing_is_changed() -> None:
    assert in_way(COUNTS, SearchState()) == COUNTS
    assert published_codes(["00142", MISSING], "published") == ("00142", MISSING)


def test_a_divided_ward_counts_in_each_ward_that_has_a_part() -> None:
    found = {c.value: c.count for c in in_way(COUNTS, SearchState(wards="today"))}
    assert found[PHUC_LOI] == 47
    assert SAI_DONG not in found and PHUC_DONG not in found
    assert found[MISSING] == 2


def test_a_unit_whose_successor_nobody_knows_is_said_to_be_unknown() -> None:
    assert today_of(LOST) == (UNKNOWN,)
    found = {c.value: c.count for c in in_way(COUNTS, SearchState(wards="today"))}
    assert found[UNKNOWN] == 3
    assert LOST in published_codes([UNKNOWN], "today")
    assert SAI_DONG not in published_codes([UNKNOWN], "today")


def test_with_predecessors_a_ward_has_what_it_was_made_of() -> None:
    found = {c.value: c.count for c in in_way(COUNTS, SearchState(wards="lineage"))}
    assert (found[SAI_DONG], found[PHUC_DONG]) == (25, 47)
    assert set(published_codes([PHUC_DONG], "lineage")) == {PHUC_DONG, SAI_DONG}


def test_what_a_value_selects_is_what_it_counts() -> None:
    """The number beside a value is the number of articles that the filter finds."""
    by_code = {c.value: c.count for c in COUNTS}
    for way in ("today", "lineage"):
        for count in in_way(COUNTS, SearchState(wards=way)):
            assert count.count == sum(by_code.get(c, 0) for c in published_codes([count.value], way))


def test_switching_to_today_takes_the_chosen_wards_along() -> None:
    state = SearchState().with_values("ward", [SAI_DONG, MISSING])
    moved = switched(state, "today")
    assert PHUC_LOI in moved.values("ward") and MISSING in moved.values("ward")
    assert SAI_DONG not in moved.values("ward")
    assert switched(state, "lineage").values("ward") == (SAI_DONG, MISSING)
    assert switched(moved, "today") == moved


def test_a_chosen_value_stays_though_it_has_no_hits() -> None:
    state = SearchState(wards="today").with_values("ward", ["00004"])
    chosen = next(c for c in in_way(COUNTS, state) if c.value == "00004")
    assert (chosen.count, chosen.selected) == (0, True)


def test_todays_name_is_the_newest_one() -> None:
    today = ward_of(PHUC_LOI, "today")
    assert today is not None and today.district is None
