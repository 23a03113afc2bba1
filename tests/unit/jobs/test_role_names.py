"""Roles stated differently that are one office."""

from __future__ import annotations

import pytest

from wardarchive.jobs.role_names import role_name


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("Chủ tịch UBND phường Sài Đồng", "Chủ tịch UBND phường"),
        ("chủ tịch Uỷ ban nhân dân phường Sài Đồng", "Chủ tịch UBND phường"),
        ("Chủ tịch Ủy ban nhân dân phường", "Chủ tịch UBND phường"),
        ("Phó chủ tịch Hội đồng nhân dân xã Yên Bài", "Phó chủ tịch HĐND xã"),
        ("Tổ trưởng tổ dân phố số 5", "Tổ trưởng tổ dân phố số 5"),
        ("Tổ trưởng tổ dân phố 5", "Tổ trưởng tổ dân phố"),
        ("Chủ tịch UBND thành phố Hà Nội", "Chủ tịch UBND thành phố"),
        ("Hiệu trưởng", "Hiệu trưởng"),
        ("người dân", "Người dân"),
        ("", None),
        ("-", None),
    ],
)
def test_one_office_is_one_value(stated: str, name: str | None) -> None:
    assert role_name(stated) == name
    if name:
        assert role_name(name) == name
