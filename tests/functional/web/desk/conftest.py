"""The desk of a small archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.functional.web.desk.keeping import Kept, accounts, cheap, keep


@pytest.fixture(autouse=True)
def cheap_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unknown names are compared with a password as cheap as those of the tests."""
    kept_password = cheap("không của ai cả")
    monkeypatch.setattr("wardarchive.jobs.accounts._nobody", lambda: kept_password)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    """Six articles and one account of each role."""
    found = keep(tmp_path)
    accounts(found.store)
    yield found
    found.store.close()
    found.services.store.close()
