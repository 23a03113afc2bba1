"""The desk of a small archive."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.functional.web.archive import make_services, thirty_pages
from tests.functional.web.desk.keeping import Kept, accounts, at_desk, cheap
from wardarchive.store.store import Store
from wardarchive.wiring import Services


@pytest.fixture(autouse=True)
def cheap_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unknown names are compared with a password as cheap as those of the tests."""
    kept_password = cheap("không của ai cả")
    monkeypatch.setattr("wardarchive.jobs.accounts._nobody", lambda: kept_password)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Services]:
    """The archive whose database the tests copy."""
    home = tmp_path_factory.mktemp("desk")
    services = make_services(home, thirty_pages()[:6])
    accounts(services.store)
    services.store.close()
    return home, services


@pytest.fixture
def kept(made: tuple[Path, Services], tmp_path: Path) -> Iterator[Kept]:
    """Six articles and one account of each role."""
    home, services = made
    shutil.copy(home / "archive.db", tmp_path / "archive.db")
    store = Store.open(f"sqlite:///{tmp_path / 'archive.db'}")
    found = at_desk(replace(services, store=store, engine=copy.deepcopy(services.engine)), tmp_path)
    yield found
    store.close()
    found.services.store.close()
