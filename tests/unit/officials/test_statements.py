"""Who said what."""

from __future__ import annotations

import pytest

from tests.unit.officials.reading_of import only, people, read, said

AN = "Đồng chí Lê Văn An, Bí thư Đảng ủy phường, dự."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ông Lê Văn An cho biết đường đã xong.", ("Lê Văn An", "cho biết", "indirect", "named")),
        ("Theo ông Lê Văn An, đường đã xong.", ("Lê Văn An", "theo", "indirect", "named")),
        ("Theo chia sẻ của ông Lê Văn An, đường đã xong.", ("Lê Văn An", "chia sẻ", "indirect", "named")),
        ("“Đường đã xong từ hôm qua”, ông Lê Văn An nói.", ("Lê Văn An", "nói", "direct", "named")),
        (
            'Ông Lê Văn An khẳng định: "Đường đã xong. Cầu cũng xong".',
            ("Lê Văn An", "khẳng định", "direct", "named"),
        ),
        (
            "Ông Lê Văn An rưng rưng: “Nhà tôi còn nguyên rồi”.",
            ("Lê Văn An", "rưng rưng", "direct", "named"),
        ),
        ("Ông Lê Văn An yêu cầu xong trước ngày 30/9.", ("Lê Văn An", "yêu cầu", "act", "named")),
        (
            "Phát biểu tại lễ, ông Lê Văn An, thay mặt Đảng ủy, đã ghi nhận kết quả.",
            ("Lê Văn An", "ghi nhận", "indirect", "named"),
        ),
        ("Bà Lê Thị An, nhà ở đầu ngõ, phản ánh cống tắc.", ("Lê Thị An", "phản ánh", "indirect", "named")),
        ("Ông Lê Văn An (ngụ ấp 3) cho hay lúa đã chín.", ("Lê Văn An", "cho hay", "indirect", "named")),
        (
            "Ông Lê Văn An tặng hoa và chúc mừng nhà trường.",
            ("Lê Văn An", "chúc mừng", "indirect", "named"),
        ),
        ("- Ông Lê Văn An: Tôi sẽ xem lại việc này.", ("Lê Văn An", ":", "direct", "named")),
        ("“Phải làm ngay hôm nay”, ông Lê Văn An đứng dậy.", ("Lê Văn An", "đứng dậy", "direct", "named")),
    ],
)
def test_constructions(text: str, expected: tuple[str, str, str, str]) -> None:
    """Each way of reporting speech is found with speaker, verb, kind and form."""
    assert said(text) == [expected]


def test_a_role_alone_means_its_holder_on_the_page() -> None:
    """`Bí thư Đảng ủy phường` is the one who holds that office, not one of another body."""
    found = said(AN, "Ông Lê Văn Ba, Bí thư Quận ủy, dự.", "Bí thư Đảng ủy phường đề nghị làm ngay.")

    assert found == [("Lê Văn An", "đề nghị", "act", "role")]


def test_a_role_that_nobody_on_the_page_holds_is_unattributed() -> None:
    """The statement stays, without a speaker and with little confidence."""
    statement = only("Chủ tịch UBND phường đề nghị các hộ ký cam kết.")

    assert (statement.speaker, statement.confidence) == (None, 0.4)


def test_pronouns_and_left_out_subjects_go_on_from_the_last_speaker() -> None:
    """`Đồng chí …`, then a sentence without subject."""
    found = said(
        "Ông Lê Văn An nhấn mạnh vai trò của dân. Ông lưu ý việc thu phí. Đồng thời, đề nghị công khai."
    )

    assert [(who, form) for who, _, _, form in found] == [
        ("Lê Văn An", "named"),
        ("Lê Văn An", "anaphor"),
        ("Lê Văn An", "anaphor"),
    ]


def test_a_pronoun_agrees_with_the_gender_of_its_person() -> None:
    """`Bà` skips the man who spoke last."""
    found = said("Bà Lê Thị Hoa kể chuyện cũ. Ông Trần Văn Tú đề nghị sửa đường. Bà mong đường sớm xong.")

    assert [who for who, *_ in found] == ["Lê Thị Hoa", "Trần Văn Tú", "Lê Thị Hoa"]


