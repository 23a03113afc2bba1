"""Names that a text gives where no doubt is possible; they help to split the doubtful ones."""

from __future__ import annotations

from wardarchive.officials.names import is_capitalised, name_key, run_end, sure
from wardarchive.officials.passages import Passage
from wardarchive.officials.titles import TITLES
from wardarchive.officials.tokens import LOWER, MARK, UPPER
from wardarchive.officials.unit_keys import NameKey

_TITLE_BEGINNINGS = TITLES.first_keys


def known_names(passage: Passage) -> set[NameKey]:
    """Full names that are beyond doubt in this passage: title, common surname, nothing behind."""
    t = passage.tokens
    known: set[NameKey] = set()
    for at in [at for at, key in enumerate(t.key) if key in _TITLE_BEGINNINGS]:
        title = TITLES.longest(t.key, at)
        if title is None or not is_capitalised(t, title.end):
            continue
        end = run_end(t, title.end)
        if (
            sure(t.key[title.end : end])
            and 3 <= end - title.end <= 4
            and t.shape[end] in (MARK, LOWER, UPPER)
        ):
            known.add(name_key(t, title.end, end))
    return known
