"""What Vietnamese personal names are made of, and capitalised words that never are one."""

from __future__ import annotations

from wardarchive.officials.lexicon import phrases
from wardarchive.officials.phrases import Phrasebook, phrase_keys


def _keys(section: str) -> frozenset[str]:
    return frozenset(key for word in phrases("names", section) for key in phrase_keys(word))


COMMON_SURNAMES = _keys("common surnames")
"""Surnames that nearly always begin a name when two or three capitalised syllables follow."""

OTHER_SURNAMES = _keys("other surnames")
"""Surnames of peoples other than the Kinh, seldom the beginning of a place's name."""

SURNAMES = COMMON_SURNAMES | OTHER_SURNAMES | _keys("rare surnames")

NOT_IN_NAMES = _keys("never in names")
"""Syllables that break a name, unless it is one of `GIVEN_IN_CAPS` inside a name."""

SAINTS = _keys("saints")
"""Baptismal names before the surname."""

GIVEN_IN_CAPS = _keys("given")
"""Middle and given names, to find where a name ends in text that is all capitals."""

FEMALE_MIDDLE = "thị"
MIDDLES = frozenset((FEMALE_MIDDLE, "văn"))
"""Behind one of these any syllable is a given name."""

PLACES: Phrasebook[str] = Phrasebook((place, "place") for place in phrases("names", "places"))
"""Provinces, city districts and countries; the units of commune level are handed in as `ward_names`."""

FAMOUS = frozenset(phrase_keys(name) for name in phrases("names", "famous"))
"""People long dead whose names are on streets, schools, wards and prizes: never officials of an article."""
