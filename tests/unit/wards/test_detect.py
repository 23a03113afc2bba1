"""From a portal's host and texts to its ward."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardarchive.wards.detect import detect_ward

SURE = [
    ("saidong.longbien.hanoi.gov.vn", (), "00142"),
    ("SAIDONG.longbien.hanoi.gov.vn:443", (), "00142"),
    ("www.bode.longbien.hanoi.gov.vn", (), "00139"),
    ("thitrantrauquy.gialam.hanoi.gov.vn", (), "00565"),
    ("truongxuan.tamky.quangnam.gov.vn", (), "20353"),
    ("danguyphuong4quan11.com", (), "27244"),
    ("ubndphuong-saidong-longbien.vn", (), "00142"),
    ("trangtien.hanoi.gov.vn", (), "00079"),
    ("127.0.0.1:8080", ("CỔNG THÔNG TIN ĐIỆN TỬ PHƯỜNG SÀI ĐỒNG",), "00142"),
    ("", ("Trang chủ", "UBND P. Sài Đồng – Q. Long Biên – TP Hà Nội"), "00142"),
    ("", ("Hà Nội › Long Biên › Sài Đồng",), "00142"),
    ("portal.example.org", ("phuong sai dong, quan long bien",), "00142"),
    ("longbien.hanoi.gov.vn", ("Cổng thông tin điện tử phường Long Biên",), "00145"),
    ("badinh.hanoi.gov.vn", ("Phường Ba Đình - Thành phố Hà Nội",), "00004"),
    ("yenhoa.caugiay.hanoi.gov.vn", (), "00172"),
    ("example.com", ("Ủy ban nhân dân phường 4, Quận 11, TP.HCM",), "27244"),
]


@pytest.mark.parametrize(("host", "names", "code"), SURE, ids=[f"{h}-{c}" for h, _, c in SURE])
def test_one_ward_stands_out(host: str, names: tuple[str, ...], code: str) -> None:
    first, *others = detect_ward(host, names)
    assert first.ward.code == code
    assert first.score > 0.6
    assert all(other.score < first.score / 2 for other in others)
    assert first.reason


@pytest.mark.parametrize(
    "host",
    [
        "",
        "example.com",
        "hanoi.gov.vn",
        "quan4.hochiminhcity.gov.vn",
        "192.168.0.1",
        "[::1]:80",
        "localhost",
    ],
)
def test_hosts_that_name_no_ward(host: str) -> None:
    assert detect_ward(host) == []


def test_what_is_ambiguous_stays_ambiguous() -> None:
    guesses = detect_ward("tanhoa.gov.vn")
    assert len(guesses) == 10
    assert max(guess.score for guess in guesses) < 0.1
    assert len({guess.ward.code for guess in guesses}) == 10
    assert len(detect_ward("tanhoa.gov.vn", limit=3)) == 3


def test_two_equal_wards_share_the_score() -> None:
    first, second, *_ = detect_ward("phuongtanphuoc.gov.vn")
    assert first.score == second.score <= 0.5


def test_one_name_before_and_after_the_reform() -> None:
    """Without a district the ward of today is likelier, but not by much."""
    today, before, *_ = detect_ward("yenhoa.hanoi.gov.vn")
    assert (today.ward.code, before.ward.code) == ("00175", "00172")
    assert before.score < today.score < 0.5


def test_names_end_where_the_next_type_begins() -> None:
    for text in (
        "Phường Tân Hòa - Thành phố Biên Hòa",
        "PHƯỜNG TÂN HÒA THÀNH PHỐ BIÊN HÒA",
        "phuong tan hoa, thanh pho bien hoa",
    ):
        assert detect_ward("", [text])[0].ward.code == "26005"
    (found, *_) = detect_ward("", ["Xã Chân Mây - Lăng Cô, thành phố Huế"])
    assert found.ward.name == "Xã Chân Mây - Lăng Cô"


def test_texts_without_diacritics_hide_nothing() -> None:
    assert detect_ward("", ["xa an linh, huyen tuy an, tinh phu yen"])[0].ward.name == "Xã An Lĩnh"


def test_a_portal_of_a_district_is_no_portal_of_its_namesake() -> None:
    guesses = detect_ward("longbien.hanoi.gov.vn", ["Cổng thông tin điện tử quận Long Biên"])
    assert all(guess.score < 0.3 for guess in guesses)


def test_the_record_that_fits_the_texts_is_given() -> None:
    (now,) = detect_ward("", ["Phường Long Biên, thành phố Hà Nội"])
    assert now.ward.listed_on == "2025-07-01"
    then = detect_ward("", ["Phường Long Biên, quận Long Biên, thành phố Hà Nội"])[0]
    assert then.ward.district == "Quận Long Biên"


def test_words_that_only_look_like_types() -> None:
    assert detect_ward("", ["Văn hóa xã hội", "các phường, xã trong quận", "phường"]) == []


def test_another_place_counts_against() -> None:
    here = detect_ward("saidong.longbien.hanoi.gov.vn")[0].score
    elsewhere = detect_ward("saidong.badinh.hanoi.gov.vn")[0].score
    far = detect_ward("saidong.phutho.gov.vn")[0].score
    assert far < elsewhere < here / 2


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=3))
def test_anything_may_be_asked(host: str, names: list[str]) -> None:
    guesses = detect_ward(host, names)
    assert all(0.0 <= guess.score <= 1.0 for guess in guesses)
    assert [g.score for g in guesses] == sorted((g.score for g in guesses), reverse=True)


@pytest.mark.timeout(60)
def test_hostile_input_is_bounded() -> None:
    detect_ward(".".join(["quan" * 15] * 400), ["Sài Đồng," * 5_000] * 500)
    detect_ward("xn--" + "9" * 5_000, ["phường \u0301" * 5_000])
    detect_ward("tp" * 30 + ".vn", ["Phường Quận Huyện Xã " * 2_000] * 100)
