"""Titles as they stand in URLs, one function a family."""

from __future__ import annotations

import re

from wardarchive.text.normalise import fold

_LONGEST = 110


def liferay_slug(title: str) -> str:
    """As Hanoi's Liferay writes it: đ is dropped, whatever is no letter or digit is a hyphen.

    >>> liferay_slug("Đại hội Đảng bộ phường.")
    'ai-hoi-ang-bo-phuong-'
    """
    kept = title.replace("đ", "").replace("Đ", "")
    return re.sub(r"[^a-z0-9]+", "-", fold(kept))[:_LONGEST]


def nukeviet_slug(title: str) -> str:
    """As NukeViet writes it: đ becomes d, no hyphen at the ends.

    >>> nukeviet_slug("Đại hội Đảng bộ phường.")
    'dai-hoi-dang-bo-phuong'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(title))[:_LONGEST].strip("-")
