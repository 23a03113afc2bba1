"""The Vietnamese catalogue has every text, and every text's placeholders."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

_SCRIPT = Path(__file__).resolve().parents[3] / "scripts" / "catalogue.py"
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


@pytest.fixture(scope="module")
def catalogue() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogue", _SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_text_is_missing_and_none_is_left_over(catalogue: ModuleType) -> None:
    found = {m.id for m in catalogue.texts() if m.id}
    kept = {m.id for m in catalogue.kept() if m.id}
    assert found == kept, "run: python scripts/catalogue.py"
    assert len(found) > 100


def test_every_text_is_translated(catalogue: ModuleType) -> None:
    assert [m.id for m in catalogue.lacking(catalogue.kept())] == []


def test_translations_have_the_placeholders_of_their_text(catalogue: ModuleType) -> None:
    for message in catalogue.kept():
        if not message.id:
            continue
        texts = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        wanted = set(_PLACEHOLDER.findall(texts[-1]))
        for string in strings:
            assert set(_PLACEHOLDER.findall(string)) == wanted, message.id


def test_templates_have_no_text_outside_the_catalogue() -> None:
    """Every run of letters between tags in a template is inside a call of gettext, or a name or code."""
    templates = Path(__file__).resolve().parents[3] / "src/wardarchive/web/templates"
    allowed = {"WARC", "BibTeX", "RIS", "JSON", "parser", "Chicago", "CSV"}
    for path in sorted(templates.rglob("*.html")):
        text = re.sub(r"\{% block body_class %\}.*?\{% endblock %\}", " ", path.read_text("utf-8"))
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.S)
        text = re.sub(
            r"<(code|style|script)\b.*?</\1>|<!doctype html>|<[^>]*>|&\w+;", " ", text, flags=re.S
        )
        words = {w for w in re.findall(r"[^\W\d_]{2,}", text) if w not in allowed}
        assert words == set(), f"{path.name}: {words}"
