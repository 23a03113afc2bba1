"""The application over a small archive."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from tests.functional.web.archive import make_services, thirty_pages
from tests.functional.web.hostile import hostile_pages
from wardarchive.web.app import create_app
from wardarchive.wiring import Services


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """An archive of thirty articles; nothing here writes to it."""
    found = make_services(tmp_path_factory.mktemp("archive"), thirty_pages())
    yield found
    found.store.close()


@pytest.fixture
def client(services: Services) -> FlaskClient:
    """A reader of the archive who has no cookie yet."""
    return create_app(services).test_client()


@pytest.fixture(scope="session")
def hostile_services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """An archive full of script."""
    found = make_services(tmp_path_factory.mktemp("hostile"), hostile_pages())
    yield found
    found.store.close()


@pytest.fixture
def hostile_client(hostile_services: Services) -> FlaskClient:
    """A reader of the hostile archive."""
    return create_app(hostile_services).test_client()
