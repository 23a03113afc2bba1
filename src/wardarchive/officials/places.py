"""Words before a capitalised name that make it the name of a place, school, firm, prize or team."""

from __future__ import annotations

from wardarchive.officials.lexicon import phrases
from wardarchive.officials.phrases import Phrasebook

PLACE_WORDS: Phrasebook[bool] = Phrasebook((word, True) for word in phrases("place_words", "words"))
