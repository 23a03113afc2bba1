"""Normalisation of hostile text: bounded, and the letters stay."""

from __future__ import annotations

import time

import pytest

from wardarchive.text.normalise import clean, fold, key

PILE = "a" + "\u0301\u0323" * 100_000 + " Đảng u\u0309y"


@pytest.mark.parametrize("form", [clean, fold, key])
def test_a_pile_of_marks_takes_no_time(form: object) -> None:
    """Quadratic sorting of 200,000 marks would take minutes."""
    assert callable(form)
    started = time.process_time()

    text = form(PILE)

    assert time.process_time() - started < 2
    assert len(text) < 100


def test_ordinary_marks_stay() -> None:
    """Decomposed text is composed as it always was."""
    assert clean(PILE).endswith(" Đảng ủy")
    assert fold(PILE).endswith(" dang uy")
