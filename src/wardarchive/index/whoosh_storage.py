"""Files of a Whoosh index that stay inside its folder and unpickle nothing but an index's own classes.

Whoosh keeps its table of contents as pickles. A pickle can run code, so whoever could slip a file or a
link into the folder could run code too: links are refused, and only the classes that this project
writes are ever made from a pickle.
"""

from __future__ import annotations

import errno
import io
import os
import pickle
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile

_ALLOWED = {
    ("builtins", "set"),
    ("whoosh.codec.whoosh3", "W3Segment"),
    ("wardarchive.index.whoosh_codec", "BlockCodec"),
}


class _OwnUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name} does not belong into an index")
        return super().find_class(module, name)


class _OwnFile(StructFile):  # type: ignore[misc]
    """A file whose pickles are read with the classes of an index only."""

    def read_pickle(self) -> Any:
        return _OwnUnpickler(self.file).load()


def open_inside(path: Path) -> int:
    """A file descriptor for reading. A link raises `OSError`, as does what is no plain file."""
    flags = (
        os.O_RDONLY
        | getattr(os, "O_NOFOLLOW", 0)
        | getattr(os, "O_CLOEXEC", 0)
        | getattr(os, "O_BINARY", 0)
    )
    descriptor = os.open(path, flags)
    if path.is_symlink() or not path.is_file():
        os.close(descriptor)
        raise OSError(errno.ELOOP, "not a plain file", str(path))
    return descriptor


def read_inside(path: Path, limit: int = 1 << 31) -> bytes:
    """The bytes of a plain file; links and files over `limit` raise `OSError`."""
    with os.fdopen(open_inside(path), "rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise OSError(errno.EFBIG, "too large for an index file", str(path))
    return data


class OwnStorage(FileStorage):  # type: ignore[misc]
    """Whoosh's folder of files, without links."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), supports_mmap=False)

    def open_file(self, name: str, **kwargs: Any) -> StructFile:
        """The whole file in memory: Whoosh leaves files open where reading them fails."""
        return _OwnFile(io.BytesIO(read_inside(Path(self.folder) / name)), name=name, **kwargs)
