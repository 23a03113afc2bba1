"""Made-up portals on the loopback that fail now and then, in a process of their own.

Run: python tests/soak/sites.py SITES PAGES FAULTS SEED RESTARTS

Prints the ports as JSON and serves until its standard input ends. `FAULTS` is the share of requests that
go wrong; with `RESTARTS` 1 every site is now and then away for half a second.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PER_LIST = 20
TOPICS = (
    "vệ sinh môi trường",
    "phòng cháy, chữa cháy",
    "trật tự đô thị",
    "chuyển đổi số",
    "an sinh xã hội",
)
END = "Hội nghị kết thúc lúc mười một giờ cùng ngày, mã số bài viết"

PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:type" content="article"></head><body>
<nav><ul>{menu}</ul></nav>
<article><h1>{title}</h1><p class="date">Ngày đăng: {day:02d}/{month:02d}/2024 08:{minute:02d} | Lượt xem: {views}</p>
<p>Sáng nay, Ủy ban nhân dân phường tổ chức hội nghị triển khai công tác {topic} tới các tổ dân phố.</p>
{paragraphs}
<p>Ông Trần Thử Nghiệm, Chủ tịch UBND phường, đề nghị các tổ dân phố thực hiện đúng kế hoạch số {number}.</p>
<p>{end} {number}.</p></article>
<footer><p>Cổng thông tin điện tử phường. Địa chỉ: ngõ {number}, phố Thử Nghiệm.</p></footer></body></html>"""
PARAGRAPH = (
    "<p>Theo báo cáo, tổ dân phố số {n} đã vận động {a} hộ gia đình tham gia, thu gom {b} ký rác thải và "
    "treo {c} băng rôn tuyên truyền dọc các tuyến phố chính trên địa bàn phường.</p>"
)


def menu() -> str:
    return "".join(f'<li><a href="/gioi-thieu/{n}">Giới thiệu {n}</a></li>' for n in range(5))


def article(site: int, number: int) -> str:
    """One article; the same words each time."""
    draw = random.Random(site * 100_000 + number)
    topic = TOPICS[number % len(TOPICS)]
    paragraphs = "\n".join(
        PARAGRAPH.format(n=n, a=draw.randrange(900), b=draw.randrange(900), c=draw.randrange(90))
        for n in range(draw.randrange(3, 9))
    )
    return PAGE.format(
        title=f"Phường {site} triển khai công tác {topic}, đợt {number}",
        menu=menu(), day=1 + number % 28, month=1 + number % 12, minute=number % 60, views=number,
        topic=topic, paragraphs=paragraphs, number=number, end=END,
    )  # fmt: skip


def listing(site: int, place: int, pages: int) -> str:
    """One page of the list of articles, with the way to the next."""
    first, last = place * PER_LIST, min((place + 1) * PER_LIST, pages)
    items = "".join(
        f'<li><h3><a href="/tin/{n}.html">Phường {site} triển khai công tác {TOPICS[n % len(TOPICS)]}, '
        f"đợt {n}</a></h3></li>"
        for n in range(first, last)
    )
    onward = f'<a href="/tin?page={place + 1}">Trang sau</a>' if last < pages else ""
    return f"<html><body><nav>{menu()}</nav><h1>Tin tức</h1><ul>{items}</ul><p>{onward}</p></body></html>"


class Site(ThreadingHTTPServer):
    """One portal."""

    request_queue_size = 64

    def __init__(self, number: int, port: int, pages: int, faults: float, seed: int) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.number, self.pages, self.faults = number, pages, faults
        self.draw = random.Random(seed * 1_000 + number)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is what this is for."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 5
    server: Site

    def do_GET(self) -> None:
        body = self._body()
        if body is None:
            self._send(404, b"<h1>404</h1>")
        elif self.path == "/robots.txt" or self.server.draw.random() >= self.server.faults:
            self._send(200, body)
        else:
            self._fail(self.server.draw.randrange(5), body)

    def _body(self) -> bytes | None:
        path, site, pages = self.path, self.server.number, self.server.pages
        text: str | None = None
        if path == "/robots.txt":
            return b"User-agent: *\nDisallow: /quan-tri/\n"
        if path == "/" or path == "/tin":
            text = listing(site, 0, pages)
        elif path.startswith("/tin?page=") and path[10:].isdigit():
            place = int(path[10:])
            text = listing(site, place, pages) if place * PER_LIST < pages else None
        elif path.startswith("/tin/") and path[5:-5].isdigit():
            number = int(path[5:-5])
            text = article(site, number) if number < pages else None
        elif path.startswith("/gioi-thieu/"):
            text = f"<html><body><nav>{menu()}</nav><h1>Giới thiệu</h1><p>Phường {site}.</p></body></html>"
        return None if text is None else text.encode()

    def _send(self, status: int, body: bytes, more: int = 0, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) + more))
        self.end_headers()
        self.wfile.write(body)

    def _fail(self, how: int, body: bytes) -> None:
        if how == 0:
            self._send(500, b"<h1>500</h1>")
        elif how == 1:
            self._send(503, b"", Retry_After="1")
        elif how == 2:
            self.close_connection = True
        elif how == 3:
            self.close_connection = True
            self._send(200, body[: len(body) // 2], more=len(body) - len(body) // 2)
        else:
            time.sleep(0.3)
            self._send(200, body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the screen."""


def serve(number: int, first: Site, restarts: bool, ending: threading.Event) -> None:
    """Serve one site; with `restarts` it is away for half a second now and then."""
    site, chance = first, random.Random(number)
    while not ending.is_set():
        thread = threading.Thread(target=site.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        ending.wait(chance.uniform(8.0, 25.0) if restarts else None)
        site.shutdown()
        thread.join()
        site.server_close()
        if not ending.is_set():
            ending.wait(0.5)
            site = Site(number, site.server_address[1], site.pages, site.faults, chance.randrange(10_000))


def main(sites: int, pages: int, faults: float, seed: int, restarts: bool) -> None:
    ending = threading.Event()
    made = [Site(number, 0, pages, faults, seed) for number in range(sites)]
    threads = [
        threading.Thread(target=serve, args=(site.number, site, restarts, ending), daemon=True)
        for site in made
    ]
    for thread in threads:
        thread.start()
    print(json.dumps([site.server_address[1] for site in made]), flush=True)
    sys.stdin.read()
    ending.set()
    for thread in threads:
        thread.join(5)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]), sys.argv[5] == "1")
