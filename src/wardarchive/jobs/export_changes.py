"""What changed since an export was written: its search asked again, and both answers compared.

An export in JSON Lines has its description beside it (`.meta.json`): the query, the filters, the index
generation, the parser. That is enough to run it again. Of each article only the digests of its fields are
held, some 400 bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from wardarchive.errors import ImportFormatError
from wardarchive.jobs.article_json import article_json
from wardarchive.jobs.export import Export
from wardarchive.model import FACETS, FacetFilter, SearchRequest
from wardarchive.wards.units import unit

Change = Literal["new", "gone", "changed"]
Digests = Mapping[str, int]

HINT = "write it with: wardarchive export --format jsonl --output FILE"


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """One article that is not as the export has it."""

    change: Change
    """new: found now, not then; gone: the other way round; changed: found both times."""
    url: str
    title: str
    fields: tuple[str, ...] = ()
    """Keys of the article JSON that differ."""

    def as_json(self) -> dict[str, Any]:
        return {
            "change": self.change, "url": self.url, "title": self.title, "fields": list(self.fields),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class EarlierExport:
    """An export as it was written."""

    request: SearchRequest
    description: Mapping[str, Any]
    articles: Mapping[str, tuple[str, Digests]]
    """URL → title and the digest of each field."""


def _digests(article: Mapping[str, Any]) -> Digests:
    return {name: hash(json.dumps(value, ensure_ascii=True)) for name, value in article.items()}


def read_export(path: Path) -> EarlierExport:
    """An export in JSON Lines with its description. Raises `ImportFormatError` where it is none."""
    described = path.with_name(path.name + ".meta.json")
    try:
        description = json.loads(described.read_text("utf-8"))
        request = _request(description)
    except FileNotFoundError as error:
        raise ImportFormatError(f"{described.name} is not beside the export", HINT) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ImportFormatError(f"{described.name} does not describe an export", HINT) from error
    if description.get("format") != "jsonl":
        raise ImportFormatError(f"{path.name} is not in JSON Lines", HINT)
    articles: dict[str, tuple[str, Digests]] = {}
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                article = json.loads(line)
                articles[str(article["url"])] = str(article["title"]), _digests(article)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise ImportFormatError(f"line {number} of {path.name} is no article", HINT) from error
    return EarlierExport(request, description, articles)


def _request(description: Mapping[str, Any]) -> SearchRequest:
    """The search of an export. Raises `ValueError`, `KeyError` or `TypeError` for anything else."""
    first, last = (date.fromisoformat(d) if (d := description[end]) else None for end in ("from", "to"))
    filters = [
        FacetFilter(facet, tuple(map(str, values)), exclude)
        for exclude, name in ((False, "filters"), (True, "excluded"))
        for facet, values in description.get(name, {}).items()
        if facet in FACETS
    ]
    return SearchRequest(str(description["query"]), tuple(filters), date_from=first, date_to=last)


def changes_since(earlier: EarlierExport, now: Export) -> Iterator[ArticleChange]:
    """Articles that are new or changed, in the order of the search, then those that it finds no more."""
    waiting = dict(earlier.articles)
    for record in now.records():
        ward = unit(record.ward_code) if record.ward_code else None
        article = article_json(record.article, ward, record.reading)
        known = waiting.pop(record.article.url, None)
        if known is None:
            yield ArticleChange("new", record.article.url, record.article.title)
            continue
        digests = _digests(article)
        differing = [name for name in {**digests, **known[1]} if digests.get(name) != known[1].get(name)]
        if differing:
            yield ArticleChange("changed", record.article.url, record.article.title, tuple(differing))
    for url, (title, _) in waiting.items():
        yield ArticleChange("gone", url, title)
