"""Articles written into a store as the crawl writes them, a line each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from wardarchive.jobs.ingest import new_version
from wardarchive.model import Article, Block
from wardarchive.store.keeping import NewVersion
from wardarchive.store.store import Store


@dataclass(frozen=True)
class Written:
    """An article of one or more paragraphs."""

    number: int
    ward: str
    on: date
    text: str

    @property
    def url(self) -> str:
        return f"https://phuong.example/{self.ward}/{self.number}"

    def version(self, *, seen: int = 1) -> NewVersion:
        """What a capture of it says; `seen` is the day of the capture."""
        article = Article(
            self.url,
            f"Tin số {self.number}",
            tuple(Block("paragraph", line) for line in self.text.splitlines()),
            published=self.on,
        )
        return new_version(
            article, observed_at=datetime(2026, 1, seen, self.number % 24, tzinfo=UTC), ward_code=self.ward
        )


def write(store: Store, *some: Written) -> None:
    """Keep these articles, in this order."""
    store.keep_all([one.version() for one in some])


def persons(store: Store) -> dict[str, set[str]]:
    """Person → the profiles that are them."""
    found: dict[str, set[str]] = {}
    for profile in store.profiles():
        found.setdefault(profile.official_key, set()).add(profile.id)
    return found


def reread(store: Store, one: Written, text: str | None = None) -> None:
    """Read an article again, as another parser would that reads `text`."""
    from wardarchive.store.reread_rows import Rereading

    number = store.article_id(one.url)
    assert number is not None
    version = replace((replace(one, text=text) if text else one).version(), article_id=number)
    at = datetime(2026, 2, 1, tzinfo=UTC)
    store.reread(number, [version], [], Rereading(one.url, at, "1", "2", ("body",)))
