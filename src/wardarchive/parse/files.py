"""Links that lead to files rather than pages."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt|ods|odp|zip|rar|7z|csv|txt|xml)$", re.IGNORECASE)
_MEDIA = re.compile(
    r"\.(?:jpe?g|png|gif|webp|bmp|svg|ico|tiff?|mp3|mp4|m4a|avi|wmv|flv|wav|mov|webm|css|js|json"
    r"|woff2?|ttf|exe|apk)$",
    re.IGNORECASE,
)
_DOWNLOAD_WORD = re.compile(
    r"^(?:tải về|tải file|file tải về|tệp đính kèm|đính kèm|download)\s*(?::\s*|$)", re.IGNORECASE
)
_DOWNLOAD = re.compile(r"[/?&=_](?:download|attachment|getfile|viewfile|filehandler)\b", re.IGNORECASE)


@lru_cache(maxsize=4000)
def _path(href: str) -> tuple[str, str]:
    try:
        split = urlsplit(href)
    except ValueError:
        return "", ""
    return split.path, split.query


def is_file(href: str) -> bool:
    """Whether a link leads to a document or an archive that is to be listed as an attachment.

    >>> is_file("/documents/10197/ke-hoach-05.pdf/abc?t=14"), is_file("/tin-tuc.html")
    (True, False)
    """
    path, query = _path(href[:2000])
    if path.lower().endswith((".html", ".htm", ".aspx", ".php")) and not _DOWNLOAD.search(
        f"{path}?{query}"
    ):
        return False
    if any(_FILE.search(part) for part in path.split("/")[-2:]):
        return True
    return any(_FILE.search(value.partition("=")[2]) for value in query.split("&"))


def is_media(href: str) -> bool:
    """Whether a link leads to an image, sound, film or other thing that is no page."""
    return _MEDIA.search(_path(href[:2000])[0]) is not None


def file_name(href: str) -> str:
    """The last name in a file's address, readable.

    >>> file_name("https://a.vn/files/Ke%20hoach%2005.pdf?t=1")
    'Ke hoach 05.pdf'
    """
    pieces = [unquote(p) for p in _path(href[:2000])[0].split("/") if p]
    named = [p for p in pieces if _FILE.search(p)]
    return (named or pieces or [href])[-1][:200]


def link_name(text: str, href: str) -> str:
    """The name under which a file is linked; its file name where the link says nothing.

    >>> link_name("Tải về: Kế hoạch 86", "/a.pdf"), link_name("", "/a.pdf")
    ('Kế hoạch 86', 'a.pdf')
    """
    return _DOWNLOAD_WORD.sub("", text) or file_name(href)
