"""CDXJ: the sorted index by which replay tools find a capture in WARC files.

One line a capture: the URL turned round (`surt`), the time, and JSON with the place. `sorted_lines` sorts
any number of lines in bounded memory, `write_blocks` packs them as ZipNum does.
"""

from __future__ import annotations

import heapq
import json
import re
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from hashlib import sha256
from itertools import islice
from typing import IO
from urllib.parse import urlsplit

from wardarchive.crawl.warc_records import ArchivedResponse

_WWW = re.compile(r"^(https?://)www\d*\.")
_RUN_LINES = 100_000
"""Lines sorted in memory at once, about 30 MB."""
BLOCK_LINES = 1_024


def surt(url: str) -> str:
    """A URL turned round, so that a site's captures stand together; as ReplayWeb.page makes it.

    >>> surt("https://www.saidong.hanoi.gov.vn:8080/Tin?b=2&a=1")
    'vn,gov,hanoi,saidong:8080)/tin?a=1&b=2'
    """
    parts = urlsplit(_WWW.sub(r"\1", url).lower())
    host = ",".join(reversed((parts.hostname or "").split(".")))
    port = f":{parts.port}" if parts.port else ""
    query = "?" + "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return f"{host}{port}){parts.path or '/'}{query}"


def cdxj_line(record: ArchivedResponse, file: str) -> str | None:
    """The index line of a record in a file; None where no place leads to it."""
    if record.location is None:
        return None
    revisit = record.kind == "revisit"
    fields = {
        "url": record.url,
        "mime": "warc/revisit" if revisit else _mime(record),
        "status": str(record.status or 200),
        "digest": record.digest,
        "length": str(record.location.length),
        "offset": str(record.location.offset),
        "filename": file,
    }
    stamp = record.fetched_at.strftime("%Y%m%d%H%M%S")
    return f"{surt(record.url)} {stamp} {json.dumps(fields)}\n"


def _mime(record: ArchivedResponse) -> str:
    value = next((v for k, v in record.headers if k.lower() == "content-type"), "")
    return value.partition(";")[0].strip().lower() or "unk"


def sorted_lines(lines: Iterable[str], *, run_lines: int = _RUN_LINES) -> Iterator[str]:
    """All lines in byte order, in bounded memory: sorted runs in temporary files, then merged."""
    source = iter(lines)
    with ExitStack() as files:
        runs: list[IO[str]] = []
        while run := sorted(islice(source, run_lines)):
            file = files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))
            file.writelines(run)
            file.seek(0)
            runs.append(file)
        yield from heapq.merge(*runs)


def write_blocks(
    lines: Iterable[str], data: IO[bytes], index: IO[bytes], name: str, *, block_lines: int = BLOCK_LINES
) -> int:
    """Writes sorted lines as gzip members of `block_lines`, and the index of those; returns the lines.

    `name` is the file name of `data`. This is the ZipNum form (``cdxj-gzip-1.0``): a reader loads the
    small index and then only the blocks that it needs.
    """
    meta = json.dumps({"format": "cdxj-gzip-1.0", "filename": name})
    index.write(f"!meta 0 {meta}\n".encode())
    source = iter(lines)
    offset = total = 0
    while block := list(islice(source, block_lines)):
        machine = zlib.compressobj(wbits=16 + zlib.MAX_WBITS)
        packed = machine.compress("".join(block).encode()) + machine.flush()
        data.write(packed)
        place = {
            "offset": offset,
            "length": len(packed),
            "digest": f"sha256:{sha256(packed).hexdigest()}",
            "filename": name,
        }
        prefix = block[0].partition("{")[0].strip()
        index.write(f"{prefix} {json.dumps(place)}\n".encode())
        offset += len(packed)
        total += len(block)
    return total
