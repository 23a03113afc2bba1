"""TLS: certificates are checked against the name in the URL, also with a pinned address."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from wardarchive.crawl.fetch import Fetcher, FetchSettings
from wardarchive.errors import FetchError

NAME = "portal.test"
pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = self.headers["Host"].encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Nothing on the screen."""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for the name, with its key, in one file."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            f"/CN={NAME}",
            "-addext",
            f"subjectAltName=DNS:{NAME}",
            "-keyout",
            "key.pem",
            "-out",
            "cert.pem",
        ],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    (folder / "both.pem").write_bytes(
        (folder / "key.pem").read_bytes() + (folder / "cert.pem").read_bytes()
    )
    return folder / "both.pem"


@pytest.fixture(scope="module")
def port(certificate: Path) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def fetcher(ca: Path | None) -> Fetcher:
    settings = FetchSettings(retries=0, read_timeout=3, ca_bundle=None if ca is None else str(ca))
    return Fetcher(settings, resolve=lambda _host, _port: ["127.0.0.1"])


def test_self_signed_certificate_is_refused(port: int) -> None:
    """An authority that nobody knows gives kind tls, with the reason."""
    with fetcher(None) as client, pytest.raises(FetchError) as caught:
        client.fetch(f"https://{NAME}:{port}/", allowed_hosts=frozenset({f"{NAME}:{port}"}))

    assert caught.value.kind == "tls"
    assert "certificate" in caught.value.message


def test_known_authority_and_right_name(port: int, certificate: Path) -> None:
    """The pinned connection still names the host, to TLS and in the Host header."""
    with fetcher(certificate) as client:
        for _ in range(3):
            page = client.fetch(f"https://{NAME}:{port}/", allowed_hosts=frozenset({f"{NAME}:{port}"}))

    assert page.body == f"{NAME}:{port}".encode()


def test_wrong_name_is_refused(port: int, certificate: Path) -> None:
    """A certificate for another name does not do."""
    with fetcher(certificate) as client, pytest.raises(FetchError) as caught:
        client.fetch(f"https://khac.test:{port}/", allowed_hosts=frozenset({f"khac.test:{port}"}))

    assert caught.value.kind == "tls"
