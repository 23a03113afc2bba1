"""The quick builder's trees are BeautifulSoup's own, node by node and link by link."""

from __future__ import annotations

import random

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

from tests.fuzz.fuzz_parse import mutated
from tests.golden.parse.gold import gold_pages
from wardarchive.parse.tree import soup_of

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


def described(soup: BeautifulSoup) -> list[object]:
    """Every node in document order with what it is and whom it stands beside."""
    nodes: list[PageElement] = [soup]
    node = soup.contents[0] if soup.contents else None
    while node is not None:
        nodes.append(node)
        node = node.next_element
    place = {id(node): number for number, node in enumerate(nodes)}
    links = ("parent", "previous_element", "next_element", "previous_sibling", "next_sibling")
    rows: list[object] = []
    for node in nodes:
        where = [place.get(id(getattr(node, name))) for name in links]
        if isinstance(node, Tag):
            inner = [place[id(child)] for child in node.contents]
            beside = (node.prefix, node.namespace, node.hidden, node.can_be_empty_element, type(node.attrs))
            rows.append((type(node), node.name, node.attrs, inner, beside, where))
        else:
            rows.append((type(node), str(node), where))
    return rows


def own(markup: str) -> BeautifulSoup:
    return BeautifulSoup(markup, "lxml", multi_valued_attributes=None, attribute_dict_class=dict)


@pytest.mark.parametrize("markup", ODD)
def test_odd_markup(markup: str) -> None:
    """What the short way leaves to BeautifulSoup: namespaces, blanks that count, scripts, metas."""
    assert described(soup_of(markup)) == described(own(markup))
    assert str(soup_of(markup)) == str(own(markup))


def test_golden_pages_and_broken_ones() -> None:
    """Each golden page, and sixty of them broken."""
    r = random.Random(5)
    broken = [mutated(r, r.choice(PAGES), r.choice(PAGES)) for _ in range(60)]
    for number, page in enumerate([*PAGES[::4], *broken]):
        markup = page.decode("utf-8", "replace").replace("\x00", "")
        assert described(soup_of(markup)) == described(own(markup)), number
