"""The register of posts: imported from CSV, and tied to the persons of the archive."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from wardarchive.errors import UsageError
from wardarchive.jobs.ingest import find_ward
from wardarchive.model import Post
from wardarchive.officials.identity import official_key
from wardarchive.officials.profiles import naming_ids
from wardarchive.store.store import Store
from wardarchive.wards.units import unit

COLUMNS = ("name", "role", "unit", "from", "to", "source")
_REQUIRED = ("name", "role", "unit", "source")
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that was not taken: its number in the file, and what to do, in two languages."""

    line: int
    vietnamese: str
    english: str


@dataclass(frozen=True, slots=True)
class PostsRead:
    """What a file says."""

    posts: tuple[Post, ...]
    bad: tuple[BadLine, ...]


def read_posts(text: str) -> PostsRead:
    """The posts of a CSV file with the columns `COLUMNS`, in any order; the first line names them.

    Days are ``2020-12-31``, ``31/12/2020``, or a year or month alone (its first day for `from`, its last
    for `to`). Raises `UsageError` where the first line lacks a column.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    names = [(name or "").strip().lower() for name in reader.fieldnames or ()]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise UsageError(
            f"the first line lacks the column(s) {', '.join(missing)}",
            f"write as the first line: {','.join(COLUMNS)}",
        )
    reader.fieldnames = names
    posts: list[Post] = []
    bad: list[BadLine] = []
    try:
        for row in reader:
            found = _post(row, reader.line_num)
            if isinstance(found, Post):
                posts.append(found)
            elif found is not None:
                bad.append(found)
    except csv.Error as error:
        bad.append(
            BadLine(
                reader.line_num,
                f"không đọc tiếp được ({error}); hãy sửa dấu ngoặc kép rồi nạp lại",
                f"cannot be read further ({error}); mend its quotation marks and import again",
            )
        )
    return PostsRead(tuple(posts), tuple(bad))


def _post(row: dict[str, str | None], line: int) -> Post | BadLine | None:
    values = {name: " ".join((row.get(name) or "").split()) for name in COLUMNS}
    if not any(values.values()):
        return None
    if None in row:
        return BadLine(
            line,
            f"có nhiều hơn {len(COLUMNS)} ô; ô có dấu phẩy phải đặt trong ngoặc kép",
            f"has more than {len(COLUMNS)} cells; put a cell with a comma into quotation marks",
        )
    empty = [name for name in _REQUIRED if not values[name]]
    if empty:
        return BadLine(line, f"thiếu {', '.join(empty)}; hãy điền", f"lacks {', '.join(empty)}; fill it in")
    if any(len(value) > _LONGEST for value in values.values()):
        return BadLine(
            line, f"có ô dài quá {_LONGEST} chữ", f"has a cell of more than {_LONGEST} characters"
        )
    days: dict[str, date | None] = {}
    for name in ("from", "to"):
        try:
            days[name] = _day(values[name], end=name == "to")
        except ValueError:
            return BadLine(
                line,
                f"{name}: {values[name]!r} không phải là ngày; hãy viết 2020-12-31",
                f"{name}: {values[name]!r} is not a date; write it like 2020-12-31",
            )
    if days["from"] and days["to"] and days["from"] > days["to"]:
        return BadLine(line, "from đứng sau to; hãy đổi lại", "from is after to; exchange them")
    return _placed(values, days, line)


def _placed(values: dict[str, str], days: dict[str, date | None], line: int) -> Post | BadLine:
    """The post with the ward that its unit names; a district or province has none."""
    found = find_ward(values["unit"])
    codes = {ward.code for ward in found}
    if len(codes) > 1:
        near = "; ".join(f"{w.code} {w.name}, {w.district or w.province}" for w in found[:3])
        return BadLine(
            line,
            f"{values['unit']!r} là tên của {len(codes)} đơn vị ({near}…); hãy viết mã năm chữ số",
            f"{values['unit']!r} names {len(codes)} units ({near}…); write the five-digit code",
        )
    return Post(
        values["name"],
        values["role"],
        values["unit"],
        days["from"],
        days["to"],
        values["source"],
        codes.pop() if codes else None,
    )


def _day(text: str, *, end: bool) -> date | None:
    if not text:
        return None
    if "/" in text:
        parts = [int(part) for part in text.split("/")][::-1]
    else:
        parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    if not end:
        return date(*parts, *([1] * (3 - len(parts))))
    year, month = (parts[0] + 1, 1) if len(parts) == 1 else (parts[0] + parts[1] // 12, parts[1] % 12 + 1)
    return date.fromordinal(date(year, month, 1).toordinal() - 1)


def import_posts(store: Store, posts: Sequence[Post], now: datetime) -> int:
    """Take posts into the register and let statements of unnamed holders be settled again.

    Returns how many posts were new.
    """
    added = store.add_posts(posts, now)
    store.unsettle_statements(unknown_speakers=True)
    return added


def post_key(post: Post, store: Store) -> str:
    """The person of a post: the one that articles name so, else a key of its own."""
    ward = unit(post.ward_code) if post.ward_code else None
    full, _short = naming_ids(post.name, post.role, post.ward_code)
    known = store.profile(full)
    if known is not None:
        return known.official_key
    return official_key(
        post.name,
        post.role,
        post.ward_code,
        ward.district if ward else None,
        ward.province if ward else None,
    )


def posts_of(store: Store, key: str) -> Iterator[Post]:
    """The posts that the register has of a person."""
    names = {profile.name for profile in store.profiles_of(key)}
    person = store.official(key)
    if person:
        names.add(person.ref.name)
    for name in sorted(names):
        for post in store.posts(name=name):
            if post_key(post, store) == key:
                yield post