def test_a_chain_gives_each_order_its_own_statement() -> None:
    """Clauses behind semicolons have their own verb and kind."""
    reading = read(
        "Ông Lê Văn An ghi nhận kết quả; đề nghị duy trì; đồng thời giao công an phường tuần tra."
    )

    assert [(s.verb, s.kind) for s in reading.statements] == [
        ("ghi nhận", "indirect"),
        ("đề nghị", "act"),
        ("giao", "act"),
    ]
    assert reading.statements[1].text == "đề nghị duy trì"


def test_a_caption_is_a_kind_of_its_own() -> None:
    """With the block's kind, or as a short line without a full stop."""
    text = "Đ/c Lê Văn An - Bí thư Đảng ủy phường - phát biểu tại hội nghị"

    assert only(f"[caption] {text}").kind == "caption"
    assert only(text).kind == "caption"
    assert only(text).text == text


def test_a_headline_with_a_colon_speaks() -> None:
    """`X: …` in the title."""
    found = said(AN, title="Bí thư Đảng ủy phường: “Dân chưa rõ thì phải nói cho rõ”")

    assert found == [("Lê Văn An", ":", "direct", "headline")]


def test_a_quotation_is_never_cut() -> None:
    """Sentences inside a quotation belong to the statement that holds it."""
    statement = only("“Đường xấu quá. Mưa là ngập. Ai cũng khổ”, bà Lê Thị Hoa nói.")

    assert statement.text == "“Đường xấu quá. Mưa là ngập. Ai cũng khổ”, bà Lê Thị Hoa nói."


@pytest.mark.parametrize(
    "text",
    [
        "UBND phường đề nghị các hộ ký cam kết.",
        "Các đại biểu nhất trí với báo cáo và đề nghị bổ sung.",
        "Lãnh đạo phường cho biết sẽ xử lý nghiêm.",
        "Thực hiện chỉ đạo của Bí thư Đảng ủy phường, các tổ ra quân.",
        "Sự chỉ đạo của ông Lê Văn An được hoan nghênh.",
        "Đề nghị ông Lê Văn An cho biết tiến độ.",
        "Nghị quyết giao UBND xã xây dựng kế hoạch.",
        "Ông Lê Văn An giao lưu với thanh niên.",
        "Công tác thông tin, tuyên truyền được chú trọng.",
        "Cụ thể: đường rộng 5 m, dài 300 m và có vỉa hè.",
    ],
)
def test_groups_nouns_and_people_spoken_to_say_nothing(text: str) -> None:
    """No statement, or one that is credited to nobody."""
    assert [s for s in read(text).statements if s.speaker is not None] == []


def test_what_somebody_reports_of_another_is_not_the_other_ones_statement() -> None:
    """`bà A cho biết, ông B đã yêu cầu`: one speaker."""
    assert [who for who, *_ in said("Bà Lê Thị Hoa cho biết, ông Lê Văn An đã yêu cầu dừng.")] == [
        "Lê Thị Hoa"
    ]


def test_two_speakers_of_one_sentence_divide_it() -> None:
    """Each has the clause from its subject on."""
    reading = read("Ông Lê Văn An đề nghị làm ngay, còn bà Lê Thị Hoa cho rằng nên chờ.")

    assert [(s.speaker, s.text.split()[:4]) for s in reading.statements] == [
        ("Lê Văn An", ["Ông", "Lê", "Văn", "An"]),
        ("Lê Thị Hoa", ["bà", "Lê", "Thị", "Hoa"]),
    ]


def test_partners_in_one_subject_both_speak() -> None:
    """`ông A và bà B cùng kiến nghị`."""
    found = said("Ông Lê Văn An và bà Lê Thị Hoa cùng kiến nghị mở lối đi.")

    assert sorted(who or "" for who, *_ in found) == ["Lê Thị Hoa", "Lê Văn An"]


def test_an_interview_is_told_apart_by_its_colons() -> None:
    """The questions of PV belong to nobody."""
    assert people("PV: Vì sao chậm?", "Ông Lê Văn An: Do giá cát tăng gấp đôi.") == {
        "Lê Văn An": "người dân"
    }


def test_doubt_lowers_confidence() -> None:
    """A verb straight behind the name is sure; a pronoun or a verb behind another deed is not."""
    sure = only("Ông Lê Văn An khẳng định đường đã xong.").confidence
    doubtful = only("Ông Lê Văn An tặng hoa và chúc mừng nhà trường.").confidence

    assert sure >= 0.9 > doubtful
