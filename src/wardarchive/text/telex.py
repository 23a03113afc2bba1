"""Vietnamese words in plain letters without loss, as everybody types them: Telex."""

from __future__ import annotations

import re
import unicodedata

from wardarchive.text.normalise import key

_TONES = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
_NOT_LETTER = re.compile("[^a-z0-9]+")


def telex(text: str) -> str:
    """The words of `text` in Telex, joined by hyphens; two spellings of one word give the same.

    Unlike folded words, these keep names apart that differ by a tone alone.

    >>> telex("Chu Mạnh Tường"), telex("CHU MẠNH TƯỞNG"), telex("Đỗ Thuý Hà") == telex("Đỗ Thúy Hà")
    ('chu-manhj-tuwowngf', 'chu-manhj-tuwowngr', True)
    """
    return _NOT_LETTER.sub("-", " ".join(_syllable(key(word)) for word in text.split())).strip("-")


def _syllable(word: str) -> str:
    letters: list[str] = []
    tone = ""
    for mark in unicodedata.normalize("NFD", word.replace("đ", "dd")):
        if mark in _TONES:
            tone = _TONES[mark]
        elif mark == _CIRCUMFLEX and letters:
            letters.append(letters[-1])
        elif mark in (_BREVE, _HORN):
            letters.append("w")
        else:
            letters.append(mark)
    return "".join(letters) + tone
