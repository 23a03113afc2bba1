"""Pages found by coverage: atheris mutates the golden pages towards branches not yet taken.

    python tests/fuzz/fuzz_guided.py [--seconds 300] [--seed 1]

Needs the extra `fuzz` (atheris has no wheel for every machine); without it, says so and ends with status 0.
The promises are those of `fuzz_markup.py`. A broken page is kept by libFuzzer as ``crash-…`` in a folder
of its own, whose name is printed, and the status is not 0.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]


def main() -> int:
    """Does not return where atheris runs: libFuzzer ends the process."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    try:
        import atheris
    except ImportError:
        print("atheris is not installed (pip install -e '.[fuzz]'): no search by coverage")
        return 0
    with atheris.instrument_imports(include=["wardarchive.parse"]):
        from tests.fuzz.fuzz_markup import check
        from tests.golden.parse.gold import gold_pages

    folder = Path(tempfile.mkdtemp(prefix="wardarchive-fuzz-"))
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, page in enumerate(gold_pages()):
        (corpus / f"{number:03}").write_bytes(page.body)
    print(f"corpus and findings: {folder}", flush=True)

    def one(body: bytes) -> None:
        check(body, None, None)

    options = (
        f"-max_total_time={asked.seconds}", f"-seed={asked.seed}", "-max_len=100000", "-timeout=20",
        "-rss_limit_mb=1500", "-print_final_stats=1", f"-artifact_prefix={folder}/",
    )  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(corpus)], one)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
