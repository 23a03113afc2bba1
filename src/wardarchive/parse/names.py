"""Titles that name instead of telling: an office, a section of the site, a page with a use of its own."""

from __future__ import annotations

import re

from wardarchive.parse.wordset import wordset

_WORDS = re.compile(r"[^\W_]+")
_OFFICE = re.compile(r"^(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân|website|portal|home)\b", re.IGNORECASE)
_UNIT = re.compile(
    r"^(?:(?:ban chấp hành )?(?:đảng bộ|đảng ủy|đảng uỷ|hội đồng nhân dân|hđnd|ủy ban mttq|ubmttq|mttq"
    r"|ủy ban mặt trận tổ quốc|mặt trận tổ quốc|đoàn thanh niên|đoàn tncs hồ chí minh|công an|ban chqs"
    r"|hội(?: \w+){1,4}?(?= phường| xã| quận| huyện| thị| thành| tỉnh)|trạm y tế"
    r"|trường (?:tiểu học|thcs|thpt|mầm non)"
    r"|phường|xã|thị trấn|quận|huyện|thành phố|tp\.?|tỉnh))(?=\s|$)",
    re.IGNORECASE,
)
_DEED = re.compile(
    r"(?<!\w)(?:tổ chức|ra quân|họp|khai mạc|khai giảng|triển khai|tuyên truyền|tiếp|thăm|tặng|bàn giao"
    r"|phát động|kiểm tra|thông báo|công bố|trao|đón|chúc mừng|khánh thành|tham gia|hưởng ứng|đẩy mạnh"
    r"|tăng cường|quyết|sơ kết|tổng kết|gặp mặt|hội nghị|đại hội|kỷ niệm|lễ|hội thi|tập huấn|vận động"
    r"|chỉ đạo|thực hiện|phối hợp|xử lý|ban hành|giải quyết|chăm lo|hoàn thành|đạt|giành|sôi nổi|tưng bừng"
    r"|long trọng|nô nức)(?!\w)",
    re.IGNORECASE,
)
"""What offices do: in a headline of capitals nothing else tells it from a name."""
_SECTION = re.compile(
    r"^(?:(?:xem|đọc|chi tiết|nội dung|trang) (?:tin|bài|chi tiết)(?: (?:tức|viết|chi tiết))?|chi tiết"
    r"|tin(?: tức)? chi tiết|bài viết|nội dung|tin tức(?:\W+sự kiện)?|sự kiện|hoạt động|thông báo|thời sự"
    r"|tin (?:mới|hoạt động|địa phương|trong nước)|trang tin|(?:trang |bản )tin(?: điện tử| nội bộ)?"
    r"|news|detail|article|document|default|index"
    r"|(?:(?:văn hóa|văn hoá|xã hội|đời sống|kinh tế|giáo dục|y tế|sức khỏe|thể thao|pháp luật|chính trị"
    r"|an ninh|quốc phòng|trật tự|môi trường|đô thị|du lịch|công nghệ|khoa học|nông nghiệp|nông thôn"
    r"|đoàn thể)"
    r"(?:\s*[-–,&/]\s*|\s+và\s+|$))+"
    r"|untitled(?: document)?|new page \d*|\w[\w.-]{0,60}\.(?:vn|com|org|net|info))$",
    re.IGNORECASE,
)
_FUNCTION = re.compile(
    r"^(?:thăm dò(?: ý kiến| dư luận)?|bình chọn|khảo sát(?: ý kiến)?|liên hệ(?: với chúng tôi)?"
    r"|thông tin liên hệ|hỏi\s*[-–&]?\s*đáp|hỏi đáp trực tuyến|câu hỏi thường gặp|tìm kiếm(?: nâng cao)?"
    r"|kết quả tìm kiếm|search(?: results)?|sơ đồ (?:cổng|trang|site|website)(?: web| thông tin)?"
    r"(?: điện tử)?|site\s?map|góp ý|ý kiến (?:góp ý|công dân)|gửi (?:câu hỏi|góp ý|ý kiến)|đăng nhập"
    r"|(?:gửi |tiếp nhận )?(?:ý kiến )?(?:phản ánh|kiến nghị|góp ý)(?:(?:\s*[,/&–-]\s*|\s+và\s+"
    r"|\s+)(?:phản ánh|kiến nghị|góp ý"
    r"|ý kiến))*(?: (?:của )?(?:công dân|người dân|doanh nghiệp|tổ chức))*(?: trực tuyến)?"
    r"|đăng ký|rss|contact(?: us)?|faqs?|poll|danh bạ(?: điện thoại)?|thư viện (?:ảnh|video)"
    r"|album ảnh|video(?: clip)?|(?:dự báo )?thời tiết(?: hôm nay)?|giá vàng|tỷ giá(?: ngoại tệ)?"
    r"|lịch (?:công tác|làm việc)(?: tuần)?|kết quả xổ số)$",
    re.IGNORECASE,
)
_STANDING = re.compile(
    r"(?:cơ cấu|sơ đồ)(?: bộ máy)? tổ chức(?: bộ máy)?|(?:tổ chức )?bộ máy(?: tổ chức)?|tổ chức bộ máy"
    r"|(?:ban |thường trực )?lãnh đạo(?: (?:ubnd|đảng ủy|hđnd))?(?: (?:phường|xã|quận|huyện|thị trấn"
    r"|đơn vị))?"
    r"|chức năng(?:\s*[,-]?\s*| và )nhiệm vụ|giới thiệu(?: chung)?|tổng quan"
    r"|lịch sử hình thành(?: và phát triển)?"
    r"|điều kiện tự nhiên|vị trí địa lý",
    re.IGNORECASE,
)
_COLLECTION = re.compile(
    r"^(?:thẻ|tags?|từ khóa|từ khoá|nhãn|lưu trữ|archives?|kết quả tìm kiếm|chuyên mục|danh mục|category)"
    r"\s*:\s*\S",
    re.IGNORECASE,
)
_UNIT_WORDS = wordset("phường xã thị trấn quận huyện thành phố tp tỉnh đặc khu việt nam of the ward")
_LONGEST = 14
"""Syllables: Ủy ban nhân dân phường A B, quận C D, thành phố Hồ Chí Minh."""


