"""Word segmentation: this project's runtime against pyvi, the same texts in the same run.

The output is compared too: a table of speeds of two things that differ would say nothing.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from importlib.resources import files
from itertools import islice
from pathlib import Path

NEWS = Path(__file__).resolve().parents[3] / "shared" / "data" / "news" / "news_20k.jsonl.gz"
ARTICLES = 4_000


def texts() -> tuple[str, list[str]]:
    """(what they are, paragraphs): real news where they are at hand, else the demonstration's articles."""
    if NEWS.is_file():
        with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
            articles = [json.loads(line) for line in islice(lines, ARTICLES)]
        blocks = [block for article in articles for block in (article["title"], *article["body"])]
        return "news", [block if isinstance(block, str) else block["text"] for block in blocks]
    folder = files("wardarchive.demo").joinpath("articles")
    lines_of_demo = [
        line
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    return "demonstration articles", [line for line in lines_of_demo if line]


def seconds(job: Callable[[str], object], over: Sequence[str]) -> float:
    start = time.process_time()
    for text in over:
        job(text)
    return time.process_time() - start


def loaded() -> tuple[Callable[[str], str], float]:
    """pyvi's function, and the seconds that importing it takes; what it leaves in the temp folder goes."""
    start = time.process_time()
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        before = tempfile.tempdir
        tempfile.tempdir = folder
        from pyvi import ViTokenizer

        tempfile.tempdir = before
        ViTokenizer.tokenize("thử")
    return ViTokenizer.tokenize, time.process_time() - start


def main() -> None:
    name, paragraphs = texts()
    characters = sum(map(len, paragraphs))
    start = time.process_time()
    from wardarchive.text.segment import segment, words

    segment("thử")
    load = time.process_time() - start
    tokenize, pyvi_load = loaded()
    rows = [("pyvi", pyvi_load, seconds(tokenize, paragraphs))]
    rows.append(("segment, first time", load, seconds(segment, paragraphs)))
    rows.append(("segment, again", 0.0, seconds(segment, paragraphs)))
    rows.append(("words", 0.0, seconds(words, paragraphs)))
    sample = paragraphs[:: max(1, len(paragraphs) // 5_000)]
    same = sum(segment(text) == tokenize(text) for text in sample)
    print(f"{len(paragraphs):,} paragraphs of {name}, {characters:,} characters, {os.cpu_count()} cores")
    print(f"{'':22}{'load':>8}{'CPU s':>8}{'M chars/s':>12}{'pyvi = 1':>10}")
    for label, loading, spent in rows:
        speed = characters / spent / 1e6
        print(f"{label:22}{loading:8.2f}{spent:8.2f}{speed:12.2f}{rows[0][2] / spent:10.1f}")
    print(f"identical output: {same:,} of {len(sample):,}")
    if same != len(sample):
        sys.exit(1)


if __name__ == "__main__":
    main()
