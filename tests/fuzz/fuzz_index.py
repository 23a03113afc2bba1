"""Every file of an index cut off at every byte, and bytes changed: named as damaged, never a crash.

Run: python tests/fuzz/fuzz_index.py [--step N]

Each damaged index is opened and asked; it answers, or says that it is damaged and what mends it. For every
file one damaged index is then rebuilt and must answer again. ``--step`` tries every N-th byte only.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from wardarchive.errors import IndexUnavailable  # noqa: E402 - the path is set above
from wardarchive.index.whoosh_engine import WhooshEngine  # noqa: E402
from wardarchive.model import IndexDocument, SearchRequest  # noqa: E402

_DOCUMENTS = [
    IndexDocument(
        n, f"u{n}", f"Họp tổ dân phố số {n}", ("Đảng ủy phường họp.",), "00142", "Phường Sài Đồng"
    )
    for n in range(1, 4)
]


def tried(folder: Path) -> str:
    """``answered``, or the one line that it was refused with. Whatever else is raised is a fault."""
    engine = WhooshEngine(folder)
    try:
        for query in ("", '"dân phố"', "họp"):
            engine.search(SearchRequest(query))
    except IndexUnavailable as error:
        assert "\n" not in str(error)
        assert error.hint == "wardarchive index --rebuild", error
        return str(error)
    finally:
        engine.close()
    return "answered"


def main() -> int:
    parser = argparse.ArgumentParser(description="damaged indexes")
    parser.add_argument("--step", type=int, default=1)
    step = parser.parse_args().step
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "index"
        WhooshEngine(folder).rebuild(_DOCUMENTS)
        files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "write.lock")
        for path in files:
            whole = path.read_bytes()
            said: dict[str, int] = {}
            for at in range(0, len(whole), step):
                for damaged in (whole[:at], whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]):
                    path.write_bytes(damaged)
                    answer = tried(folder)
                    said[answer] = said.get(answer, 0) + 1
            path.write_bytes(whole[: len(whole) // 2])
            copy = Path(place) / "copy"
            shutil.copytree(folder, copy)
            WhooshEngine(copy).rebuild(_DOCUMENTS)
            assert tried(copy) == "answered", path.name
            shutil.rmtree(copy)
            path.write_bytes(whole)
            print(f"{path.relative_to(folder)}: {len(whole):,} bytes, {said}", flush=True)
        assert tried(folder) == "answered"
    return 0


if __name__ == "__main__":
    sys.exit(main())
