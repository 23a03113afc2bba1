"""Lines about the making of a page: credits, contacts, who answers for the site. They name no officials."""

from __future__ import annotations

from wardarchive.officials.lexicon import phrases
from wardarchive.officials.passages import Passage
from wardarchive.officials.phrases import Phrasebook

_LABELS: Phrasebook[bool] = Phrasebook((label, True) for label in phrases("editorial", "labels"))
_CONTACTS: Phrasebook[bool] = Phrasebook((label, True) for label in phrases("editorial", "contacts"))
_LONGEST_LABEL = 6
_LONGEST_LINE = 80


def is_editorial(passage: Passage) -> bool:
    """Whether a passage is a credit line or part of a footer.

    A label such as ``Tin, ảnh`` or ``Chịu trách nhiệm nội dung`` with a colon opens it, or it is a short
    line that gives two or more ways to get in touch.
    """
    tokens = passage.tokens
    if not 0 < len(tokens) <= _LONGEST_LINE:
        return False
    at = 1 if tokens.key[0] in ("(", "-", "*") else 0
    label = _LABELS.longest(tokens.key, at)
    if label is not None and ":" in tokens.key[label.end : label.end + _LONGEST_LABEL]:
        return True
    contacts = [i for i in range(len(tokens)) if _CONTACTS.starts(tokens.key[i])]
    return sum(_CONTACTS.longest(tokens.key, i) is not None for i in contacts) > 1
