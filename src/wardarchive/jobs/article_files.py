"""Which pictures and documents of an article are kept beside it."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from wardarchive.crawl.urls import absolute, same_site
from wardarchive.errors import FetchError
from wardarchive.jobs.ingest import canonical_url
from wardarchive.model import Article, Link

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp"})
DOCUMENTS = frozenset({".pdf", ".doc", ".docx", ".xls", ".xlsx"})


def article_files(article: Article, portal_url: str, most: int) -> list[Link]:
    """Up to `most` files of the portal's own site; documents before pictures.

    A picture without a known ending is taken (its address is then a script's), a document is told by the
    ending of its address or of its name.
    """
    wanted = [
        file.url
        for file in article.attachments
        if any(_ending(part) in DOCUMENTS | PICTURES for part in urlsplit(file.url).path.split("/"))
        or _ending(file.name) in DOCUMENTS
    ]
    wanted += [url for url in article.images if _ending(urlsplit(url).path) in PICTURES | {""}]
    files: dict[str, Link] = {}
    for url in wanted:
        if len(files) == most:
            break
        try:
            identity, address = canonical_url(url, article.url), absolute(url, article.url)
        except FetchError:
            continue
        if same_site(identity, portal_url):
            files.setdefault(identity, Link(identity, "file", address=address))
    return list(files.values())


def _ending(path: str) -> str:
    ending = PurePosixPath(unquote(path)).suffix.lower()
    return ending if ending[1:].isalnum() and len(ending) <= 5 else ""
