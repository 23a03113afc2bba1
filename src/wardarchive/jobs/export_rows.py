"""One article as a row of a spreadsheet, with the evidence that it rests on."""

from __future__ import annotations

import re

from wardarchive.jobs.article_json import publication_json
from wardarchive.model import ArticleRecord, Capture, NamedOfficial, Statement
from wardarchive.wards.units import unit

COLUMNS = (
    "id", "url", "ward_code", "ward", "district", "province", "section", "title", "published_at",
    "views", "author", "source", "body", "officials", "statements", "images", "attachments", "version",
    "observed_at", "parser_version", "captured_url", "captured_at", "digest", "warc_file", "warc_offset",
)  # fmt: skip

Cell = str | int | None

_FORMULA = tuple("=+-@＝＋－＠\t\r\n")
"""What a spreadsheet takes for the beginning of a formula, or skips before one."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def csv_row(record: ArticleRecord, capture: Capture | None) -> list[Cell]:
    """The cells of one article, in the order of `COLUMNS`; no text begins a formula."""
    article, version = record.article, record.version
    ward = unit(record.ward_code) if record.ward_code else None
    cells: list[Cell] = [
        record.id,
        article.url,
        record.ward_code,
        ward.name if ward else None,
        ward.district if ward else None,
        ward.province if ward else None,
        article.section,
        article.title,
        publication_json(article.published),
        article.views,
        article.author,
        article.source,
        "\n".join(block.text for block in article.body),
        "; ".join(_person(person) for person in record.reading.officials),
        "\n".join(_said(statement) for statement in record.reading.statements),
        "\n".join(article.images),
        "\n".join(file.url for file in article.attachments),
        version.number,
        version.observed_at.isoformat(),
        version.parser_version,
    ]
    if capture is None:
        cells += [None] * (len(COLUMNS) - len(cells))
    else:
        place = capture.location
        cells += [capture.url, capture.fetched_at.isoformat(), capture.digest, place.file, place.offset]
    return [harmless(cell) if isinstance(cell, str) else cell for cell in cells]


def harmless(text: str) -> str:
    """A text that no spreadsheet executes: an apostrophe before what looks like a formula.

    >>> harmless("=HYPERLINK(0)"), harmless("- Ông Ba nói"), harmless("3-4 người")
    ("'=HYPERLINK(0)", "'- Ông Ba nói", '3-4 người')
    """
    plain = _CONTROL.sub("", text)
    return f"'{plain}" if plain.lstrip(" \xa0").startswith(_FORMULA) else plain


def _person(person: NamedOfficial) -> str:
    return f"{person.name} ({person.role})" if person.role else person.name


def _said(statement: Statement) -> str:
    return f"{statement.speaker or '?'}: {statement.text}"
