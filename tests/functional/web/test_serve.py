"""Serving over a real port: start, answer, stop."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from queue import Queue

import pytest
import requests

from tests.commands import environment
from wardarchive.errors import UsageError
from wardarchive.web.serve import serve, serving
from wardarchive.wiring import Services


def test_a_port_in_use_is_one_line(services: Services) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"cannot listen on 127.0.0.1:{port}"):
            serve(services, "127.0.0.1", port)


def test_an_address_that_is_none_is_one_line(services: Services) -> None:
    with pytest.raises(UsageError, match=r"cannot listen on 203.0.113.9:80"):
        serve(services, "203.0.113.9", 80)


def test_it_answers_many_readers_and_stops_with_connections_open(
    services: Services, capfd: pytest.CaptureFixture[str]
) -> None:
    statuses: Queue[int] = Queue()
    before = set(threading.enumerate())  # other tests of this process may serve, too
    with serving(services) as address, requests.Session() as idle:
        response = idle.get(address + "/", timeout=30)

        def read() -> None:
            with requests.Session() as session:
                for path in ("/", "/?q=rác", "/article/1", "/capture/1/raw", "/healthz"):
                    statuses.put(session.get(address + path, timeout=30).status_code)

        readers = [threading.Thread(target=read) for _ in range(8)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()

    assert [statuses.get_nowait() for _ in range(40)] == [200] * 40
    assert "Server" not in response.headers
    assert not any(thread.name == "web" for thread in set(threading.enumerate()) - before)
    with pytest.raises(requests.ConnectionError):
        requests.get(address, timeout=30)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_ends_at_a_signal(tmp_path: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-m", "wardarchive"]
    subprocess.run([*command, "init", "--home", str(tmp_path / "a")], env=environment(), check=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*command, "serve", "--home", str(tmp_path / "a"), "--port", str(port)],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        for _ in range(300):
            try:
                requests.get(f"http://127.0.0.1:{port}/help", timeout=30)
                break
            except requests.ConnectionError:
                time.sleep(0.1)
        process.send_signal(number)
        _, err = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 0, err
    assert b"Traceback" not in err
