"""Links that lead to files rather than pages."""

from __future__ import annotations

import re
from urllib.parse import unquote

from wardarchive.parse.wordset import wordset

_DOCUMENTS = wordset("pdf doc docx xls xlsx ppt pptx rtf odt ods odp zip rar 7z csv txt xml")
_MEDIA = wordset(
    "jpg jpeg png gif webp bmp svg ico tif tiff mp3 mp4 m4a avi wmv flv wav mov webm css js json woff woff2"
    " ttf exe apk"
)
_PAGES = wordset("html htm aspx php")
_DOWNLOAD_WORD = re.compile(
    r"^(?:tải (?:về|xuống|file|tệp|tập tin|văn bản|tài liệu)|file tải về|(?:xem|mở) (?:file|tệp)"
    r"|(?:tệp|tập tin|file) đính kèm|đính kèm|download)\s*(?::\s*|$)",
    re.IGNORECASE,
)
_FILE_TEXT = re.compile(
    r"[\w)\]]\.(?:pdf|docx?|xlsx?|pptx?|rtf|zip|rar|7z)(?:\s*[(\[][^()\[\]]{1,30}[)\]])?$", re.IGNORECASE
)
"""The name of a file, with its size after it perhaps."""
_DOWNLOAD = re.compile(r"[/?&=_](?:download|attachment|getfile|viewfile|filehandler)\b", re.IGNORECASE)
_MAX = 2_000


def _pieces(href: str) -> tuple[list[str], str]:
    """The names in a link's path (the host is one of them) and its query."""
    path, _, query = href[:_MAX].partition("#")[0].partition("?")
    return path.split("/"), query


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def is_file(href: str) -> bool:
    """Whether a link leads to a document or an archive that is to be listed as an attachment.

    >>> is_file("/documents/10197/ke-hoach-05.pdf/abc?t=14"), is_file("/tin-tuc.html")
    (True, False)
    """
    names, query = _pieces(href)
    if _ending(names[-1]) in _PAGES and not _DOWNLOAD.search(href[:_MAX]):
        return False
    if any(_ending(name) in _DOCUMENTS for name in names[-2:]):
        return True
    return "." in query and any(
        _ending(value.partition("=")[2]) in _DOCUMENTS for value in query.split("&")
    )


def leads_to_file(href: str, text: str, *, download: bool = False) -> bool:
    """Whether a link leads to a file by its address, by the name that it shows, or as it says (`download`).

    >>> leads_to_file("/news/file/0/", "Phương án sắp xếp.docx"), leads_to_file("/news/file/0/", "Xem thêm")
    (True, False)
    """
    if is_file(href):
        return True
    if not href or href.startswith(("#", "javascript:", "mailto:")) or is_media(href):
        return False
    return download or _FILE_TEXT.search(text[-80:]) is not None


def calls_for_download(text: str) -> bool:
    """Whether the text of a link asks to fetch a file, or is the name of one."""
    return _DOWNLOAD_WORD.match(text) is not None or _FILE_TEXT.search(text[-80:]) is not None


def is_media(href: str) -> bool:
    """Whether a link leads to an image, sound, film or other thing that is no page."""
    return _ending(_pieces(href)[0][-1]) in _MEDIA


def file_name(href: str) -> str:
    """The last name in a file's address, readable.

    >>> file_name("https://a.vn/files/Ke%20hoach%2005.pdf?t=1")
    'Ke hoach 05.pdf'
    """
    pieces = [unquote(p) for p in _pieces(href)[0] if p]
    named = [p for p in pieces if _ending(p) in _DOCUMENTS]
    return (named or pieces or [href])[-1][:200]


def link_name(text: str, href: str) -> str:
    """The name under which a file is linked; its file name where the link says nothing.

    >>> link_name("Tải về: Kế hoạch 86", "/a.pdf"), link_name("", "/a.pdf")
    ('Kế hoạch 86', 'a.pdf')
    """
    return _DOWNLOAD_WORD.sub("", text) or file_name(href)
