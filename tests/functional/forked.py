"""Commands in processes of their own that need not import anything: forks of one that has.

A command takes a second to import what it works with and a tenth to work. Here one process imports all of
wardarchive and then forks for every command: each has its own memory, standard streams, signals and exit
status, as a process of the shell has. Tests that are about starting, killing and serving start real ones.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

_LIMIT = 1 << 20


class Forked:
    """The process that forks, as its owner sees it."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            words = [sys.executable, "-m", "tests.functional.forked", str(theirs.fileno())]
            self._process = subprocess.Popen(words, env=dict(environment), pass_fds=[theirs.fileno()])

    def run(self, words: Sequence[str], stdin: bytes | None, timeout: float) -> tuple[int, bytes, bytes]:
        """(exit status, output, errors) of one command; a signal that ended it is a negative status."""
        with (
            tempfile.TemporaryFile() as given,
            tempfile.TemporaryFile() as out,
            tempfile.TemporaryFile() as err,
        ):
            given.write(stdin or b"")
            given.seek(0)
            said = json.dumps([list(words), str(Path.cwd())]).encode()
            socket.send_fds(self._channel, [said], [given.fileno(), out.fileno(), err.fileno()])
            child = int(self._channel.recv(_LIMIT))
            self._channel.settimeout(timeout)
            try:
                status = int(self._channel.recv(_LIMIT))
            except TimeoutError:
                os.kill(child, signal.SIGKILL)
                self._channel.settimeout(None)
                self._channel.recv(_LIMIT)
                raise subprocess.TimeoutExpired(list(words), timeout) from None
            self._channel.settimeout(None)
            out.seek(0)
            err.seek(0)
            return status, out.read(), err.read()

    def close(self) -> None:
        """Ends the process."""
        self._channel.close()
        self._process.wait(30)


def _children(channel: socket.socket) -> list[str] | None:
    """Forks for every request; in a child, returns its words, in the parent nothing, at the end."""
    while True:
        said, streams, _, _ = socket.recv_fds(channel, _LIMIT, 3)
        if not said:
            return None
        words, folder = json.loads(said)
        child = os.fork()
        if child == 0:
            for number, stream in enumerate(streams):
                os.dup2(stream, number)
                os.close(stream)
            os.chdir(folder)
            return list(words)
        for stream in streams:
            os.close(stream)
        channel.send(b"%d" % child)
        channel.send(b"%d" % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _import_everything() -> None:
    import wardarchive

    for module in pkgutil.walk_packages(wardarchive.__path__, "wardarchive."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    gc.freeze()


if __name__ == "__main__":
    _import_everything()
    with socket.socket(fileno=int(sys.argv[1])) as channel:
        words = _children(channel)
    if words is not None:
        from wardarchive.cli import main

        sys.argv = ["wardarchive", *words]
        main()
