"""What the archivist's desk works with: the whole store, the index, the work, and a look at a site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from wardarchive.index.engine import Engine
from wardarchive.jobs.decisions import Archivist
from wardarchive.jobs.desk_work import DeskWork
from wardarchive.jobs.site_look import SiteLook
from wardarchive.jobs.storage import StorageUse
from wardarchive.store.store import Store


@dataclass(frozen=True)
class Desk:
    """Services for writing; reading pages for the public never touch them."""

    store: Store
    """Everything, what is withheld included."""
    engine: Engine
    work: DeskWork
    look: Callable[[str, bool], SiteLook]
    """An address of `jobs.site_look.address_of`, and whether its host may be at a private address."""
    storage: Callable[[], StorageUse]
    update_index: Callable[[], object]
    clock: Callable[[], datetime]
    archivist: Callable[[str, str], Archivist]
    """Somebody who decides about persons and statements, by name and reason."""
