"""The garbage collector held back while a page is in hand."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_holders = 0
_was_on = False


@contextmanager
def no_collection() -> Iterator[None]:
    """Nothing is collected while this lasts, in any thread; afterwards all is as it was.

    A page is some ten thousand objects in cycles, all of them in use: looking through them for garbage
    again and again takes a seventh of the time of reading. It lasts some 10 ms, so little can gather.
    """
    global _holders, _was_on
    with _lock:
        if _holders == 0:
            _was_on = gc.isenabled()
            gc.disable()
        _holders += 1
    try:
        yield
    finally:
        with _lock:
            _holders -= 1
            if _holders == 0 and _was_on:
                gc.enable()
