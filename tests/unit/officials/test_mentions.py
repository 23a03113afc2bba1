"""Who is named, and in which role."""

from __future__ import annotations

import unicodedata

import pytest

from tests.unit.officials.reading_of import people, read

PATTERNS = [
    ("Đ/c Lê Văn Tám - Bí thư Đảng ủy phường phát biểu.", "Lê Văn Tám", "Bí thư Đảng ủy phường"),
    ("bà Vũ Thị Lan – Phó Chủ tịch UBND phường", "Vũ Thị Lan", "Phó Chủ tịch UBND phường"),
    ("ông Phạm Văn Ba (Trưởng Công an xã) có mặt.", "Phạm Văn Ba", "Trưởng Công an xã"),
    ("Chủ tịch UBND phường Sài Đồng Bùi Thế Anh dự.", "Bùi Thế Anh", "Chủ tịch UBND phường Sài Đồng"),
    ("Bí thư Đảng ủy phường Hạ Đình Thái Minh Tú", "Thái Minh Tú", "Bí thư Đảng ủy phường Hạ Đình"),
    ("Chủ tịch HĐND phường Trần Văn Ân nói", "Trần Văn Ân", "Chủ tịch HĐND phường"),
    ("do đồng chí Bí thư quận ủy - Mai Hoài Bắc ghi hình", "Mai Hoài Bắc", "Bí thư quận ủy"),
    ("Ông Ngô Hữu Tấn PBT Đảng uỷ phường dự", "Ngô Hữu Tấn", "PBT Đảng uỷ phường"),
    ("ông Phan Dương Mão CT UBND xã", "Phan Dương Mão", "CT UBND xã"),
    ("đồng chí Hồ Mạnh Tú – PCTUBND phường", "Hồ Mạnh Tú", "PCTUBND phường"),
    (
        "đ/c Lê Tấn Hưng, QUV – Bí thư Đảng ủy; Chủ tịch HĐND phường.",
        "Lê Tấn Hưng",
        "QUV – Bí thư Đảng ủy; Chủ tịch HĐND phường",
    ),
    ("Bí thư Đảng ủy xã Kỳ Thư, ông Võ Đình Tú thông tin", "Võ Đình Tú", "Bí thư Đảng ủy xã Kỳ Thư"),
    ("Ông Lò A Sử, Trưởng bản Nậm Khao, dẫn đoàn", "Lò A Sử", "Trưởng bản Nậm Khao"),
    ("bà H'Lan Niê, Chủ tịch Hội LHPN xã", "H'Lan Niê", "Chủ tịch Hội LHPN xã"),
    ("Thượng tọa Thích Minh Đạo, trụ trì chùa Linh Ứng", "Thích Minh Đạo", "trụ trì chùa Linh Ứng"),
    ("Thiếu tá Lương Văn Hải, Trưởng Công an phường", "Lương Văn Hải", "Trưởng Công an phường"),
    ("ông Đỗ Văn Sơn, 72 tuổi, Tổ trưởng tổ dân phố số 5", "Đỗ Văn Sơn", "Tổ trưởng tổ dân phố số 5"),
    ("đồng chí Tạ Minh Đức được bầu giữ chức Chủ tịch UBND phường", "Tạ Minh Đức", "Chủ tịch UBND phường"),
    (
        "ông Trần Bình (Trưởng phòng Lao động - Thương binh và Xã hội quận) nêu",
        "Trần Bình",
        "Trưởng phòng Lao động - Thương binh và Xã hội quận",
    ),
    ("Bộ trưởng Bộ Y tế Nguyễn Thị Kim Tú", "Nguyễn Thị Kim Tú", "Bộ trưởng Bộ Y tế"),
    ("Tổng thống Mỹ Rex Sanders thăm", "Rex Sanders", "Tổng thống Mỹ"),
]


@pytest.mark.parametrize(("text", "name", "role"), PATTERNS, ids=[name for _, name, _ in PATTERNS])
def test_names_stand_with_their_roles(text: str, name: str, role: str) -> None:
    """Each pattern yields the name and the role as published."""
    assert people(text) == {name: role}


@pytest.mark.parametrize(
    "text",
    [
        "Trên đường Nguyễn Văn Cừ và phố Võ Thị Sáu, xe đi chậm.",
        "Học sinh Trường THCS Lê Quý Đôn và Trường Tiểu học Trần Phú dự thi.",
        "Học tập tư tưởng, đạo đức, phong cách Hồ Chí Minh là việc thường xuyên.",
        "Giải thưởng Kim Đồng và học bổng Nguyễn Thái Bình được trao.",
        "Công ty cổ phần Nguyễn Hoàng tài trợ.",
        "Các phường Trần Hưng Đạo, Lê Lợi và Nguyễn Trãi dự họp.",
        "Tin, ảnh: Lưu Thị Hằng - Công chức Văn hóa phường",
        "Chịu trách nhiệm nội dung: Ông Phạm Văn Tú - Chủ tịch UBND phường. Điện thoại: 024.123",
        "Các đồng chí Bí thư chi bộ, Tổ trưởng tổ dân phố có mặt.",
        "Ban Bí thư quyết định thành lập đoàn kiểm tra.",
        "",
        "The chairman, Mr John Smith, said it was good.",
    ],
)
def test_places_prizes_firms_and_footers_are_nobody(text: str) -> None:
    """What is named after people, and who makes the page, is no official."""
    assert people(text) == {}


