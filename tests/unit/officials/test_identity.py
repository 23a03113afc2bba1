"""Keys of persons, and whether two appearances are one."""

from __future__ import annotations

from datetime import date

import pytest

from wardarchive.officials.identity import Appearance, judge, official_key

HERE = ("00142", "Quận Long Biên", "Thành phố Hà Nội")
THERE = ("00145", "Quận Long Biên", "Thành phố Hà Nội")


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("Bí thư Đảng ủy phường", "le-an.00142"),
        ("Tổ trưởng tổ dân phố số 5", "le-an.00142"),
        ("người dân", "le-an.00142.nguoidan"),
        ("Chủ tịch UBND phường Phúc Đồng", "le-an.00151"),
        ("Bí thư Quận ủy Hoàng Mai", "le-an.quan-hoang-mai"),
        ("nguyên Chủ tịch UBND phường Phúc Đồng, Phó Chủ tịch UBND quận Long Biên", "le-an.quan-long-bien"),
        (None, "le-an.00142"),
        ("Bí thư Quận ủy", "le-an.quan-long-bien"),
        ("QUV, Bí thư Đảng ủy phường", "le-an.00142"),
        ("Chủ tịch UBND Thành phố", "le-an.thanh-pho-ha-noi"),
    ],
)
def test_a_key_names_the_unit_of_the_role(role: str | None, expected: str) -> None:
    """Ward-level roles belong to the ward, higher ones to their unit."""
    assert official_key("Lê An", role, *HERE) == expected


def test_a_key_without_any_place_is_still_a_key() -> None:
    """Plain text has no ward."""
    assert official_key("Lê An", None, None, None, None) == "le-an.unknown"


def _decision(one: Appearance, other: Appearance) -> tuple[str, str]:
    found = judge(one, other)
    return found.decision, found.reason


def test_namesakes_in_two_wards_stay_two() -> None:
    """Until there is evidence."""
    one, other = (
        Appearance("Lê Văn An", "Bí thư Chi bộ 5", *HERE),
        Appearance("Lê Văn An", "Chủ tịch UBND phường", *THERE),
    )

    assert _decision(one, other) == ("different", "namesake-elsewhere")


def test_a_ward_that_became_part_of_another_keeps_its_people() -> None:
    """The caller tells which wards are related."""
    role = "Chủ tịch UBND phường"
    found = judge(
        Appearance("Lê Văn An", role, *HERE),
        Appearance("Lê Văn An", role, *THERE),
        related=lambda a, b: True,
    )

    assert (found.decision, found.reason) == ("same", "successor-ward")


def test_a_promotion_to_the_district_joins() -> None:
    """From the ward's committee to the district's."""
    one = Appearance("Lê Văn An", "Chủ tịch UBND phường", *HERE, date(2019, 5, 1))
    other = Appearance("Lê Văn An", "Phó Chủ tịch UBND quận", *HERE, date(2021, 5, 1))

    assert _decision(one, other) == ("same", "promotion")


def test_a_misspelling_is_proposed_not_joined() -> None:
    """One syllable off by a tone or a letter."""
    role = "Chủ tịch UBND phường"

    assert _decision(
        Appearance("Chu Mạnh Tường", role, *HERE), Appearance("Chu Mạnh Tưởng", role, *HERE)
    ) == (
        "proposed",
        "misspelling",
    )
    assert (
        _decision(Appearance("Lê Văn An", role, *HERE), Appearance("Lê Văn Ba", role, *HERE))[0]
        == "different"
    )


def test_two_heads_of_two_hamlets_at_one_time_are_proposed() -> None:
    """A name alone does not make them one."""
    one = Appearance("Lê Văn An", "Tổ trưởng tổ dân phố số 5", *HERE, date(2020, 1, 1))
    other = Appearance("Lê Văn An", "Tổ trưởng tổ dân phố số 9", *HERE, date(2020, 6, 1))

    assert _decision(one, other) == ("proposed", "clashing-roles")
