"""Sentences for comparing word segmenters: written for the project, then combined and damaged by a seed."""

from __future__ import annotations

import random
import string
import unicodedata
from collections.abc import Iterator, Sequence

WHO = (
    "Đồng chí Đặng Đức Cường",
    "Bà Nguyễn Thị Thu Hương - Chủ tịch UBND phường",
    "Đ/c Trần Văn Hòa, Phó Bí thư Thường trực Đảng ủy",
    "ông Lê Quang Huy",
    "Ban Chấp hành Đảng bộ phường Sài Đồng",
    "UBND xã Tân Hoà",
    "Hội đồng nhân dân thị trấn Trâu Quỳ khóa XX",
    "CT. UBND phường Phúc Đồng",
    "Thường trực HĐND TP. Hà Nội",
    "ThS. Phạm Minh Thuỷ",
    "các cụ cao tuổi ở tổ dân phố số 7",
    "Mr. Smith và Dr. Lan",
    "công an khu vực",
    "Hội Liên hiệp Phụ nữ",
    "Y Moan Êban",
    "người dân",
)
DID = (
    "phát biểu chỉ đạo tại hội nghị",
    "đề nghị các chi bộ khẩn trương rà soát",
    "cho biết: “Chúng tôi sẽ trả lời trước ngày 30/6”",
    "yêu cầu xử lý nghiêm các vi phạm trật tự đô thị",
    "trao 120 suất quà trị giá 60.000.000 đồng",
    "tiếp xúc cử tri trước kỳ họp thứ 12",
    "khai mạc lớp bồi dưỡng nghiệp vụ",
    "ký quyết định số 15/QĐ-UBND",
    "nhấn mạnh: phải làm ngay, làm thật, hiệu quả thật",
    "không đồng ý với phương án giải phóng mặt bằng",
    "tổ chức lễ phát động Tết trồng cây",
    "kiểm tra công tác phòng cháy, chữa cháy",
    "ghi nhận và biểu dương tinh thần trách nhiệm",
    "đạt 98,5% kế hoạch năm",
    "học sinh học sinh học",
    "ra quân tổng vệ sinh môi trường",
)
WHERE = (
    "tại nhà văn hóa tổ 5",
    "ở trường THCS Sài Đồng",
    "trên địa bàn quận Long Biên",
    "vào 16:07 ngày 15/12/2020",
    "theo https://saidong.example.vn/tin-tuc?id=12&trang=3",
    "(liên hệ: vanthu@saidong.example.vn)",
    "trong quý I/2021 ...",
    "từ 7h30 đến 11h",
    "– hội trường tầng 2 –",
    'với chủ đề "Vì một thành phố xanh"',
    "ở Thành phố Hồ Chí Minh",
    "ở thành phố hồ chí minh",
    "cách mặt trận 3,5 km",
    "tại số 12A/34 ngõ 197",
    "trong Covid-19",
    "và hòa bình, hoà thuận",
)
END = (".", "!", "?", "…", "", " .", ";", ":\n", "...", ".”", " >>", " ==> xem thêm", "\n\n")
ODD = (
    "",
    " ",
    "\n",
    "\n\n \t",
    "\u200b",
    "\ufeff",
    "a",
    ".",
    "_",
    "__",
    "@",
    "a@b",
    "a@b.c@d.e",
    "x.y+z@a-b.c-d.",
    "->->==>>>...",
    "....",
    "TP.HCM",
    "Tp.Huế",
    "ĐĐĐ.",
    "A.B.C.",
    "1.2.3_4,5a6",
    "http://",
    "http://a b",
    "ftp://x@y.z",
    "\u0301",
    "a\u0301\u0323\u0302",
    "Đ\u0300",
    "\u1112\u1161\u11ab \ud55c",
    "\u0bc6\u0bbe",
    "\u212b\u2126",
    "Σ ΑΣ ς",
    "İstanbul ǅ ﬁ",
    "😀👩‍👩‍👧",
    "\x00\x1c\x85\u2028",
    "日本語 中文",
    "٣٫١٤ ١٢",
    "²½Ⅳ",
    "\r\nmột\r\nhai",
)
"""What no template gives: empty, invisible, other scripts, the edges of each token rule."""

_LETTERS = "aăâeêioôơuưyđAĂĐỦủỷýbcdghklmnpqrstvxTPMrDS0123456789 .,_-+@/:>=\n\t\u200b\u00ad\u0301\u0323…“”"


def written() -> list[str]:
    """Every combination of who did what where: 4,096 sentences."""
    endings = random.Random(7)
    return [f"{who} {did} {where}{endings.choice(END)}" for who in WHO for did in DID for where in WHERE]


def damaged(sentences: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """`count` of `sentences`, each with one to three kinds of damage."""
    rng = random.Random(seed)
    for _ in range(count):
        text = rng.choice(sentences)
        for _ in range(rng.randint(1, 3)):
            text = _damage(text, rng)
        yield text


def _damage(text: str, rng: random.Random) -> str:
    at = rng.randint(0, len(text))
    kind = rng.randrange(10)
    if kind == 0:
        return unicodedata.normalize("NFD", text)
    if kind == 1:
        return rng.choice((text.upper(), text.lower(), text.title(), text.swapcase()))
    if kind == 2:
        return text.replace(" ", rng.choice(("\u00a0", "\n", "  ", "", "_", " - ", "\u2003")))
    if kind == 3:
        return text[:at] + rng.choice(string.punctuation + "“”–…") * rng.randint(1, 4) + text[at:]
    if kind == 4:
        return text[:at] + rng.choice(("\u200b", "\u00ad", "\u0301", "\ufeff", "\u0323")) + text[at:]
    if kind == 5:
        return text.replace("Đ", "\u00d0").replace("đ", "\u00f0")
    if kind == 6:
        shuffled = text.split(" ")
        rng.shuffle(shuffled)
        return " ".join(shuffled)
    if kind == 7:
        return text[:at] + rng.choice(ODD) + text[at:]
    if kind == 8:
        return text[at:] + " " + text[:at]
    return text[:at]


def noise(count: int, seed: int) -> Iterator[str]:
    """`count` strings of random characters in which the token rules meet often."""
    rng = random.Random(seed)
    for _ in range(count):
        yield "".join(rng.choice(_LETTERS) for _ in range(rng.randint(0, 40)))
