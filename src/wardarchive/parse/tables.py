"""What a table on a page is for: data, a picture with its caption, or mere layout."""

from __future__ import annotations

from typing import Literal

from bs4 import Tag

from wardarchive.parse.tree import text_of

TableRole = Literal["data", "picture", "layout"]

_MAX_CELL = 600
_MAX_CAPTION = 500
_MAX_ROWS = 500
_MAX_CELLS = 60


def _direct_rows(table: Tag) -> list[Tag]:
    """Rows of the table itself, not of tables inside it."""
    rows: list[Tag] = []
    for child in table.children:
        if not isinstance(child, Tag):
            continue
        if child.name == "tr":
            rows.append(child)
        elif child.name in {"tbody", "thead", "tfoot"}:
            rows.extend(r for r in child.children if isinstance(r, Tag) and r.name == "tr")
        if len(rows) >= _MAX_ROWS:
            break
    return rows[:_MAX_ROWS]


def _cells(row: Tag) -> list[Tag]:
    return [c for c in row.children if isinstance(c, Tag) and c.name in {"td", "th"}][:_MAX_CELLS]


def rows_of(table: Tag) -> list[list[str]]:
    """The cells' texts, row by row."""
    return [[text_of(cell) for cell in _cells(row)] for row in _direct_rows(table)]


def role_of(table: Tag) -> TableRole:
    """Data where several rows have several short cells; a picture where it holds images and short text."""
    if table.find("table") is not None:
        return "layout"
    rows = [_cells(row) for row in _direct_rows(table)]
    images = len(table.find_all("img", limit=9))
    if images:
        text = text_of(table)
        if len(text) <= _MAX_CAPTION:
            return "picture"
    columns = [sum(1 for cell in row if text_of(cell)) for row in rows]
    wide = sum(1 for count in columns if count >= 2)
    if wide < 2 or wide < 0.5 * len(rows):
        return "layout"
    longest = max((len(text_of(cell)) for row in rows for cell in row), default=0)
    return "data" if longest <= _MAX_CELL else "layout"
