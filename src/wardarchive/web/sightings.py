"""Whether an article has changed since it was first seen: what each visit of the archive found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wardarchive.model import ArticleRecord, Version
from wardarchive.store.view_series import Observation
from wardarchive.web.wording import gettext

_QUIET = frozenset({"same", "views", "first", None})
"""What a visit can find without the text having changed."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A visit that found something: a new version, or that the page was gone, moved or back."""

    at: datetime
    label: str
    version: int | None
    """The number of the version that this visit brought."""
    earlier: int | None
    """The number of the version before it."""


@dataclass(frozen=True, slots=True)
class Sightings:
    """All visits of one article."""

    visits: int
    first: datetime
    last: datetime
    events: tuple[Sighting, ...]
    """Oldest first, the first sight left out."""

    @property
    def unchanged(self) -> bool:
        return not self.events

    @property
    def rewritten(self) -> bool:
        """Whether a visit brought another text."""
        return any(event.version is not None for event in self.events)


def change_label(change: str | None) -> str:
    """A class of change, as readers read it."""
    return {
        "title": gettext("the title was changed"),
        "quote": gettext("a quotation was changed or removed"),
        "number": gettext("a number or date was changed"),
        "text": gettext("the wording was changed"),
        "cosmetic": gettext("only its look was changed"),
        "missing": gettext("the page was not there"),
        "gone": gettext("the page was gone"),
        "moved": gettext("the page had moved"),
        "back": gettext("the page was back"),
    }.get(change or "", gettext("it was changed"))


def sightings(
    record: ArticleRecord, versions: Sequence[Version], observations: Sequence[Observation]
) -> Sightings:
    """What the visits found. `versions` and `observations` are in order of time."""
    times = [o.observed_at for o in observations] or [v.observed_at for v in versions]
    numbers = {v.observed_at: i for i, v in enumerate(versions)}
    events = []
    for at, change in ((o.observed_at, o.change) for o in observations):
        place = numbers.get(at)
        if at == times[0] or (change in _QUIET and not place):
            continue
        events.append(
            Sighting(
                at=at,
                label=_label(versions[place], change) if place else change_label(change),
                version=versions[place].number if place is not None else None,
                earlier=versions[place - 1].number if place else None,
            )
        )
    return Sightings(
        visits=max(1, len(times)),
        first=min(times, default=record.first_seen_at),
        last=max(times, default=record.first_seen_at),
        events=tuple(events),
    )


def _label(version: Version, change: str | None) -> str:
    kinds: list[str | None] = [kind for kind in version.changes if kind not in _QUIET]
    return "; ".join(dict.fromkeys(change_label(kind) for kind in kinds or [change]))
