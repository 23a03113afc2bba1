"""Vietnamese text of the time before Unicode (TCVN3 "ABC" and VNI fonts), recognised and converted.

Such text reached the web as Latin-1 characters that only look right in the old fonts: TCVN3 has one
character for a letter, VNI a base letter and a second character for its marks.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Legacy = Literal["tcvn3", "vni"]

_TCVN3_LOWER = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_TCVN3_UPPER = dict(zip("¡¢§£¤¥¦", "ĂÂĐÊÔƠƯ", strict=True))
_TCVN3 = str.maketrans(_TCVN3_LOWER | _TCVN3_UPPER)

_VNI_MARKS = {
    "a": dict(zip("ùøûõïâêáàåãäéèúüë", "áàảãạâăấầẩẫậắằẳẵặ", strict=True)),
    "e": dict(zip("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ", strict=True)),
    "o": dict(zip("ùøûõïâáàåãä", "óòỏõọôốồổỗộ", strict=True)),
    "ô": dict(zip("ùøûõï", "ớờởỡợ", strict=True)),
    "u": dict(zip("ùøûõï", "úùủũụ", strict=True)),
    "ö": dict(zip("ùøûõï", "ứừửữự", strict=True)),
    "y": dict(zip("ùøûõ", "ýỳỷỹ", strict=True)),
}
_VNI_SINGLE = dict(zip("ôöñæóòî", "ơưđỉĩịỵ", strict=True))


def _vni_table() -> dict[str, str]:
    """Every VNI sequence with its letter, in lower, upper and mixed case."""
    table: dict[str, str] = {}
    for base, marks in _VNI_MARKS.items():
        for mark, letter in marks.items():
            table[base + mark] = letter
            table[base.upper() + mark.upper()] = letter.upper()
            table[base.upper() + mark] = letter.upper()
    for char, letter in _VNI_SINGLE.items():
        table[char] = letter
        table[char.upper()] = letter.upper()
    return table


_VNI = _vni_table()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

_BEYOND_LATIN1 = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)
_WORD = re.compile("[^\\s\\d!-/:-@\\[-`{-~\u2010-\u203a\u20ac]{1,30}")
_PLAIN_WORD = re.compile("[a-zA-Z]{1,30}")
_NUCLEUS = (
    "(?:iêu|yêu|oai|oao|oay|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|uao|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa"
    "|oă|oe|oi|oo"
    "|ôi|ơi|ua|uâ|uă|uê|ue|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|[aăâeêioôơuưy])"
)
_SYLLABLE = re.compile(
    "(?:ngh|gh|gi|ng|nh|ch|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?" + _NUCLEUS + "(?:ch|ng|nh|[cmnpt])?"
)
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_CHECKED_STOP = re.compile("[aeiouyăâêôơư](?:ch|[cpt])$")
_SAMPLE_WORDS = 4000


def is_syllable(word: str) -> bool:
    """Whether `word` (any case, composed) is spelled as a Vietnamese syllable with at most one tone.

    >>> [is_syllable(w) for w in ("Đảng", "phường", "ph­êng", "naêm", "covid")]
    [True, True, False, False, False]
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = _TONE.findall(decomposed)
    letters = unicodedata.normalize("NFC", _TONE.sub("", decomposed))
    if len(tones) > 1 or _SYLLABLE.fullmatch(letters) is None:
        return False
    return not (tones and _CHECKED_STOP.search(letters) and tones[0] not in "\u0301\u0323")


def _marked_words(text: str) -> list[str]:
    """Words with at least one character beyond ASCII."""
    words: list[str] = []
    for match in _WORD.finditer(text):
        if not match.group().isascii():
            words.append(match.group())
            if len(words) >= _SAMPLE_WORDS:
                break
    return words


def vietnamese_share(text: str) -> float:
    """How many of the words with characters beyond ASCII are Vietnamese syllables, 0 to 1."""
    words = _marked_words(text)
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def from_tcvn3(text: str, *, capitals: bool = False) -> str:
    """`text` with TCVN3 (ABC) characters as Unicode letters; `capitals` for the fonts named …H.

    >>> from_tcvn3("§¶ng ñy ph\\u00adêng")
    'Đảng ủy phường'
    """
    converted = text.translate(_TCVN3)
    return converted.upper() if capitals else converted


def from_vni(text: str) -> str:
    """`text` with VNI sequences as Unicode letters.

    >>> from_vni("Ñaûng uûy phöôøng")
    'Đảng ủy phường'
    """
    return _VNI_PATTERN.sub(lambda m: _VNI[m.group()], text)


def legacy_charset(text: str) -> Legacy | None:
    """Which old font encoding a text is in; None for Unicode text and where the proof is too thin.

    A text is old only where the conversion turns words that are no syllables into syllables: at least
    three of them, and nine tenths of all words with such characters.

    >>> legacy_charset("§¶ng ñy ph\\u00adêng tæ chøc héi nghÞ"), legacy_charset("Đảng ủy phường")
    ('tcvn3', None)
    """
    latin = " ".join(w for w in text.split() if _BEYOND_LATIN1.search(w) is None)
    words = _marked_words(latin)
    if len(words) < 3:
        return None
    plain = sum(map(is_syllable, words))
    names: tuple[Legacy, ...] = ("tcvn3", "vni")
    best: tuple[int, Legacy] | None = None
    for name in names:
        good = sum(is_syllable(convert(word, name)) for word in words)
        if best is None or good > best[0]:
            best = (good, name)
    if (
        best is None
        or best[0] < 3
        or best[0] < 0.9 * len(words)
        or best[0] - plain < max(3, 0.3 * len(words))
    ):
        return None
    return best[1]


def convert(text: str, charset: Legacy, *, capitals: bool = False) -> str:
    """`text` out of the old encoding; text that has letters beyond Latin-1 is Unicode and stays."""
    if _BEYOND_LATIN1.search(text):
        return text
    return from_tcvn3(text, capitals=capitals) if charset == "tcvn3" else from_vni(text)
