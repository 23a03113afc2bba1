"""Words that stand before a person's name: forms of address, ranks, callings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wardarchive.officials.lexicon import phrases
from wardarchive.officials.phrases import Phrasebook

Gender = Literal["male", "female"]


@dataclass(frozen=True, slots=True)
class Title:
    """One form of address."""

    wording: str
    gender: Gender | None = None
    calling: bool = False
    """True where the word itself says what the person is: a voter, a doctor, a rank."""
    public: bool = False
    """True where that is a public role of its own: clergy, ranks."""
    anaphor: bool = False
    """True where the word alone can stand for a person named before."""
    plural: bool = False
    child: bool = False


_ADDRESS = (
    Title("đồng chí", anaphor=True),
    Title("đ/c", anaphor=True),
    Title("ông", "male", anaphor=True),
    Title("bà", "female", anaphor=True),
    Title("anh", "male", anaphor=True),
    Title("chị", "female", anaphor=True),
    Title("cô", "female", anaphor=True),
    Title("chú", "male", anaphor=True),
    Title("bác", anaphor=True),
    Title("cụ", anaphor=True),
    Title("em", anaphor=True, child=True),
    Title("cháu", anaphor=True, child=True),
    Title("bé", child=True),
    Title("thầy", "male", anaphor=True),
    Title("thầy giáo", "male", calling=True, anaphor=True),
    Title("cô giáo", "female", calling=True, anaphor=True),
    Title("o", "female", anaphor=True),
    Title("mệ", "female", anaphor=True),
    Title("mế", "female", anaphor=True),
    Title("dì", "female", anaphor=True),
    Title("mợ", "female", anaphor=True),
    Title("thím", "female", anaphor=True),
    Title("cậu", "male", anaphor=True),
    Title("lão", "male"),
    Title("già", anaphor=True),
    Title("ngài", "male", anaphor=True),
    Title("cụ ông", "male", anaphor=True),
    Title("cụ bà", "female", anaphor=True),
    Title("đồng chí ông", "male"),
    Title("sư", anaphor=True),
    Title("đại biểu", calling=True, anaphor=True),
    Title("vị này", anaphor=True),
    Title("vị"),
    Title("mẹ liệt sĩ", "female"),
    Title("vợ liệt sĩ", "female"),
    Title("con liệt sĩ"),
    Title("thân nhân liệt sĩ"),
    Title("bạn"),
    Title("mẹ việt nam anh hùng", "female"),
    Title("mẹ vnah", "female"),
    Title("bà mẹ việt nam anh hùng", "female"),
    Title("gia đình ông", "male"),
    Title("gia đình bà", "female"),
    Title("các đồng chí", plural=True),
    Title("các ông", "male", plural=True),
    Title("các bà", "female", plural=True),
    Title("các đ/c", plural=True),
    Title("các ông bà", plural=True),
    Title("các anh", "male", plural=True),
    Title("các chị", "female", plural=True),
    Title("hai đồng chí", plural=True),
    Title("hai ông", "male", plural=True),
    Title("hai bà", "female", plural=True),
    Title("mr", "male"),
    Title("mrs", "female"),
)

TITLES: Phrasebook[Title] = Phrasebook(
    [(title.wording, title) for title in _ADDRESS]
    + [(wording, Title(wording, calling=True, anaphor=True)) for wording in phrases("titles", "callings")]
    + [
        (wording, Title(wording, calling=True, public=True, anaphor=True))
        for wording in phrases("titles", "public callings")
    ]
    + [(wording, Title(wording)) for wording in phrases("titles", "neutral")]
)

NO_PRONOUNS: Phrasebook[bool] = Phrasebook((phrase, True) for phrase in phrases("titles", "no pronouns"))
"""``bà con``, ``chú ý``: a form of address that is part of another word."""
