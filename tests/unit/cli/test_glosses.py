"""Every error has a Vietnamese name."""

from __future__ import annotations

import inspect
import re

from wardarchive import errors
from wardarchive.cli.glosses import FETCH_GLOSSES, GLOSSES, gloss
from wardarchive.errors import FetchError, UnknownWard, WardarchiveError
from wardarchive.model import FETCH_ERROR_KINDS


def test_each_class_and_each_kind_has_one() -> None:
    """A new error without a Vietnamese name fails here."""
    classes = {c for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, WardarchiveError)}

    assert classes == set(GLOSSES)
    assert set(FETCH_ERROR_KINDS) == set(FETCH_GLOSSES)


def test_they_are_vietnamese() -> None:
    """With diacritics, in one line."""
    for text in (*GLOSSES.values(), *FETCH_GLOSSES.values()):
        assert re.search("[à-ỹđ]", text)
        assert "\n" not in text


def test_the_nearest_is_taken() -> None:
    """A kind before a class, a class before its base."""
    assert gloss(FetchError("timeout", "http://a.vn/", "x")) == FETCH_GLOSSES["timeout"]
    assert gloss(UnknownWard("x")) == GLOSSES[UnknownWard]
