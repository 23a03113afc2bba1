"""WACZ 1.1.1: WARC files, their index, a list of pages and the digests of all in one zip file.

ReplayWeb.page shows such a package in a browser without a server; `wacz validate` checks it.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from wardarchive.crawl.cdxj import cdxj_line, sorted_lines, write_blocks
from wardarchive.crawl.file_lock import sync_folder
from wardarchive.crawl.warc_reader import OPEN_SUFFIX, BrokenRecord, iterate
from wardarchive.crawl.warc_writer import SOFTWARE
from wardarchive.errors import StorageFull

WACZ_VERSION = "1.1.1"
_PIECE = 1_000_000


@dataclass(frozen=True, slots=True)
class WaczPage:
    """One page of the list that a reader of the package sees."""

    id: str
    url: str
    fetched_at: datetime
    title: str
    text: str | None = None
    """For the full-text search of replay tools."""


@dataclass(slots=True)
class _Package:
    """A zip file that notes size and digest of whatever goes in."""

    zip: zipfile.ZipFile
    created: datetime
    resources: list[dict[str, object]] = field(default_factory=list)

    def add(self, path: str, source: IO[bytes], *, deflate: bool = False) -> None:
        """Adds a file; WARC files stay as they are, so that a reader can ask for a part."""
        size = source.seek(0, io.SEEK_END)
        source.seek(0)
        digest = hashlib.sha256()
        with self.zip.open(self._entry(path, size, deflate=deflate), "w") as target:
            while piece := source.read(_PIECE):
                digest.update(piece)
                target.write(piece)
        self.resources.append(
            {
                "name": path.rsplit("/", 1)[-1].lower(),
                "path": path,
                "hash": f"sha256:{digest.hexdigest()}",
                "bytes": size,
            }
        )

    def write(self, path: str, data: bytes) -> None:
        """Adds a file that is not listed: the list itself."""
        self.zip.writestr(self._entry(path, len(data), deflate=True), data)

    def _entry(self, path: str, size: int, *, deflate: bool) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(path, self.created.timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED
        entry.external_attr = 0o644 << 16
        entry.file_size = size
        return entry


def write_wacz(
    target: Path,
    warcs: Sequence[Path],
    pages: Iterable[WaczPage],
    *,
    title: str,
    description: str = "",
    created: datetime,
    software: str = SOFTWARE,
    extra: Mapping[str, object] | None = None,
) -> None:
    """Packs WARC files and the list of their pages into `target`.

    `extra` are more fields of datapackage.json, under the name ``wardarchive``.

    The index is made here from the records. The file appears under its name when it is whole. Raises
    `CaptureError` where a WARC file cannot be read, `StorageFull` where the target cannot be written.
    """
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as out:
            with zipfile.ZipFile(out, "w") as archive:
                package = _Package(archive, created.astimezone(UTC))
                _fill(package, warcs, pages)
                _describe(package, title, description, software, extra)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise StorageFull(
            f"{target} cannot be written: {error.strerror or error}",
            "free some space or choose another place",
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _fill(package: _Package, warcs: Sequence[Path], pages: Iterable[WaczPage]) -> None:
    names = _archive_names(warcs)
    for path, name in zip(warcs, names, strict=True):
        with path.open("rb") as source:
            package.add(f"archive/{name}", source)
    with tempfile.TemporaryFile() as data, tempfile.TemporaryFile() as index:
        write_blocks(sorted_lines(_lines(warcs, names)), data, index, "index.cdx.gz")
        package.add("indexes/index.cdx.gz", data)
        package.add("indexes/index.idx", index, deflate=True)
    with tempfile.TemporaryFile() as listing:
        for line in _page_lines(pages):
            listing.write(line.encode())
        package.add("pages/pages.jsonl", listing, deflate=True)


def _archive_names(warcs: Sequence[Path]) -> list[str]:
    """A name of its own for each file, without `.open`."""
    names: list[str] = []
    for number, path in enumerate(warcs):
        name = path.name.removesuffix(OPEN_SUFFIX)
        names.append(f"{number}-{name}" if name in names else name)
    return names


def _lines(warcs: Sequence[Path], names: Sequence[str]) -> Iterator[str]:
    for path, name in zip(warcs, names, strict=True):
        for entry in iterate(path):
            line = None if isinstance(entry, BrokenRecord) else cdxj_line(entry, name)
            if line is not None:
                yield line


def _page_lines(pages: Iterable[WaczPage]) -> Iterator[str]:
    yield json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}) + "\n"
    for page in pages:
        line = {"id": page.id, "url": page.url, "ts": _moment(page.fetched_at), "title": page.title}
        if page.text is not None:
            line["text"] = page.text
        yield json.dumps(line, ensure_ascii=False) + "\n"


def _describe(
    package: _Package, title: str, description: str, software: str, extra: Mapping[str, object] | None
) -> None:
    listing: dict[str, object] = {
        "profile": "data-package",
        "wacz_version": WACZ_VERSION,
        "title": title,
        "description": description,
        "created": _moment(package.created),
        "software": software,
        "resources": package.resources,
    }
    if extra:
        listing["wardarchive"] = dict(extra)
    data = json.dumps(listing, ensure_ascii=False, indent=2).encode()
    digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
    package.write("datapackage.json", data)
    package.write("datapackage-digest.json", json.dumps(digest, indent=2).encode())


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
