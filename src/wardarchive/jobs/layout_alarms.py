"""Portals whose layout no longer fits, by family: one new template breaks all its portals in a day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wardarchive.store.layout_rows import LayoutLook
from wardarchive.store.store import Store


@dataclass(frozen=True, slots=True)
class LayoutAlarm:
    """The portals of one family whose last look found a changed layout."""

    family: str
    portals: tuple[LayoutLook, ...]
    """The last look of each."""
    of: int
    """All portals of the family that were looked at."""
    since: datetime
    """When the first of them was found changed."""

    @property
    def signs(self) -> tuple[str, ...]:
        """All that was seen, the commonest first."""
        counted = Counter(sign for look in self.portals for sign in look.signs)
        return tuple(sign for sign, _ in counted.most_common())

    @property
    def next_step(self) -> str:
        """What to do."""
        return (
            f"wardarchive portal check {self.portals[0].portal_id} shows the pages; add a dated layout to "
            f"the family, then wardarchive reparse --diff"
        )

    @property
    def next_step_vi(self) -> str:
        """The same in Vietnamese."""
        return (
            f"wardarchive portal check {self.portals[0].portal_id} cho xem các trang; thêm bố cục có ngày "
            f"cho họ cổng này, rồi wardarchive reparse --diff"
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "family": self.family,
            "portals": [look.portal_id for look in self.portals],
            "of": self.of,
            "since": self.since.isoformat(),
            "signs": list(self.signs),
            "next": self.next_step,
            "next_vi": self.next_step_vi,
        }


def layout_alarms(store: Store) -> Iterator[LayoutAlarm]:
    """Alarms, the family with most portals concerned first."""
    looks: dict[str, list[LayoutLook]] = defaultdict(list)
    last = store.last_layout_looks()
    for portal in store.portals():
        if portal.id in last:
            looks[last[portal.id].family].append(last[portal.id])
    changed = {
        family: [look for look in some if look.verdict == "changed"] for family, some in looks.items()
    }
    for family, some in sorted(changed.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        if not some:
            continue
        starts = [store.layout_changed_since(look.portal_id) or look.at for look in some]
        yield LayoutAlarm(family, tuple(some), len(looks[family]), min(starts))
