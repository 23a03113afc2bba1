"""The demo's images and attachments, all made for it; nothing outside ``media/`` can be named."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import PurePosixPath

_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".svg": "image/svg+xml",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".css": "text/css;charset=UTF-8",
}


@dataclass(frozen=True, slots=True)
class Media:
    """One file that a site serves."""

    content_type: str
    content: bytes


@cache
def media() -> dict[str, Media]:
    """All files by name."""
    folder = resources.files("wardarchive.demo").joinpath("media")
    return {
        entry.name: Media(_TYPES[PurePosixPath(entry.name).suffix], entry.read_bytes())
        for entry in folder.iterdir()
        if PurePosixPath(entry.name).suffix in _TYPES
    }


def is_image(name: str) -> bool:
    """Whether the name is that of a picture."""
    return PurePosixPath(name).suffix in (".png", ".jpg", ".svg")
