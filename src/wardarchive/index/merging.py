"""Which segments are written anew as one after a commit."""

from __future__ import annotations

from collections.abc import Sequence

TIER = 8
"""So many segments of about one size become one: a document is written again log8(n) times."""
LARGEST = 5_000
"""Documents in a merged segment at most: some 6 seconds of work, after the update is visible."""


def _tier(size: int) -> int:
    tier = 0
    while size >= TIER:
        size //= TIER
        tier += 1
    return tier


def segments_to_merge(sizes: Sequence[tuple[int, int]]) -> list[int]:
    """Numbers of the segments to merge, of (live, all) documents each; empty where none need it.

    >>> segments_to_merge([(4000, 4000)] + [(1, 1)] * 8)
    [1, 2, 3, 4, 5, 6, 7, 8]
    >>> segments_to_merge([(400, 4000), (9000, 9000)])
    [0]
    """
    hollow = [n for n, (live, whole) in enumerate(sizes) if live * 2 < whole and live <= LARGEST]
    by_size = sorted(range(len(sizes)), key=lambda n: sizes[n][0])
    for tier in range(_tier(LARGEST) + 1):
        small = [n for n in by_size if _tier(sizes[n][0]) <= tier and sizes[n][0] <= LARGEST // 2]
        if len(small) >= TIER:
            return sorted(_fitting(sizes, small))
    return sorted(_fitting(sizes, hollow))


def _fitting(sizes: Sequence[tuple[int, int]], numbers: Sequence[int]) -> list[int]:
    chosen: list[int] = []
    total = 0
    for number in numbers:
        total += sizes[number][0]
        if total > LARGEST:
            break
        chosen.append(number)
    return chosen
