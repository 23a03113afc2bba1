"""Charsets weighed against each other; text of old fonts."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardarchive.parse.encoding import decode
from wardarchive.parse.legacy import from_tcvn3, from_vni, is_syllable, legacy_charset

TEXT = "Đảng ủy phường tổ chức hội nghị quán triệt nghị quyết, dự có các đồng chí lãnh đạo quận."
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def windows_1258(text: str) -> bytes:
    """`text` as Windows writes it: letters composed, tones combining."""
    out = bytearray()
    for char in text:
        decomposed = unicodedata.normalize("NFD", char)
        base = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
        tones = "".join(c for c in decomposed if c in _TONES)
        out += (base + tones).encode("cp1258")
    return bytes(out)


@pytest.mark.parametrize(
    ("body", "content_type", "charset", "markers"),
    [
        (TEXT.encode(), "text/html; charset=UTF-8", "utf-8", ()),
        (TEXT.encode(), None, "utf-8", ()),
        (TEXT.encode(), "text/html; charset=iso-8859-1", "utf-8", ("mislabelled-charset",)),
        (b"\xef\xbb\xbf" + TEXT.encode(), "text/html; charset=windows-1258", "utf-8", ()),
        (TEXT.encode("utf-16"), None, "utf-16-le", ()),
        (TEXT.encode("utf-16-be"), "text/html; charset=utf-8", "utf-16-be", ("mislabelled-charset",)),
        (windows_1258(TEXT), "text/html; charset=windows-1258", "windows-1258", ()),
        (windows_1258(TEXT), None, "windows-1258", ()),
        (windows_1258(TEXT), "text/html; charset=utf-8", "windows-1258", ("mislabelled-charset",)),
        (unicodedata.normalize("NFD", TEXT).encode(), None, "utf-8", ("nfd",)),
        (TEXT.encode()[:-1] + b"\xe1\xba", "text/html; charset=utf-8", "utf-8", ()),
        (TEXT.encode() + b"\xff\xfe" + TEXT.encode(), None, "utf-8", ("broken-utf8",)),
        (TEXT.encode(), "text/html; charset=khong-co", "utf-8", ()),
    ],
)
def test_charsets(body: bytes, content_type: str | None, charset: str, markers: tuple[str, ...]) -> None:
    """Content beats the label; what was unusual is told."""
    decoded = decode(body, content_type)
    assert (decoded.charset, decoded.markers) == (charset, markers)
    assert TEXT[:-3] in decoded.text


def test_meta_charset() -> None:
    """The charset of a meta element counts where the header is silent."""
    head = b'<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1258"></head>'
    assert TEXT in decode(head + windows_1258(TEXT)).text


def test_mojibake_is_mended() -> None:
    """UTF-8 that was once read as windows-1252 and stored so becomes text again."""
    spoilt = "".join(
        chr(b) if b in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([b]).decode("cp1252")
        for b in TEXT.encode()
    )
    decoded = decode(spoilt.encode(), "text/html; charset=utf-8")
    assert decoded.text == TEXT
    assert decoded.markers == ("mojibake",)


@given(
    st.binary(max_size=600),
    st.sampled_from([None, "text/html; charset=utf-16", "text/html; charset=\x00", "x"]),
)
def test_any_bytes(body: bytes, content_type: str | None) -> None:
    """Decoding never fails."""
    assert isinstance(decode(body, content_type).text, str)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("§¶ng ñy ph\u00adêng tæ chøc héi nghÞ", "tcvn3"),
        ("Ñaûng uûy phöôøng toå chöùc hoäi nghò", "vni"),
        (TEXT, None),
        ("Café à la carte, naïve Zoë, Größe", None),
        ("plain words only", None),
        ("đồng chí dự hội nghị ở phường", None),
    ],
)
def test_old_fonts_are_recognised(text: str, wanted: str | None) -> None:
    """TCVN3 and VNI are told from Unicode Vietnamese and from other languages."""
    assert legacy_charset(text) == wanted


def test_old_fonts_are_converted() -> None:
    """Each letter of the old encodings has its Unicode letter."""
    assert from_tcvn3("§¶ng ñy ph\u00adêng tæ chøc héi nghÞ") == "Đảng ủy phường tổ chức hội nghị"
    assert from_vni("Ñaûng uûy phöôøng toå chöùc hoäi nghò") == "Đảng ủy phường tổ chức hội nghị"
    assert from_tcvn3("céng hßa", capitals=True) == "CỘNG HÒA"


@pytest.mark.parametrize("word", ["khuỷu", "nghiêng", "quyết", "giường", "oan", "ủy", "Đặng", "thuở"])
def test_syllables(word: str) -> None:
    """Hard syllables are syllables."""
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["tổchức", "ph\u00adêng", "nghÞ", "héii", "bát̀", "tàt"])
def test_no_syllables(word: str) -> None:
    """What no Vietnamese writes is none."""
    assert not is_syllable(word)
