"""Which parts of a page are furniture, and which element holds the article, by density of text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from wardarchive.parse.entries import entries_of
from wardarchive.parse.side_lines import is_foot
from wardarchive.parse.tree import INLINE, Tree, attribute, text_of
from wardarchive.parse.wordset import wordset

_TOKENS = re.compile(r"[a-z]+[a-z]|\d+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_JUNK = wordset(
    "nav navbar navigation menu footer foot sidebar breadcrumb breadcrumbs pager pagination paging"
    " share sharing social"
    " addthis facebook zalo twitter related relate others lienquan tinkhac tinlienquan comment"
    " comments binhluan disqus feedback feedbacks"
    " banner quangcao advert adv ads rating vote poll print toolbar topbar copyright login search"
    " timkiem weblink lienket"
    " duongdan marquee ticker slider carousel slideshow popup modal cookie skip counter thongke online"
    " calendar weather thoitiet"
    " authorbox authorbio authorinfo aboutauthor"
    " toc hotline sitemap language lang newsletter subscribe tags keywords prevnext nextprev"
)
_GOOD = wordset(
    "article content contents entry post story detail details chitiet noidung body bodytext"
    " maincontent journal text news"
    " baiviet description news-content"
)
_PRINTED = _GOOD | {"title", "date", "lead"}
"""Beside "print" such a word names a part of a page made for printing, no button."""
_STRONG = re.compile(
    r"(?:^|[\s_-])(?:entry-content|post-content|article-(?:content|body|detail)|articlebody"
    r"|articlecontent|detail-content|content-detail"
    r"|news-(?:content|detail|body)|bodytext|news-bodyhtml|journal-content-article"
    r"|noi-?dung(?:-?(?:tin|bai|chi-?tiet))?|chi-?tiet-?(?:tin|bai(?:-?viet)?|noi-?dung)?"
    r"|fck_detail|field--name-body|field-name-body|item-page|com-content-article__body"
    r"|ms-rtestate-field)(?:$|[\s_-])",
    re.IGNORECASE,
)
_JUNK_TAGS = frozenset({"nav", "footer", "aside", "menu", "button", "label", "marquee"})
_KEPT_TAGS = frozenset({"html", "body", "main", "article", "form", "table", "tbody", "tr"})
_NO_RUNS = frozenset({"h1", "h2", "h3", "title"})
_MIN_RUN = 25
_SENTENCE = 60
_ARTICLE = 200
"""Letters in runs of a sentence's length that may be an article beside entries of others."""
_TAB = 30
_LONG_FOOT = 300
_SIDE_TAB = re.compile(
    r"^(?:bình luận|ý kiến(?: bạn đọc)?|thảo luận|phản hồi|comments?|(?:tin|bài)(?: viết)? (?:liên quan"
    r"|khác))\s*(?:[(\[]?\d*[)\]]?)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def class_verdict(names: str) -> int:
    """What the classes and id of an element say: -1 furniture, 0 nothing, 1 content, 2 surely content."""
    if not names.strip() or len(names) > 400:
        return 0
    if _STRONG.search(names):
        return 2
    tokens = set(_TOKENS.findall(_CAMEL.sub(" ", names).lower()))
    squeezed = re.sub(r"[^a-z]", "", names.lower())
    if (tokens & _JUNK or squeezed in _JUNK) and not (tokens & _JUNK == {"print"} and tokens & _PRINTED):
        return -1
    return 1 if tokens & _GOOD else 0


@dataclass(slots=True)
class Regions:
    """For each element of a tree: is it furniture, what block is its text in, how dense is it."""

    junk: list[bool]
    run: list[int]
    """Letters of running text outside links in each block element, without its inner blocks."""
    score: list[float]
    own_score: list[float] | None = None
    """The scores without entries of other articles, where so little is left that it may be no article."""


def survey(tree: Tree) -> Regions:
    """Marks furniture and scores elements as holders of the article, in one pass over the tree."""
    count = len(tree.elements)
    junk, run, in_link = [False] * count, [0] * count, [False] * count
    block = list(range(count))
    bodies = tree.by_name.get("body", ())
    total = tree.chars[bodies[0]] if bodies else sum(tree.own)
    panes = _side_panes(tree)
    for place, tag in enumerate(tree.elements):
        above = tree.parents[place]
        name = tag.name
        if above >= 0:
            junk[place], in_link[place] = junk[above], in_link[above]
        if name in INLINE:
            block[place] = block[above] if above >= 0 else place
        if name == "a":
            in_link[place] = True
        if name == "footer" and place * 3 > count:
            junk[place] = True
        elif not junk[place] and name not in _KEPT_TAGS and tree.chars[place] * 2 < total:
            attrs = tag.attrs
            names = f"{attrs.get('class') or ''} {attrs.get('id') or ''}" if attrs else " "
            junk[place] = (
                name in _JUNK_TAGS or place in panes or (names != " " and class_verdict(names) < 0)
            )
        if tree.own[place] and not in_link[place] and tree.chars[place]:
            run[block[place]] += tree.own[place]
    told = [0 if entry else size for size, entry in zip(run, entries_of(tree), strict=True)]
    long = (i for i, size in enumerate(told) if size >= _SENTENCE and not junk[i])
    rest = sum(told[i] for i in long if tree.elements[i].name != "h1")
    if rest >= _ARTICLE or told == run:
        return Regions(junk, run, _scores(tree, junk, told))
    return Regions(junk, run, _scores(tree, junk, run), _scores(tree, junk, told))


def _side_panes(tree: Tree) -> set[int]:
    """Elements that tabs call what readers wrote, or other articles."""
    found: set[int] = set()
    for place in tree.by_name.get("a", ()):
        href = attribute(tree.elements[place], "href")
        if href[:1] == "#" and len(href) > 1 and 0 < tree.chars[place] <= _TAB:
            pane = tree.by_id.get(href[1:])
            if pane is not None and _SIDE_TAB.match(text_of(tree.elements[place])):
                found.add(pane)
    return found


def _scores(tree: Tree, junk: list[bool], run: list[int]) -> list[float]:
    """Each run of text counts for the elements around it, less the farther they are."""
    score = [0.0] * len(run)
    texts = [0] * len(run)
    """How many children with text an element has: around a single one it is a mere wrapper."""
    for place, above in enumerate(tree.parents):
        if above >= 0 and tree.chars[place]:
            texts[above] += 1
    for place, size in enumerate(run):
        if size < _MIN_RUN or junk[place] or tree.elements[place].name in _NO_RUNS:
            continue
        if tree.elements[place].name == "li" and (size < _SENTENCE or tree.linked[place]):
            continue
        if (
            2 * place > len(run)
            and size < _LONG_FOOT
            and is_foot(text_of(tree.elements[place], limit=_TAB))
        ):
            continue
        worth = min(size / _SENTENCE, 1.0) + min(size / 100, 6.0)
        if size >= 150:
            score[place] += worth * (1.0 if tree.elements[place].name != "p" else 0.3)
        share = 1.0
        for above in tree.ancestors(place):
            score[above] += worth * share
            if texts[above] > 1 or tree.own[above]:
                share *= 0.55
            if share < 0.1:
                break
    return score


def best_holder(tree: Tree, regions: Regions) -> int | None:
    """The element that most likely holds the article's text; None where no text runs."""
    best, best_score = None, 0.0
    for place, points in enumerate(regions.score):
        if points <= best_score or regions.junk[place]:
            continue
        chars = tree.chars[place]
        density = tree.linked[place] / chars if chars else 1.0
        names = tree.classes(place)
        verdict = class_verdict(names) if names != " " else 0
        weighed = points * (1 - density) * (1.0, 1.15, 1.6)[max(verdict, 0)]
        if tree.elements[place].attrs.get("itemprop") == "articleBody":
            weighed *= 2
        if weighed > best_score:
            best, best_score = place, weighed
    return best


def first_run(tree: Tree, regions: Regions, body: int, least: int) -> int | None:
    """The first element of a body with a paragraph of its own; among lines the first long one."""
    for place in range(body, tree.ends[body] + 1):
        if not runs_on(tree, regions, place, least):
            continue
        if tree.own[place] < least and tree.elements[place].name != "p":
            inner = range(place + 1, tree.ends[place] + 1)
            lines = [i for i in inner if tree.parents[i] == place and tree.elements[i].name in INLINE]
            return next((i for i in lines if tree.chars[i] >= least), place)
        return place
    return None


def runs_on(tree: Tree, regions: Regions, place: int, least: int) -> bool:
    """Whether an element has a paragraph of its own: a run of text of `least` letters.

    A title, a line break and a line of metadata in one container are short lines, not one run.
    """
    if regions.run[place] < least:
        return False
    tag = tree.elements[place]
    if tree.own[place] >= least // 2 or tag.find("br", recursive=False) is None:
        return True
    inner = [i for i in range(place + 1, tree.ends[place] + 1) if tree.parents[i] == place]
    return any(tree.chars[i] >= least for i in inner if tree.elements[i].name in INLINE)
