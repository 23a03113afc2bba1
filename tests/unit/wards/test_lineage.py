"""What became of units, on the register as shipped."""

from __future__ import annotations

from datetime import date

import pytest

from wardarchive.wards.lineage import ancestors, descendants, predecessors, successors
from wardarchive.wards.register import register

REFORM = date(2025, 7, 1)


def test_sai_dong_became_phuc_dong_which_was_divided() -> None:
    (first,) = successors("00142")
    assert (first.changed_on, first.new_code, first.main) == (date(2025, 1, 1), "00151", True)
    after = successors("00151")
    assert {change.new_code for change in after} == {"00118", "00127", "00136", "00145"}
    assert [change.new_code for change in after if change.main] == ["00136"]
    assert not after.unknown


def test_the_main_successor_comes_first() -> None:
    assert successors("00139").changes[0].new_code == "00118"
    assert [change.main for change in successors("00139")] == [True, False, False]


def test_an_unknown_successor_is_said_to_be_unknown() -> None:
    lost = successors("00010")
    assert (len(lost), lost.unknown) == (0, True)
    assert descendants("00010").unknown
    known = register()
    unknown = [code for code in known.records if successors(code).unknown]
    assert len(unknown) == 566
    assert {known.records[code][-1].listed_on for code in unknown} == {"2024-12-31"}


def test_a_unit_of_today_has_no_later_changes() -> None:
    new = next(code for code, records in register().records.items() if records[0].listed_on == "2025-07-01")
    assert (len(successors(new)), successors(new).unknown) == (0, False)


@pytest.mark.parametrize("code", ["", "99999", "Sài Đồng"])
def test_codes_that_are_none(code: str) -> None:
    assert (successors(code).changes, successors(code).unknown) == ((), False)
    assert (predecessors(code).changes, predecessors(code).unknown) == ((), False)
    assert len(descendants(code)) == len(ancestors(code)) == 0


def test_predecessors() -> None:
    before = predecessors("00145")
    assert {change.old_code for change in before if change.main} == {"00145", "00148", "00154"}
    assert {change.changed_on for change in before} == {REFORM}
    assert before.unknown, "what was joined to Long Biên before the reform is not on file"


def test_chains_are_followed_by_day() -> None:
    """00004 took in 00025 and, on the same day, gave parts away: those never were parts of 00025."""
    assert {kin.code for kin in descendants("00025")} == {c.new_code for c in successors("00025")}
    for code in ("00004", "00025", "00145"):
        assert {kin.steps for kin in descendants(code)} == {1}


def test_descendants_over_two_steps() -> None:
    found = {kin.code: kin for kin in descendants("00142")}
    assert set(found) == {"00151", "00118", "00127", "00136", "00145"}
    assert (found["00136"].main, found["00136"].steps, found["00136"].changed_on) == (True, 2, REFORM)
    assert not found["00145"].main
    assert not descendants("00142").unknown


def test_ancestors_over_two_steps() -> None:
    found = {kin.code: kin for kin in ancestors("00136")}
    assert found["00151"].steps == 1
    assert (found["00142"].steps, found["00142"].main, found["00142"].changed_on) == (
        2,
        True,
        date(2025, 1, 1),
    )


def test_descent_and_ancestry_agree() -> None:
    for code in list(register().records)[::97]:
        for kin in descendants(code):
            assert code in {older.code for older in ancestors(kin.code)}
