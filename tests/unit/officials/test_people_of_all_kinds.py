"""Names and roles that newspapers and highland wards write otherwise."""

from __future__ import annotations

import pytest

from tests.unit.officials.reading_of import people, said
from wardarchive.jobs.parse_file import extract_text


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "Trưởng Ban công tác Mặt trận buôn Y Sinh Kđoh dự.",
            "Y Sinh Kđoh",
            "Trưởng Ban công tác Mặt trận buôn",
        ),
        ("Cử tri H’Bích Kbuôr kiến nghị sửa đường.", "H’Bích Kbuôr", "Cử tri"),
        ("Linh mục Giuse Lê Văn An dâng hương.", "Giuse Lê Văn An", "Linh mục"),
        ("Thượng tá Lê Văn An trao quà.", "Lê Văn An", "Thượng tá"),
        ("Linh mục Lê Văn An, chánh xứ Phương Hòa kêu gọi giáo dân.", "Lê Văn An", "chánh xứ Phương Hòa"),
        ("Ông Lê Văn An - khối trưởng khối 3 dự.", "Lê Văn An", "khối trưởng khối 3"),
        ("Nông dân Sáu Thạnh nói lúa đã chín.", "Sáu Thạnh", "Nông dân"),
        ("PGS.TS Lê Văn An cho biết đất đã khô.", "Lê Văn An", "PGS.TS"),
        ("Trưởng Công an phường – Đại úy Lê Văn An dự.", "Lê Văn An", "Trưởng Công an phường"),
        ("Ông Lê Văn An (bìa trái), Bí thư Đảng ủy phường.", "Lê Văn An", "Bí thư Đảng ủy phường"),
        ("Ông Lê Văn An cán bộ Văn phòng phường dự.", "Lê Văn An", "cán bộ Văn phòng phường"),
        (
            "Thừa ủy quyền của Chủ tịch UBND quận, Trưởng phòng Nội vụ Lê Văn An dự.",
            "Lê Văn An",
            "Trưởng phòng Nội vụ",
        ),
        (
            "Ông Lê Văn An được Thành ủy chỉ định, giữ chức Phó Bí thư Đảng ủy phường.",
            "Lê Văn An",
            "Phó Bí thư Đảng ủy phường",
        ),
        (
            "PHƯỜNG LÂM TẤN ĐẠT: CHỦ TỊCH UBND PHƯỜNG LÂM TẤN ĐẠT HỨA SỬA ĐƯỜNG.",
            "Lâm Tấn Đạt",
            "CHỦ TỊCH UBND PHƯỜNG",
        ),
    ],
)
def test_a_person_and_the_role_are_read(text: str, name: str, role: str) -> None:
    assert people(text)[name] == role


def test_a_role_told_of_a_pronoun_is_the_persons() -> None:
    """`11 năm nay bà là Trưởng khu phố 7`."""
    named = people("Bà Lê Thị An ra đầu hẻm. 11 năm nay bà là Trưởng khu phố 7.")

    assert named == {"Lê Thị An": "Trưởng khu phố 7"}


@pytest.mark.parametrize(
    "text",
    [
        "Dự án ở 69 Vũ Trọng Lâm (quận Tây Hồ) cho biết đã xong.",
        "Cầu thủ trẻ về quận (Hai Bà Trưng) nói vui.",
        "Nhà thơ Xuân Diệu từng viết về làng.",
        "Khoảng 20 giờ, anh chạy xe chở theo chị Lê Thị Na về nhà.",
    ],
)
def test_streets_places_and_the_dead_are_nobody(text: str) -> None:
    assert people(text) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“Dân là gốc của làng”. Đó là chia sẻ của ông Lê Văn An.",
            ("Lê Văn An", "chia sẻ", "direct", "named"),
        ),
        (
            "“Phải dừng hợp đồng ngay”. Khẳng định trên được ông Lê Văn An đưa ra.",
            ("Lê Văn An", "khẳng định", "direct", "named"),
        ),
        (
            "“Đường nay đã rộng”. Bà Lê Thị An nhận xét như vậy.",
            ("Lê Thị An", "nhận xét", "direct", "named"),
        ),
        ("Bà Lê Thị An đáp: - Có chứ, tôi làm được.", ("Lê Thị An", "đáp", "direct", "named")),
        ("- Mừng lắm chú ạ, cụ Lê Thị An cười, giờ tôi khỏe.", ("Lê Thị An", "cười", "direct", "named")),
        ("Ông Lê Văn An nói với lớp trẻ: ‘Phải giữ lấy chiêng’.", ("Lê Văn An", "nói", "direct", "named")),
        ("Ông Lê Văn An tiếp thu và hứa sửa đường.", ("Lê Văn An", "tiếp thu", "act", "named")),
    ],
)
def test_words_are_given_to_their_speaker(text: str, expected: tuple[str, str, str, str]) -> None:
    assert said(text) == [expected]


def test_an_interviews_answers_go_on_without_the_name() -> None:
    lines = (
        "- Thưa bà, vì sao bà làm việc này?",
        "- Bà Lê Thị An: Tôi nghĩ đơn giản là giúp bà con.",
        "- Có khi nào bà nản không?",
        "- Có chứ. Có hôm tôi khóc cả đêm.",
        "- Xin cảm ơn bà!",
    )

    assert [speaker for speaker, *_ in said(*lines)] == ["Lê Thị An", "Lê Thị An"]


@pytest.mark.parametrize(
    "text",
    [
        "Phường yêu cầu ông Lê Văn An và ông Trần Văn Ba báo cáo giải trình.",
        "Ông Lê Văn An vận động được 50 chiếc xe.",
        "Đội ngũ già làng, trưởng buôn đều cho rằng phải giữ rừng.",
        "Ông Lê Văn An khai thác cát ở sông.",
    ],
)
def test_what_is_no_persons_statement_is_none(text: str) -> None:
    assert said(text) == []


def test_the_chairman_of_a_ward_is_its_peoples_committees() -> None:
    """`Chủ tịch UBND phường` means the person introduced as `Chủ tịch phường`."""
    lines = "Chủ tịch phường Hạ Đình Lê Văn An dự. Chủ tịch UBND phường khẳng định sẽ làm."

    assert [speaker for speaker, *_ in said(lines)] == ["Lê Văn An"]


def test_who_presides_is_the_chair() -> None:
    lines = "Đồng chí Lê Văn An, Bí thư Đảng ủy, chủ tọa kỳ họp. Chủ tọa kỳ họp đề nghị trả lời rõ."

    assert [speaker for speaker, *_ in said(lines)] == ["Lê Văn An"]


def test_extract_reads_a_first_line_without_a_full_stop_as_the_headline() -> None:
    found = extract_text("Chủ tịch phường Lê Văn An: “Dân là gốc”\n\nÔng Lê Văn An dự.\n".encode())

    assert [s["speaker_form"] for s in found["statements"]] == ["headline"]
    assert [s["block"] for s in found["statements"]] == [0]