def tells_deed(text: str) -> bool:
    """Whether a text tells what somebody did."""
    return _DEED.search(text) is not None


def begins_with_office(text: str) -> bool:
    """Whether a text begins with the name of a site's office."""
    return _OFFICE.match(text) is not None


def names_office(piece: str) -> bool:
    """Whether a text is an office's name and no more: what it did would be told in small letters.

    >>> names_office("UBND phường Sài Đồng, quận Long Biên"), names_office("UBND phường Mẫu tiếp dân")
    (True, False)
    """
    head = _OFFICE.match(piece)
    words = _WORDS.findall(piece[head.end() :] if head else piece)
    small = [w for w in words if w.islower() and w not in _UNIT_WORDS]
    return not small and len(words) <= _LONGEST


def names_unit(text: str) -> bool:
    """Whether a text is the name of an office or a unit and tells of nothing that it did.

    >>> names_unit("ĐẢNG ỦY PHƯỜNG 4 QUẬN 11"), names_unit("ĐẢNG ỦY PHƯỜNG 4 HỌP THƯỜNG KỲ")
    (True, False)
    """
    head = _OFFICE.match(text) or _UNIT.match(text)
    if head is None or _DEED.search(text):
        return False
    words = _WORDS.findall(text[head.end() :])
    small = [w for w in words if w.islower() and w not in _UNIT_WORDS]
    return len(words) <= _LONGEST and not (small and text != text.upper())


def names_section(text: str) -> bool:
    """Whether a text is what a document calls itself, or a section, without a word about the page.

    >>> names_section("Tin tức - Sự kiện"), names_section("Tin vui của tổ 5")
    (True, False)
    """
    return _SECTION.match(text) is not None


def names_function(text: str) -> bool:
    """Whether a title is that of a page with a use of its own: a poll, a search, an address.

    >>> names_function("Thăm dò ý kiến"), names_function("Liên hệ công tác với phường bạn")
    (True, False)
    """
    return _FUNCTION.match(text.strip(" .:-–|")) is not None


def names_standing(text: str) -> bool:
    """Whether a title is that of a page that every office's site has, about itself.

    >>> names_standing("Cơ cấu tổ chức"), names_standing("Cơ cấu tổ chức của chi hội thay đổi ra sao")
    (True, False)
    """
    return _STANDING.fullmatch(text.strip(" .:-–|")) is not None


def names_collection(text: str) -> bool:
    """Whether a title is that of the entries under a tag, a month or a category.

    >>> names_collection("Thẻ: nông thôn mới"), names_collection("Thẻ bảo hiểm y tế: điều cần biết")
    (True, False)
    """
    return _COLLECTION.match(text) is not None
