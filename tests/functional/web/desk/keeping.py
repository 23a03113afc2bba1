"""A desk over the small archive of the web's tests, and somebody who sits at it."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.test import TestResponse

from tests.functional.web.archive import NOW, Page, make_services, thirty_pages
from wardarchive.errors import ArchiveLocked, FetchError
from wardarchive.jobs.accounts import add_account
from wardarchive.jobs.decisions import Archivist
from wardarchive.jobs.desk import Desk
from wardarchive.jobs.desk_work import DeskWork, ReadCapture
from wardarchive.jobs.passwords import Cost, hash_password
from wardarchive.jobs.portal_crawl import CrawlTools
from wardarchive.jobs.reindex import update_index
from wardarchive.jobs.site_look import SiteLook
from wardarchive.jobs.storage import storage_use
from wardarchive.store.account_rows import Role
from wardarchive.store.store import Store
from wardarchive.wards.detect import Guess
from wardarchive.wards.units import unit
from wardarchive.web.app import create_app
from wardarchive.wiring import Services

PASSWORD = "một câu dài dễ nhớ"
NAMES: dict[Role, str] = {"viewer": "vân", "editor": "biên", "admin": "an"}
_TOKEN = re.compile(r'name="token" value="([^"]+)"')


def cheap(password: str) -> str:
    """A hash that costs a millisecond; the real cost is measured in its own test."""
    return hash_password(password, Cost(4, 8, 1))


class Compiled(BytecodeCache):
    """Compiled templates, in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = Compiled()


@dataclass
class Clock:
    """The desk's time, moved by hand."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Kept:
    """An archive with a desk."""

    services: Services
    store: Store
    clock: Clock
    looks: list[tuple[str, bool]] = field(default_factory=list)

    @cached_property
    def app(self) -> Flask:
        """The application, made once; templates are compiled once for all of them."""
        app = create_app(self.services)
        app.jinja_env.bytecode_cache = _COMPILED
        return app

    def client(self) -> FlaskClient:
        """A browser without cookies."""
        return self.app.test_client()


def _locked(_stop: threading.Event) -> AbstractContextManager[tuple[Store, CrawlTools, ReadCapture]]:
    raise ArchiveLocked("another process is collecting into it")


def keep(home: Path, pages: list[Page] | None = None) -> Kept:
    """Six articles, or these pages, read as the public does, with a desk that has everything."""
    return at_desk(make_services(home, pages or thirty_pages()[:6]), home)


def at_desk(made: Services, home: Path) -> Kept:
    """The desk of an archive."""
    whole, clock = made.store, Clock()
    kept = Kept(made, whole, clock)

    def look(url: str, private: bool) -> SiteLook:
        kept.looks.append((url, private))
        if "127.0.0.1" in url and not private:
            error = FetchError("private-address", url, "127.0.0.1 is loopback: not a public address")
            return SiteLook(url, "127.0.0.1:80", problem=error)
        ward = unit("00142")
        assert ward
        return SiteLook(
            url,
            "x.example.vn:80",
            "nukeviet",
            0.9,
            (ward.name,),
            (Guess(ward, 0.9, "tên miền"),),
            12,
            2,
        )

    def update() -> None:
        update_index(whole, made.engine, lambda _done, _of: None)

    desk = Desk(
        store=whole,
        engine=made.engine,
        work=DeskWork(_locked, update, clock),
        look=look,
        storage=lambda: storage_use(home, home / "warc", home / "index"),
        update_index=update,
        clock=clock,
        archivist=lambda who, why: Archivist(whole, who, why, clock(), home / "decisions.jsonl"),
    )
    shown = Store.open(f"sqlite:///{home / 'archive.db'}", shown_only=True)
    kept.services = replace(made, store=shown, desk=desk)
    return kept


def accounts(store: Store) -> None:
    """One account of each role."""
    for role, name in NAMES.items():
        add_account(store, name, role, PASSWORD, NOW, hashed=cheap)


def token_in(page: TestResponse) -> str:
    """The token of a page's forms."""
    found = _TOKEN.search(page.text)
    assert found, page.text[:500]
    return found[1]


@dataclass
class Sitter:
    """Somebody at the desk, who sends forms as a browser does."""

    client: FlaskClient

    def get(self, path: str, status: int = 200) -> TestResponse:
        page = self.client.get(path)
        assert page.status_code == status, (path, page.status_code, page.text[:2000])
        return page

    def post(
        self, path: str, data: Mapping[str, object] | None = None, at: str = "/admin/password"
    ) -> TestResponse:
        """Send a form that was got from the page `at`."""
        token = token_in(self.client.get(at))
        return self.client.post(path, data={"token": token, **(data or {})})


def sign_in(kept: Kept, role: Role = "admin", client: FlaskClient | None = None) -> Sitter:
    """Sign in through the form."""
    sitter = Sitter(client or kept.client())
    answer = sitter.post("/admin/sign-in", {"name": NAMES[role], "password": PASSWORD}, at="/admin/sign-in")
    assert answer.status_code == 303, answer.text
    return sitter


Sign = Callable[[Role], Sitter]
