"""The gold texts are read no worse than the floor says."""

from __future__ import annotations

import json

import pytest

from tests.golden.officials import report
from tests.golden.officials.agreement import compare, pairs
from tests.golden.officials.gold import HERE, Score, load, score

PARTS = ("dev", "test")


@pytest.mark.parametrize("part", PARTS)
def test_no_measure_falls_below_its_floor(part: str) -> None:
    """Raise the floor with ``python -m tests.golden.officials.report dev --update``."""
    total = score(part)
    floor = json.loads((HERE / "floor.json").read_text("utf-8"))[part]
    fallen = {name: (value, floor[name]) for name, value in total.figures().items() if value < floor[name]}

    assert fallen == {}, "\n".join(total.mistakes) if part == "dev" else fallen


def test_the_parts_share_no_ward() -> None:
    """What is learnt on one ward's names and habits must not be measured on it."""
    wards = [{path.stem for path in (HERE / part).glob("*.gold")} for part in PARTS]

    assert wards[0] & wards[1] == set()


def test_every_annotation_can_be_found_in_its_text() -> None:
    """A name stands in the text (capitals aside), and each anchor stands there once."""
    for part in PARTS:
        for text in load(part):
            whole = " ".join([text.title, *(block.text for block in text.body)]).casefold()
            missing = [name for name in text.officials if name.split()[-1].casefold() not in whole]
            assert missing == [], text.name


def test_there_are_enough_texts() -> None:
    """At least 150 paragraphs and 40 whole articles, no name twice."""
    texts = [text for part in PARTS for text in load(part)]
    articles = [text for text in texts if text.title]

    assert len({text.name for text in texts}) == len(texts)
    assert len(articles) >= 40
    assert len(texts) - len(articles) >= 150


def test_enough_texts_were_annotated_twice() -> None:
    """All of `test`, and with `dev` at least 150 paragraphs and 40 articles; the annotators agree."""
    dev, test = (compare(part) for part in PARTS)

    assert test.texts == len(load("test"))
    assert dev.articles + test.articles >= 40
    assert dev.texts + test.texts - dev.articles - test.articles >= 150
    for found in (dev, test):
        assert found.names.f1 > 0.98 and found.roles.recall > 0.85 and found.statements.f1 > 0.9


def test_the_reader_holds_by_the_second_annotation_too() -> None:
    """The targets on `test` for names and statements, by marks that no rule was made with."""
    total = Score()
    for _, other in pairs("test"):
        total.add(other)

    assert total.names.f1 >= 0.95 and total.statements.f1 >= 0.85 and total.sure.precision >= 0.97


def test_a_floor_is_not_lowered_unasked() -> None:
    """`--update` refuses; only `--allow-lower` may."""
    floor = HERE / "floor.json"
    before = floor.read_text("utf-8")
    worse = {name: value - 0.5 for name, value in json.loads(before)["dev"].items()}

    assert report.update("dev", worse, allow_lower=False) == 1
    assert floor.read_text("utf-8") == before
