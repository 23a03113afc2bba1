"""Whether portals' layouts fitted when they were last looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, func, insert, select

from wardarchive.store.tables import layout_looks
from wardarchive.store.transactions import Transactions, to_moment, to_text


@dataclass(frozen=True, slots=True)
class LayoutLook:
    """What one crawl or check found of a portal's layout."""

    portal_id: int
    at: datetime
    verdict: str
    """fits or changed."""
    family: str
    pages: int
    """Article pages that were judged."""
    signs: tuple[str, ...] = ()


class LayoutRows(Transactions):
    """Rows of the table layout_looks."""

    def add_layout_look(self, look: LayoutLook) -> None:
        """Remember what a crawl or a check found."""
        with self._write() as connection:
            connection.execute(
                insert(layout_looks).values(
                    portal_id=look.portal_id,
                    at=to_text(look.at),
                    verdict=look.verdict,
                    family=look.family,
                    pages=look.pages,
                    signs=" ".join(look.signs),
                )
            )

    def layout_looks(self, portal_id: int, limit: int = 20) -> list[LayoutLook]:
        """What was found of one portal, newest first."""
        query = (
            select(layout_looks)
            .where(layout_looks.c.portal_id == portal_id)
            .order_by(layout_looks.c.id.desc())
            .limit(limit)
        )
        with self._read() as connection:
            return [_look(row) for row in connection.execute(query).mappings()]

    def last_layout_looks(self) -> dict[int, LayoutLook]:
        """What was found last of each portal that was looked at."""
        newest = select(func.max(layout_looks.c.id)).group_by(layout_looks.c.portal_id)
        with self._read() as connection:
            found = connection.execute(select(layout_looks).where(layout_looks.c.id.in_(newest))).mappings()
            return {int(row["portal_id"]): _look(row) for row in found}

    def layout_changed_since(self, portal_id: int) -> datetime | None:
        """Since when every look has found the layout changed; None where the last one fits."""
        of_portal = layout_looks.c.portal_id == portal_id
        last_fit = select(func.coalesce(func.max(layout_looks.c.id), 0)).where(
            of_portal, layout_looks.c.verdict == "fits"
        )
        query = select(func.min(layout_looks.c.at)).where(
            of_portal, layout_looks.c.verdict == "changed", layout_looks.c.id > last_fit.scalar_subquery()
        )
        with self._read() as connection:
            found = connection.execute(query).scalar()
        return to_moment(found) if found else None


def _look(row: RowMapping) -> LayoutLook:
    return LayoutLook(
        row["portal_id"],
        to_moment(row["at"]),
        row["verdict"],
        row["family"],
        int(row["pages"]),
        tuple(row["signs"].split()),
    )
