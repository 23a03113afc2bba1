"""Every example of the help page is executed, in both languages, and the page covers the whole language."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from tests.golden.search.demo_documents import demo_documents
from wardarchive.index.memory_engine import MemoryEngine
from wardarchive.index.query import parse
from wardarchive.index.query_nodes import AnyOf, Code, DateRange, Fuzzy, Group, NumberRange, Phrase, Prefix
from wardarchive.index.query_tokens import FIELDS
from wardarchive.model import SearchRequest


class _Examples(HTMLParser):
    """The texts of ``<code>`` inside the first table."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False
        self._over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "code" and not self._over

    def handle_endtag(self, tag: str) -> None:
        self._inside = False
        self._over = self._over or tag == "table"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found.append(unescape(data))


def examples(client: FlaskClient, language: str) -> list[str]:
    parser = _Examples()
    parser.feed(client.get("/help", headers={"Accept-Language": language}).text)
    return parser.found


@pytest.fixture(scope="module")
def engine() -> MemoryEngine:
    """The demo's articles; whoever an article names has said something in it."""
    found = MemoryEngine()
    found.replace(
        replace(document, speakers=tuple(ref.name for ref in document.officials))
        for document in demo_documents().values()
    )
    return found


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_example_finds_something(client: FlaskClient, engine: MemoryEngine, language: str) -> None:
    everything = engine.document_count()
    for query in examples(client, language):
        result = engine.search(SearchRequest(query, page_size=1, snippets=False))
        assert result.notes == (), query
        assert 0 < result.total < everything, query


def test_the_page_covers_the_whole_language(client: FlaskClient) -> None:
    found = examples(client, "vi")
    assert found == examples(client, "en")
    for field, aliases in FIELDS.items():
        for name in (field, aliases[1]):
            assert any(example.startswith(f"{name}:") for example in found), name
    kinds: set[object] = set()
    for example in found:
        waiting: list[object] = [parse(example).root]
        while waiting:
            node = waiting.pop()
            kinds.add(type(node))
            if isinstance(node, Group):
                waiting += [*node.must, *node.loose, *node.never]
                kinds |= {part for part in ("must", "loose", "never") if getattr(node, part)}
            elif isinstance(node, AnyOf):
                waiting += node.parts
            elif isinstance(node, Phrase):
                kinds.add(("phrase", node.exact, node.slop is not None))
    assert {Group, AnyOf, Phrase, Prefix, Fuzzy, NumberRange, DateRange, Code} <= kinds
    assert {"must", "loose", "never", ("phrase", False, False), ("phrase", True, True)} <= kinds


def test_an_alias_means_its_field(client: FlaskClient, engine: MemoryEngine) -> None:
    def total(query: str) -> int:
        return engine.search(SearchRequest(query, page_size=1, facet_size=0, snippets=False)).total

    samples = {
        "ward": '"sài đồng"', "year": "2020", "views": ">100", "date": "2020-12", "section": "tin",
    }  # fmt: skip
    for field, aliases in FIELDS.items():
        value = samples.get(field, "cường")
        assert len({total(f"{alias}:{value}") for alias in (*aliases, aliases[1].upper())}) == 1, field
