"""Every error that wardarchive raises on purpose.

The tree::

    WardarchiveError                 message + next step, one line each
    ├── UsageError                   the request itself is wrong (exit status 2)
    │   ├── ConfigError              config.toml or the environment
    │   ├── QueryError               a search request that cannot be answered
    │   ├── UnknownPortal            no portal of that name or URL
    │   └── UnknownWard              no administrative unit of that code or name
    ├── ArchiveError                 the archive's home cannot be used
    │   ├── ArchiveMissing           there is none
    │   ├── ArchiveLocked            another process is writing
    │   ├── ArchiveTooNew            made by a newer version
    │   └── StorageFull              no space left, or not writable
    ├── FetchError                   one page could not be fetched (has a kind)
    ├── CaptureError                 a WARC record cannot be read
    ├── PageError                    bytes that cannot be read as a page
    ├── ImportFormatError            an input file or line is not what it should be
    └── IndexUnavailable             the index is missing, damaged or of another version

Only `cli` and `web` catch `WardarchiveError` as a whole; all others catch by name.
"""

from __future__ import annotations


class WardarchiveError(Exception):
    """A failure with a one-line `message` and, where there is one, the `hint` that says what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = " ".join(message.split())
        self.hint = " ".join(hint.split())

    def __str__(self) -> str:
        return f"{self.message} — {self.hint}" if self.hint else self.message


class UsageError(WardarchiveError):
    """The request is wrong; trying again unchanged cannot help."""


class ConfigError(UsageError):
    """A setting is unknown or has an impossible value."""


class QueryError(UsageError):
    """A search request that no engine can answer (too long, too many terms)."""


class UnknownPortal(UsageError):
    """No portal of that name or address is in the archive."""


class UnknownWard(UsageError):
    """No administrative unit has that code or name."""


class ArchiveError(WardarchiveError):
    """The archive's home cannot be used as it is."""


class ArchiveMissing(ArchiveError):
    """There is no archive at this place."""


class ArchiveLocked(ArchiveError):
    """Another process holds the archive for writing."""


class ArchiveTooNew(ArchiveError):
    """The archive was written by a newer wardarchive."""


class StorageFull(ArchiveError):
    """The disk is full or the archive's folder cannot be written."""


class FetchError(WardarchiveError):
    """One URL could not be fetched; `kind` is one of `model.FETCH_ERROR_KINDS`."""

    def __init__(self, kind: str, url: str, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.kind = kind
        self.url = url


class CaptureError(WardarchiveError):
    """A WARC file or record is missing, cut off or damaged."""


class PageError(WardarchiveError):
    """Bytes that cannot be read as a page: too large, too deep, not text."""


class ImportFormatError(WardarchiveError):
    """An input file or line that is not in any format that `import` reads."""


class IndexUnavailable(WardarchiveError):
    """The index is missing, half-written, damaged or of another version; `index --rebuild` mends it."""
