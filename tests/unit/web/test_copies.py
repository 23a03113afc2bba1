"""How alike two texts are."""

from __future__ import annotations

from wardarchive.model import Article, Block
from wardarchive.web.copies import LIKENESS, likeness, shingles, words_of

TEXT = (
    "Sáng nay, ủy ban nhân dân phường ra quân thu gom rác trên các tuyến phố chính và vận động nhân dân "
    "đổ rác đúng giờ, đúng nơi quy định, giữ vệ sinh chung trong dịp nghỉ lễ sắp tới của thành phố."
)
OTHER = (
    "Chiều qua, trạm y tế tổ chức tiêm chủng cho trẻ em dưới năm tuổi tại nhà văn hóa, các gia đình mang "
    "theo sổ theo dõi sức khỏe và chờ theo số thứ tự được phát tại cửa ra vào của trạm."
)


def _shingles(text: str) -> frozenset[int]:
    return shingles(words_of(Article("", "", (Block("paragraph", text),))))


def test_another_spelling_is_the_same_text() -> None:
    """Case, tone placement and punctuation do not make two texts of one."""
    assert (
        likeness(
            _shingles("Hòa bình, thủy lợi và khỏe mạnh."), _shingles("HOÀ bình thuỷ lợi, và khoẻ mạnh")
        )
        == 1
    )


def test_a_text_with_a_few_words_changed_is_a_copy() -> None:
    edited = TEXT.replace("Sáng nay", "Sáng 5/4").replace("thành phố", "Thủ đô")
    assert LIKENESS < likeness(_shingles(TEXT), _shingles(edited)) < 1


def test_a_text_within_a_longer_one_is_a_copy() -> None:
    assert likeness(_shingles(TEXT), _shingles(f"{OTHER} {TEXT} {OTHER}")) > 0.95


def test_other_news_is_none() -> None:
    assert likeness(_shingles(TEXT), _shingles(OTHER)) == 0
    assert likeness(_shingles(TEXT), _shingles("")) == 0
