"""The segmenter against pyvi itself: the same output, character for character."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from tests.contract import pyvi_process
from tests.contract.segment_sentences import ODD, damaged, noise, written
from wardarchive.text.segment import segment, words

Oracle = Callable[[list[str]], list[str]]


@pytest.fixture(scope="module")
def pyvi(tmp_path_factory: pytest.TempPathFactory) -> Oracle:
    folder = tmp_path_factory.mktemp("pyvi")

    def tokenize(texts: list[str]) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", str(Path(pyvi_process.__file__))],
            input=json.dumps(texts),
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "TMPDIR": str(folder)},
        )
        results: list[str] = json.loads(done.stdout)
        return results

    return tokenize


def _check(texts: list[str], pyvi: Oracle) -> None:
    differing = [
        (text, ours, theirs)
        for text, ours, theirs in zip(texts, map(segment, texts), pyvi(texts), strict=True)
        if ours != theirs
    ]
    assert not differing, f"{len(differing)} of {len(texts)} differ, the first: {differing[0]}"


def test_sentences_of_the_project(pyvi: Oracle) -> None:
    texts = written()
    texts += damaged(texts, 3_000, seed=1)
    texts += noise(1_500, seed=2)
    texts += ODD
    assert len(texts) > 8_000
    assert len(set(texts)) > 7_500
    _check(texts, pyvi)


def test_real_news(shared_data: Path, pyvi: Oracle) -> None:
    texts = list(islice(_news(shared_data / "news" / "news_20k.jsonl.gz"), 4_000))
    texts += damaged(texts, 2_000, seed=3)
    _check(texts, pyvi)


def _news(path: Path) -> Iterator[str]:
    """Titles and paragraphs, of every fifteenth article."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, None, 15):
            article = json.loads(line)
            yield article["title"]
            for block in article["body"]:
                yield block if isinstance(block, str) else block["text"]


def test_words_are_the_joined_tokens() -> None:
    """`words` finds in the text just the tokens with a letter or digit that `segment` gives."""
    texts = written()[::3]
    for text in texts:
        joined = [t.replace("_>>", "").replace("_", " ") for t in segment(text).split(" ")]
        joined = [t for t in joined if any(map(str.isalnum, t))]
        assert [text[start:end] for start, end in words(text)] == joined
