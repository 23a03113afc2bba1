"""How to cite a search: what was asked, of which archive in which state, with how many hits, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from wardarchive.model import HANOI_TIME
from wardarchive.web.facets import Chip
from wardarchive.web.urls import SearchState
from wardarchive.web.wording import gettext, number

_LONGEST = 1500


def search_citation(
    state: SearchState, chips: Sequence[Chip], *, archive: str, total: int, of: int, url: str, now: datetime
) -> str:
    """One paragraph in the reader's language; a search is only worth its date: archives grow."""
    asked = [f"“{state.query}”"] if state.query else []
    asked += [f"{chip.title}{' ≠ ' if chip.excluded else ': '}{chip.label}" for chip in chips]
    if state.date_from or state.date_to:
        asked.append(f"{state.date_from or '…'} – {state.date_to or '…'}")
    local = now.astimezone(HANOI_TIME)
    text = gettext(
        "%(archive)s: search for %(asked)s, %(total)s of %(of)s articles, on %(day)s at %(time)s (UTC+7). "
        "%(url)s",
        archive=archive,
        asked="; ".join(asked) or gettext("everything"),
        total=number(total),
        of=number(of),
        day=f"{local:%d/%m/%Y}",
        time=f"{local:%H:%M}",
        url=url,
    )
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
