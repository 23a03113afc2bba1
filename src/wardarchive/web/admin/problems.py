"""What a form answers when it cannot be accepted: a line in the reader's language, and the detail."""

from __future__ import annotations

from dataclasses import dataclass

from wardarchive.errors import ArchiveLocked, FetchError, UnknownWard, WardarchiveError
from wardarchive.web.admin.labels import error_label
from wardarchive.web.wording import gettext


@dataclass(frozen=True, slots=True)
class Problem:
    """`detail` is English: what the program itself says."""

    message: str
    detail: str = ""


def problem_of(error: WardarchiveError) -> Problem:
    """An error as the desk tells it."""
    detail = f"{error.message} ({error.hint})" if error.hint else error.message
    if isinstance(error, ArchiveLocked):
        return Problem(
            gettext(
                "Another process is collecting into this archive: a crawl on the command line or the "
                "scheduler. Wait for it to end, or stop it there."
            ),
            detail,
        )
    if isinstance(error, FetchError):
        return Problem(gettext("The site cannot be had: %(why)s.", why=error_label(error.kind)), detail)
    if isinstance(error, UnknownWard):
        return Problem(gettext("That names no ward, or several: give the code."), detail)
    return Problem(gettext("That cannot be accepted as it is."), detail)
