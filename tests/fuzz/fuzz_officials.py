"""Gold texts broken in every way, read one after the other: no exception, no false offset, no slow text.

    python tests/fuzz/fuzz_officials.py [--count 20000] [--seed 1]

Ends with status 1 and the broken text in a file when one raises, gives an offset that does not hold the
words it reports, or takes over 2 s of CPU.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import traceback
import unicodedata
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.golden.officials.gold import UNITS, load  # noqa: E402
from wardarchive.model import Block, Reading  # noqa: E402
from wardarchive.officials.reading import read_officials  # noqa: E402

SLOWEST = 2.0
LONGEST = 60_000
_PIECES = (
    "ông Bà ", "đồng chí ", "Bí thư, ", "“", "”", '"', "- ", ":\n- ", "; ", "(", ")", "/", "&nbsp;", "<b>", "\u200b",
    "\u0301", "H'", "A-", "... ", ", người ", " và ", " được ", " là ", "Đó là lời của ", " như vậy", "1.", "12/3 ", "\x00",
)  # fmt: skip
_WHOLE: tuple[Callable[[str], str], ...] = (
    str.upper,
    str.lower,
    str.title,
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: text.translate({ord(mark): None for mark in '.,;:“”"-()'}),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(" ", ""),
)


def mutated(r: random.Random, text: str, other: str) -> str:
    """`text` with one to six things done to it."""
    for _ in range(r.randrange(1, 7)):
        at = r.randrange(len(text) + 1)
        size = r.choice((1, 4, 30, 300))
        kind = r.randrange(7)
        if kind == 0:
            text = text[:at] + text[at + size :]
        elif kind == 1:
            text = text[:at] + r.choice(_PIECES) * r.choice((1, 1, 2, 500)) + text[at:]
        elif kind == 2:
            text = text[:at] + text[max(0, at - size) : at] * r.choice((1, 2, 60)) + text[at:]
        elif kind == 3:
            start = r.randrange(len(other) + 1)
            text = text[:at] + other[start : start + size] + text[at:]
        elif kind == 4:
            text = r.choice(_WHOLE)(text)
        elif kind == 5:
            text = text[:at].rstrip() + r.choice((" (", ",", ":", " -", " được", " là"))
        else:
            words = text.split(" ")
            r.shuffle(words)
            text = " ".join(words)
    return text[:LONGEST]


def false_offsets(body: list[Block], reading: Reading) -> str:
    """What a reading reports that does not stand where it says; empty if all does."""
    spans = [(m.block, m.start, m.end, m.text) for o in reading.officials for m in o.mentions]
    spans += [(s.block, s.start, s.end, s.text) for s in reading.statements]
    wrong = [span for span in spans if body[span[0]].text[span[1] : span[2]] != span[3] or not span[3]]
    return f"offsets: {wrong[0]}" if wrong else ""


def fault_of(text: str) -> tuple[str, float]:
    """What is wrong with the reading of `text`, if anything, and the seconds of CPU it took."""
    body = [Block("paragraph", line) for line in text.split("\n")]
    begin = time.process_time()
    try:
        fault = false_offsets(body, read_officials("", body, ward_names=UNITS))
    except Exception:  # whatever it is, it is what is looked for
        fault = traceback.format_exc()
    taken = time.process_time() - begin
    return fault or (f"{taken:.1f} s of CPU" if taken > SLOWEST else ""), taken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    r = random.Random(args.seed)
    texts = [
        "\n".join(block.text for block in text.body) for part in ("dev", "test") for text in load(part)
    ]
    slowest = 0.0
    for number in range(args.count):
        text = mutated(r, r.choice(texts), r.choice(texts))
        fault, taken = fault_of(text)
        if fault:
            kept = Path(tempfile.mkdtemp()) / f"fuzz-officials-{args.seed}-{number}.txt"
            kept.write_text(text, "utf-8", errors="surrogatepass")
            print(f"text {number}: {fault}\nkept as {kept}")
            return 1
        slowest = max(slowest, taken)
        if number % 1000 == 999:
            print(f"{number + 1} texts, slowest {slowest:.2f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
