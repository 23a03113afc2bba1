"""A role as structure."""

from __future__ import annotations

import pytest

from wardarchive.officials.roles import Role, parse_roles


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("Bí thư Đảng ủy phường", [("bí thư", "đảng ủy", "phường", None)]),
        ("Bí thư quận ủy", [("bí thư", "quận ủy", "quận", None)]),
        ("PCT UBND phường Sài Đồng", [("phó chủ tịch", "ubnd", "phường", "sài đồng")]),
        ("Chủ tịch Uỷ ban nhân dân xã", [("chủ tịch", "ubnd", "xã", None)]),
        ("Tổ trưởng tổ dân phố số 5", [("tổ trưởng", "tổ dân phố", "tổ dân phố", "5")]),
        ("Trưởng Công an phường", [("trưởng công an", "công an", "phường", None)]),
        (
            "QUV – Bí thư Đảng ủy; Chủ tịch HĐND phường",
            [
                ("quận ủy viên", "quận ủy", "quận", None),
                ("bí thư", "đảng ủy", "phường", None),
                ("chủ tịch", "hđnd", "phường", None),
            ],
        ),
    ],
)
def test_parts_of_a_role(
    wording: str, expected: list[tuple[str, str | None, str | None, str | None]]
) -> None:
    """Abbreviations are expanded, and a level said once serves the offices before it."""
    assert [(r.office, r.body, r.level, r.unit) for r in parse_roles(wording)] == expected


def test_qualifiers_are_kept() -> None:
    """nguyên, thường trực."""
    (role,) = parse_roles("nguyên Phó Chủ tịch Thường trực UBND quận Long Biên")

    assert (role.qualifiers, role.unit) == (("nguyên", "thường trực"), "long biên")


def test_a_shorter_role_fits_a_fuller_one_that_denies_nothing() -> None:
    """`Bí thư` may be `Bí thư Đảng ủy phường`; `Bí thư Quận ủy` may not."""
    (held,) = parse_roles("Bí thư Đảng ủy phường")

    assert Role("bí thư").fits(held)
    assert not parse_roles("Bí thư Quận ủy")[0].fits(held)
    assert not Role("phó bí thư").fits(held)


@pytest.mark.parametrize("wording", ["", "người qua đường", "123", "…"])
def test_what_is_no_role_gives_none(wording: str) -> None:
    """Never an error."""
    assert parse_roles(wording) == ()
