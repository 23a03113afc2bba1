"""Serving over a real port: start, answer, stop."""

from __future__ import annotations

import socket
import threading
from queue import Queue

import pytest
import requests

from wardarchive.errors import UsageError
from wardarchive.web.serve import bind, serve
from wardarchive.wiring import Services


def test_a_port_in_use_is_one_line(services: Services) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"cannot listen on 127.0.0.1:{port}"):
            serve(services, "127.0.0.1", port)


def test_it_answers_many_readers_and_stops_cleanly(
    services: Services, capfd: pytest.CaptureFixture[str]
) -> None:
    server = bind(services, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    base = f"http://127.0.0.1:{server.effective_port}"
    answers: Queue[int] = Queue()

    def read() -> None:
        with requests.Session() as session:
            for path in ("/", "/?q=rác", "/article/1", "/capture/1/raw", "/healthz"):
                answers.put(session.get(base + path, timeout=30).status_code)

    readers = [threading.Thread(target=read) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    response = requests.get(base + "/", timeout=30)
    server.close()
    thread.join(timeout=30)

    assert not thread.is_alive()
    assert [answers.get_nowait() for _ in range(40)] == [200] * 40
    assert "Server" not in response.headers
    assert capfd.readouterr() == ("", "")
