"""The quick builder's trees are BeautifulSoup's own, element by element and text by text."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement, PreformattedString

from tests.fuzz.fuzz_parse import mutated
from tests.golden.parse.gold import gold_pages
from wardarchive.errors import PageError
from wardarchive.parse.outline import MAX_DEPTH, outlined
from wardarchive.parse.tree import Tree, soup_of

PAGES = [page.body for page in gold_pages()]
ODD = (
    "",
    "text alone",
    "<p>a<p>b</b></i><div>c</p>d</div>",
    "<pre>\n  a  </pre>  <textarea> \n </textarea>\n \n<script> if (a < b) {} </script><style> p{} </style>",
    "<html><head><meta charset=x><meta http-equiv=content-type content='text/html; charset=y'></head>"
    "<body class='a b'>x<!-- c --><?pi d?>y<![CDATA[z]]></body></html><p>after</p>",
    "<!DOCTYPE html><svg:g xmlns:svg='s'><o:p>&nbsp;</o:p><svg><title>t</title></svg></svg:g><ruby>a<rt>b</rt></ruby>",
    "<table><tr><td>1<table><tr><td>2</td></tr></table><td>3<template><p>4</p></template></table>",
    "<a href=1 href=2 HREF=3>x</a><br/><br></br><img src=a><p/>&#0;&#x110000;\x0c \x0b",
)


_LINKS = ("parent", "previous_element", "next_element", "previous_sibling", "next_sibling")


def tokens(soup: BeautifulSoup) -> list[tuple[object, ...]]:
    """Beginnings and ends of elements, and texts between them, neighbours joined and blanks collapsed.

    Document types and comments are left out, and with them what they part.
    """
    found: list[tuple[object, ...]] = []

    def text(kind: type[PageElement], said: str) -> None:
        if found and found[-1][0] is kind:
            said = f"{found.pop()[1]}{said}"
        found.append((kind, said))

    def walk(tag: Tag) -> None:
        for node in tag.contents:
            if isinstance(node, Tag):
                found.append(("<", node.name, node.attrs, type(node.attrs)))
                walk(node)
                found.append((">", node.name))
            elif not isinstance(node, PreformattedString):
                text(type(node), str(node))

    walk(soup)
    said = [(t[0], " ".join(str(t[1]).split())) if isinstance(t[0], type) else t for t in found]
    return [t for t in said if t[1]]


def assert_linked(soup: BeautifulSoup) -> None:
    """Every node stands where the contents of the elements say."""
    order: list[PageElement] = []

    def walk(tag: Tag) -> None:
        neighbours = [None, *tag.contents, None]
        for before, node, after in zip(neighbours, neighbours[1:], neighbours[2:], strict=False):
            assert node is not None
            assert (node.parent, node.previous_sibling, node.next_sibling) == (tag, before, after)
            order.append(node)
            if isinstance(node, Tag):
                walk(node)

    walk(soup)
    for before, after in pairwise(order):
        assert before.next_element is after
        assert after.previous_element is before
    assert not order or (order[0].previous_element, order[-1].next_element) == (None, None)


def own(markup: str) -> BeautifulSoup:
    return BeautifulSoup(markup, "lxml", multi_valued_attributes=None, attribute_dict_class=dict)


@pytest.mark.parametrize("markup", ODD)
def test_odd_markup(markup: str) -> None:
    """Namespaces, blanks that count, scripts, metas, a page that goes on after its end."""
    quick = soup_of(markup)
    assert tokens(quick) == tokens(own(markup))
    assert_linked(quick)


def test_elements_are_as_beautifulsoup_makes_them() -> None:
    """What stands in the class, or was set beside it, is what BeautifulSoup sets on each element."""
    names = "a div br img meta script style template textarea pre rt made-up o:p"
    markup = "".join(f"<{name}>x</{name}>" for name in names.split())
    pairs = zip(soup_of(markup).find_all(True), own(markup).find_all(True), strict=True)
    for quick, slow in pairs:
        for field in set(vars(slow)) - {*_LINKS, "contents"}:
            assert getattr(quick, field) == getattr(slow, field), (slow.name, field)


def test_golden_pages_and_broken_ones() -> None:
    """Each golden page, and sixty of them broken."""
    r = random.Random(5)
    broken = [mutated(r, r.choice(PAGES), r.choice(PAGES)) for _ in range(60)]
    for number, page in enumerate([*PAGES[::4], *broken]):
        markup = page.decode("utf-8", "replace").replace("\x00", "")
        quick = soup_of(markup)
        assert tokens(quick) == tokens(own(markup)), number
        assert_linked(quick)


def test_the_outline_is_that_of_the_tree() -> None:
    """Written down on the way or read off the tree afterwards: the same."""
    for markup in (*ODD, *(page.decode("utf-8", "replace") for page in PAGES[::10])):
        quick = Tree(markup)
        again = outlined(quick.soup)
        assert [*map(id, quick.elements)] == [*map(id, again.elements)]
        assert (quick.parents, quick.own) == (again.parents, again.own)


@pytest.mark.parametrize("tag", ["b", "div"])
def test_too_deep_a_page_is_refused(tag: str) -> None:
    """Whether the tree is made from markup or looked at afterwards."""
    with pytest.raises(PageError, match="deep"):
        soup_of(f"<{tag}>" * (MAX_DEPTH + 10))
    deep = BeautifulSoup("", "lxml")
    inner: Tag = deep
    for _ in range(MAX_DEPTH + 10):
        around = deep.new_tag(tag)
        inner.append(around)
        inner = around
    with pytest.raises(PageError, match="deep"):
        outlined(deep)