def test_a_list_of_attendees_gives_each_their_role() -> None:
    """Entries of one list are divided by semicolons, and each keeps several offices."""
    found = people(
        "Tới dự có các đồng chí: Lê Thị Ánh - Phó Bí thư Đảng ủy; "
        "Trần Văn Tú- Phó Bí thư, Chủ tịch UBND phường; "
        "Hoàng Văn Lộc - UVBTV, Trưởng Công an phường; đại diện các tổ dân phố."
    )

    assert found == {
        "Lê Thị Ánh": "Phó Bí thư Đảng ủy",
        "Trần Văn Tú": "Phó Bí thư, Chủ tịch UBND phường",
        "Hoàng Văn Lộc": "UVBTV, Trưởng Công an phường",
    }


def test_one_role_can_head_a_list_of_names() -> None:
    """`các đồng chí Phó Chủ tịch UBND phường: A, B và C`."""
    found = people("Các đồng chí Phó Chủ tịch UBND phường: Lê Văn An, Trần Thị Bích và Lê Văn Hùng.")

    assert found == dict.fromkeys(["Lê Văn An", "Trần Thị Bích", "Lê Văn Hùng"], "Phó Chủ tịch UBND phường")


def test_capitals_are_read_and_the_name_is_put_into_mixed_case() -> None:
    """A headline in capitals names people like any other."""
    found = people(
        "x", title="ĐỒNG CHÍ LÊ VĂN TÁM - BÍ THƯ ĐẢNG ỦY PHƯỜNG SÀI ĐỒNG DỰ NGÀY HỘI ĐẠI ĐOÀN KẾT"
    )

    assert found == {"Lê Văn Tám": "BÍ THƯ ĐẢNG ỦY PHƯỜNG SÀI ĐỒNG"}


def test_a_signature_block_gives_the_signer_the_role_above() -> None:
    """Role and name stand on lines of their own."""
    found = people("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)", "Phùng Thế Bảo")

    assert found == {"Phùng Thế Bảo": "PHÓ CHỦ TỊCH"}


def test_a_given_name_is_resolved_inside_the_article() -> None:
    """`ông Tám` is the one full name that ends so; the last one before it if there are two."""
    reading = read(
        "Ông Lê Văn Tám, Chủ tịch UBND phường, và bà Lê Thị Tám, Bí thư Chi bộ 3, cùng dự.",
        "Ông Tám cảm ơn bà con. Bà Tám cũng vậy.",
    )
    mentions = {o.name: [(m.block, m.text, m.pattern) for m in o.mentions] for o in reading.officials}

    assert mentions == {
        "Lê Văn Tám": [(0, "Lê Văn Tám", "name-role"), (1, "Tám", "given")],
        "Lê Thị Tám": [(0, "Lê Thị Tám", "name-role"), (1, "Tám", "given")],
    }


def test_two_spellings_of_one_name_are_one_person() -> None:
    """A misplaced tone mark joins, and the better spelling is shown."""
    found = people(
        "Đ/c Chu Mạnh Từơng - Chủ tịch HĐND xã dự. Đồng chí Chu Mạnh Tường phát biểu bế mạc kỳ họp."
    )

    assert found == {"Chu Mạnh Tường": "Chủ tịch HĐND xã"}


def test_decomposed_text_keeps_its_offsets() -> None:
    """Offsets count characters of the text as given, not of its composed form."""
    text = unicodedata.normalize(
        "NFD", "Sáng nay, đồng chí Lê Thị Thuỷ, Bí thư Đảng uỷ phường, nhấn mạnh việc này."
    )
    reading = read(text)
    official = reading.officials[0]
    mention = official.mentions[0]

    assert official.name == "Lê Thị Thuỷ"
    assert text[mention.start : mention.end] == unicodedata.normalize("NFD", "Lê Thị Thuỷ")
    assert reading.statements[0].text == text


def test_a_resident_counts_only_as_a_speaker() -> None:
    """Somebody without office is listed for speaking, with what the text says of them."""
    assert people("Bà Vũ Thị Mận ở tổ 3 nhận quà.") == {}
    assert people("Bà Vũ Thị Mận ở tổ 3 cho biết đường đã sạch.") == {"Vũ Thị Mận": "người dân"}
    assert people("Cử tri Vũ Thị Mận kiến nghị sửa cống.") == {"Vũ Thị Mận": "Cử tri"}
