"""Which page numbers stand beneath a list."""

from __future__ import annotations


def page_numbers(page: int, pages: int) -> list[int | None]:
    """The first, the last and those around `page`; None stands for a gap.

    >>> page_numbers(5, 20)
    [1, None, 4, 5, 6, None, 20]
    >>> page_numbers(1, 3)
    [1, 2, 3]
    """
    shown = sorted({1, pages, *(n for n in (page - 1, page, page + 1) if 1 <= n <= pages)})
    numbers: list[int | None] = []
    for number in shown:
        if numbers and numbers[-1] is not None and number - numbers[-1] == 2:
            numbers.append(number - 1)
        elif numbers and numbers[-1] is not None and number - numbers[-1] > 2:
            numbers.append(None)
        numbers.append(number)
    return numbers
