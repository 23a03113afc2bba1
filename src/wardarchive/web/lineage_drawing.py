"""The lineage of a ward as a drawing: columns of time, a box for each unit, a line for each change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from wardarchive.wards import lineage
from wardarchive.wards.units import unit

_COLUMN, _ROW, _BOX = 236, 42, (176, 30)
"""Units of the drawing: distance of columns and of rows, size of a box."""
_LONGEST_NAME = 22
_MOST_ROWS = 16
"""Units drawn in one column; the list beneath has all."""


@dataclass(frozen=True, slots=True)
class Box:
    """A unit in its time; `x` and `y` are its upper left corner."""

    code: str
    name: str
    x: int
    y: int
    own: bool
    """Whether it is the unit that the drawing is about."""


@dataclass(frozen=True, slots=True)
class Line:
    """A change; dashed where only a part went there."""

    path: str
    main: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """`columns` are (x, first day) of each column but the first."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    columns: tuple[tuple[int, date], ...]
    width: int
    height: int
    left_out: int
    """Units that did not fit."""


_Node = tuple[str, date]
"""A code, and the day since which it is that unit; `date.min` from the beginning."""


def _forward(start: _Node) -> list[tuple[_Node, _Node, bool]]:
    edges, level, seen = [], [start], {start}
    while level:
        following = []
        for node in level:
            for change in lineage.successors(node[0]):
                if change.changed_on <= node[1]:
                    continue
                after = (change.new_code, change.changed_on)
                edges.append((node, after, change.main))
                if after not in seen:
                    seen.add(after)
                    following.append(after)
        level = following
    return edges


def _backward(code: str, before: date) -> list[tuple[_Node, _Node, bool]]:
    """The changes that led to the unit that has `code` just before a day."""
    past = [c for c in lineage.predecessors(code) if c.changed_on < before]
    if not past:
        return []
    newest = max(c.changed_on for c in past)
    edges = []
    for change in (c for c in past if c.changed_on == newest):
        since = _since(change.old_code, newest)
        edges.append(((change.old_code, since), (code, newest), change.main))
        edges += _backward(change.old_code, newest)
    return edges


def _since(code: str, before: date) -> date:
    days = [c.changed_on for c in lineage.predecessors(code) if c.changed_on < before]
    return max(days, default=date.min)


def drawing(code: str) -> Drawing | None:
    """The lineage of a code, from what its units were made of to what their area belongs to.

    A code that named two units after each other is drawn as both. None where no change is known.
    """
    ends = min((change.changed_on for change in lineage.successors(code)), default=date.max)
    own = {(code, _since(code, ends)), (code, _since(code, date.max))}
    edges = [edge for day in sorted({ends, date.max}) for edge in _backward(code, day)]
    edges += [edge for node in sorted(own) for edge in _forward(node)]
    edges = list(dict.fromkeys(edges))
    if not edges:
        return None
    nodes = list(dict.fromkeys(node for edge in edges for node in edge[:2]))
    days = sorted({node[1] for node in nodes})
    place = _placed(nodes, edges, days)
    kept = {node: spot for node, spot in place.items() if spot[1] < _MOST_ROWS}
    rows = max(row for _, row in kept.values()) + 1
    return Drawing(
        boxes=tuple(_box(node, spot, own) for node, spot in kept.items()),
        lines=tuple(
            Line(_path(kept[old], kept[new]), main) for old, new, main in edges if {old, new} <= set(kept)
        ),
        columns=tuple((i * _COLUMN, day) for i, day in enumerate(days) if day != date.min),
        width=(len(days) - 1) * _COLUMN + _BOX[0],
        height=rows * _ROW + 22,
        left_out=len(place) - len(kept),
    )


def _placed(
    nodes: list[_Node], edges: list[tuple[_Node, _Node, bool]], days: list[date]
) -> dict[_Node, tuple[int, int]]:
    """(column, row) of each unit; main lines first, so that they run straight."""
    main = {node for old, new, is_main in edges if is_main for node in (old, new)}
    place: dict[_Node, tuple[int, int]] = {}
    for column, day in enumerate(days):
        here = sorted((n for n in nodes if n[1] == day), key=lambda n: (n not in main, n[0]))
        place.update({node: (column, row) for row, node in enumerate(here)})
    return place


def _box(node: _Node, spot: tuple[int, int], own: set[_Node]) -> Box:
    code, since = node
    ward = unit(code, since + timedelta(days=1)) if since != date.min else unit(code)
    name = ward.name if ward else code
    short = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
    return Box(code, short, spot[0] * _COLUMN, spot[1] * _ROW + 22, node in own)


def _path(old: tuple[int, int], new: tuple[int, int]) -> str:
    x, y = old[0] * _COLUMN + _BOX[0], old[1] * _ROW + 22 + _BOX[1] // 2
    u, v = new[0] * _COLUMN, new[1] * _ROW + 22 + _BOX[1] // 2
    half = (u - x) // 2
    return f"M{x} {y}C{x + half} {y} {u - half} {v} {u} {v}"
