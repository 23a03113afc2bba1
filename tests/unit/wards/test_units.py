"""Units by code and by name, on the register as shipped."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardarchive.model import Ward
from wardarchive.wards.register import register
from wardarchive.wards.units import bare_names, find, names, unit

SAI_DONG = Ward("00142", "Phường Sài Đồng", "Quận Long Biên", "Thành phố Hà Nội", "2024-12-31")


def codes(found: list[Ward]) -> list[str]:
    return [ward.code for ward in found]


def test_the_lists_have_the_units_that_they_should() -> None:
    listed = [ward for records in register().records.values() for ward in records]
    counts = {day: sum(w.listed_on == day for w in listed) for day in {w.listed_on for w in listed}}
    assert counts == {"2024-12-31": 567, "2025-06-30": 10_035, "2025-07-01": 3_321}
    assert all(bool(ward.district) == (ward.listed_on < "2025-07-01") for ward in listed)
    assert all(len(code) == 5 and code.isdigit() for code in register().records)


def test_a_unit_of_an_article_of_2020() -> None:
    assert unit("00142") == SAI_DONG


def test_unknown_codes() -> None:
    for code in ("", "142", "99999", "Sài Đồng", "x" * 10_000):
        assert unit(code) is None
        assert names(code) == ()


def test_a_code_carries_different_names() -> None:
    old, new = names("00004")
    assert (old.name, old.district, old.listed_on) == ("Phường Trúc Bạch", "Quận Ba Đình", "2025-06-30")
    assert (new.name, new.district, new.listed_on) == ("Phường Ba Đình", None, "2025-07-01")
    assert unit("00004") == old


def test_a_unit_on_a_day() -> None:
    day = {unit("00004", on=date(*day)) for day in ((2020, 5, 1), (2025, 6, 30))}
    assert day == {names("00004")[0]}
    assert unit("00004", on=date(2025, 7, 1)) == unit("00004", on=date(2030, 1, 1)) == names("00004")[1]
    assert unit("00142", on=date(2026, 1, 1)) == SAI_DONG


def test_a_unit_that_only_exists_since_the_reform() -> None:
    new = next(r[0] for r in register().records.values() if r[0].listed_on == "2025-07-01")
    assert unit(new.code) == new
    assert new.district is None


@pytest.mark.parametrize(
    "name",
    [
        "Phường Sài Đồng",
        "Sài Đồng",
        "sài đồng",
        "SÀI ĐỒNG",
        "Sai Dong",
        "phuong sai dong",
        "P. Sài Đồng",
        "P.Sài Đồng",
        "p sai dong",
        "Sài Ðồng",
        "Sài  \u00a0Đồ\u200bng",
        unicodedata.normalize("NFD", "Phường Sài Đồng"),
        "Sài Đông",
        "Sài Đồng, Long Biên, Hà Nội",
        "phuong sai dong, quan long bien, tp ha noi",
        "phường Sài Đồng, Hà Nội",
    ],
)
def test_spellings_of_one_name(name: str) -> None:
    assert find(name) == [SAI_DONG]


def test_tone_styles_and_i_y_are_one() -> None:
    assert codes(find("Yên Hoà", "Cầu Giấy")) == codes(find("Yên Hòa", "Cầu Giấy")) == ["00172"]
    assert codes(find("thị trấn Trâu Quì")) == codes(find("TT. Trâu Quỳ")) == ["00565"]


def test_typed_diacritics_hide_lookalikes() -> None:
    assert {ward.name for ward in find("xã Tân Hoà")} == {"Xã Tân Hòa"}
    assert {"Xã Tân Hòa", "Xã Tân Hoa"} <= {ward.name for ward in find("xa tan hoa")}


def test_a_query_without_diacritics_hides_nothing() -> None:
    found = [ward.name.split(" ", 1)[1] for ward in find("an linh")]
    assert set(found) >= {"An Linh", "An Lĩnh"}
    assert found == sorted(found, key=lambda name: name != "An Linh"), "what was typed comes first"
    assert {ward.name for ward in find("xã An Linh")} == {"Xã An Linh"}


def test_a_type_that_is_part_of_the_name() -> None:
    assert {ward.name for ward in find("Xà Phiên")} == {"Xã Xà Phiên"}
    assert {ward.name for ward in find("xa phien")} >= {"Xã Xà Phiên"}


def test_a_type_narrows_but_does_not_exclude() -> None:
    kinds = {ward.name.rsplit(" ", 2)[0] for ward in find("Tân Hòa")}
    assert {"Phường", "Xã"} <= kinds
    assert {ward.name for ward in find("phường Tân Hòa")} == {"Phường Tân Hòa"}
    assert find("xã Sài Đồng") == [SAI_DONG]


def test_district_and_province_narrow() -> None:
    assert len(find("Phường 4")) > 5
    assert codes(find("Phường 04", district="Q.11", province="TP.HCM")) == ["27244"]
    assert codes(find("Phường 4", "quan 11", "Sài Gòn")) == ["27244"]
    assert find("Sài Đồng", district="Ba Đình") == []
    assert find("Sài Đồng", province="Tỉnh Phú Thọ") == []


def test_a_unit_on_two_lists_comes_once_with_its_district() -> None:
    (found,) = find("Long Biên")
    assert (found.code, found.district) == ("00145", "Quận Long Biên")
    assert {ward.listed_on for ward in names("00145")} == {"2025-06-30", "2025-07-01"}


def test_nothing_found() -> None:
    for name in (
        "",
        " ",
        ",",
        ",,,",
        "phường",
        "không có",
        "Sài Đồng, Đâu Đó",
        "x" * 100_000,
        "\u0301",
    ):
        assert find(name) == []


def test_bare_names() -> None:
    found = bare_names()
    assert found is bare_names()
    assert {"Sài Đồng", "Trâu Quỳ", "Trường Sa"} <= found
    typed = {name for name in found if name.lower().startswith(("phường ", "thị trấn ", "đặc khu "))}
    assert typed == {"Phường Đúc"}, "the one unit that has its type in its name: Phường Phường Đúc"


@given(st.sampled_from(sorted(register().records)))
def test_every_unit_is_found_by_its_names(code: str) -> None:
    for ward in names(code):
        assert code in codes(find(ward.name, ward.district, ward.province))
        assert code in codes(find(ward.name.lower(), province=ward.province))
