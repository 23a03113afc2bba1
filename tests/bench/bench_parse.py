"""CPU time and accuracy of reading a page, beside other extractors on the same pages in the same run.

Pages: the golden article pages, each filled up to the size of a portal's page (60 kB) with menus, scripts
and banners; and the real pages beside the project, where they are at hand. Every extractor has to give
title, date and body; ours gives all other fields and the links as well.

    python tests/bench/bench_parse.py [--rounds 5] [--json FILE]
"""

from __future__ import annotations

import argparse
import importlib
import json
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from bs4 import BeautifulSoup  # noqa: E402
from trafilatura import bare_extraction  # noqa: E402

from tests.golden.parse.gold import GoldPage, gold_pages, token_f1  # noqa: E402
from wardarchive.model import Article, NotAnArticle, published_date  # noqa: E402
from wardarchive.parse.page import read_page  # noqa: E402

SIZE = 60_000
REAL = ROOT.parent / "shared" / "data" / "portals" / "hanoi_liferay"


class Found(NamedTuple):
    """What an extractor found: title, ISO day, body."""

    title: str
    day: str
    body: str


Extractor = Callable[[bytes, str, str | None], Found]


_SCRIPT = "<script>var config={" + ",".join(f'"khoa{i}":"gia tri {i}"' for i in range(1300)) + "};</script>"
_MENU = '<li class="item-{0}"><a class="nav-link" href="/chuyen-muc-{0}.html">Chuyên mục số {0}</a></li>\n'
_BANNER = (
    '<tr><td><a href="/banner-{0}.html"><span style="color: rgb(230,230,250);"><img alt="" '
    'style="width: 228.0px;height: 48.0px;border-width: 1.0px;border-style: solid;margin-top: 1.0px;"'
    ' src="/documents/554897/555001/banner{0}.png/bannerb1a{0}?t=1457072429880"/></span></a></td></tr>\n'
)


def filled(page: bytes) -> bytes:
    """A UTF-8 page with a script, a menu and banners after its body tag, up to `SIZE`.

    The mix is that of the real pages: two fifths script, a hundred links, a tag every 60 bytes.
    """
    at = page.find(b">", page.lower().find(b"<body")) + 1
    if at == 0 or len(page) >= SIZE:
        return page
    menu = '<nav class="menu"><ul>' + "".join(_MENU.format(i) for i in range(60)) + "</ul></nav>"
    room = SIZE - len(page) - len(_SCRIPT) - len(menu.encode())
    banners = "".join(_BANNER.format(i) for i in range(max(0, room // len(_BANNER))))
    filling = f'{_SCRIPT}{menu}<table class="banner">{banners}</table>'
    return page[:at] + filling.encode() + page[at:]


def _found(page: Article | NotAnArticle) -> Found:
    if not isinstance(page, Article):
        return Found("", "", "")
    day = published_date(page.published)
    return Found(page.title, str(day or ""), "\n".join(b.text for b in page.body))


def ours(body: bytes, url: str, content_type: str | None) -> Found:
    return _found(read_page(body, url, content_type=content_type).page)


def ours_generic(body: bytes, url: str, content_type: str | None) -> Found:
    return _found(read_page(body, url, content_type=content_type, family="generic").page)


def trafilatura(body: bytes, url: str, _: str | None) -> Found:
    found = bare_extraction(body, url=url, with_metadata=True, include_comments=False)
    if found is None:
        return Found("", "", "")
    said = found if isinstance(found, dict) else found.as_dict()
    return Found(*(str(said.get(name) or "") for name in ("title", "date", "text")))


def newspaper4k(body: bytes, url: str, _: str | None) -> Found:
    import newspaper

    article = newspaper.article(url, language="vi", input_html=body.decode("utf-8", "replace"))
    day = str(article.publish_date.date()) if article.publish_date else ""
    return Found(article.title or "", day, article.text or "")


def tree_alone(body: bytes, _url: str, _: str | None) -> Found:
    """BeautifulSoup's tree on lxml and nothing read from it: how fast this machine is."""
    BeautifulSoup(body, "lxml")
    return Found("", "", "")


def extractors() -> dict[str, Extractor]:
    """All that give title, date and body."""
    known: dict[str, Extractor] = {
        "wardarchive": ours,
        "wardarchive, generic": ours_generic,
        "trafilatura": trafilatura,
    }
    if find_spec("newspaper") is not None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of an optional part of newspaper4k that is not used
            importlib.import_module("newspaper")
        known["newspaper4k"] = newspaper4k
    return known


def cpu_ms(
    readers: dict[str, Extractor], pages: list[tuple[bytes, str, str | None]], rounds: int
) -> dict[str, list[float]]:
    """For each extractor the median CPU milliseconds on each page; they take turns on every page, so that
    whatever else the machine does falls on all alike."""
    medians: dict[str, list[float]] = {name: [] for name in readers}
    for page in pages:
        times: dict[str, list[float]] = {name: [] for name in readers}
        for _ in range(rounds):
            for name, read in readers.items():
                begin = time.process_time()
                read(*page)
                times[name].append((time.process_time() - begin) * 1000)
        for name in readers:
            medians[name].append(statistics.median(times[name]))
    return medians


def accuracy(pages: list[GoldPage], read: Extractor) -> tuple[float, float, float]:
    """Mean over the golden articles: title right, day right, token F1 of the body."""
    titles, days, bodies = [], [], []
    for page in pages:
        wanted = page.wanted
        found = read(filled(page.body), wanted["url"], wanted["content_type"])
        titles.append(float(" ".join(found.title.split()) == wanted["title"]))
        days.append(float(found.day == (wanted["published_at"] or "")[:10]))
        bodies.append(token_f1("\n".join(b["text"] for b in wanted["body"]), found.body))
    return statistics.mean(titles), statistics.mean(days), statistics.mean(bodies)


def _is_comparable(wanted: dict[str, Any]) -> bool:
    """UTF-8 articles whose date does not count back from the capture: others know no capture time."""
    charset = wanted["content_type"].lower()
    odd = {"relative-date", "mojibake", "nfd", "tcvn3", "vni"}
    return wanted["is_article"] and charset.endswith("charset=utf-8") and not odd & set(wanted["markers"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    gold = [p for p in gold_pages() if _is_comparable(p.wanted)]
    sets = {"golden, 60 kB": [(filled(p.body), p.wanted["url"], p.wanted["content_type"]) for p in gold]}
    if REAL.is_dir():
        sets["real pages"] = [
            (p.read_bytes(), f"http://sotttt.hanoi.gov.vn/{p.name}", "text/html")
            for p in sorted(REAL.glob("*.html"))
        ]
    results = []
    print(f"{'extractor':<22}{'pages':<16}{'n':>4}{'median ms':>11}{'p90 ms':>9}")
    for label, pages in sets.items():
        timed = extractors() | {"bs4 on lxml, no more": tree_alone}
        for name, milliseconds in cpu_ms(timed, pages, args.rounds).items():
            times = sorted(milliseconds)
            median, p90 = statistics.median(times), times[int(0.9 * (len(times) - 1))]
            print(f"{name:<22}{label:<16}{len(pages):>4}{median:>11.1f}{p90:>9.1f}")
            results.append({"extractor": name, "pages": label, "median_ms": median, "p90_ms": p90})
    print(f"\n{'extractor':<22}{'title':>8}{'day':>8}{'body F1':>9}   ({len(gold)} golden articles)")
    for name, read in extractors().items():
        title, day, body = accuracy(gold, read)
        print(f"{name:<22}{title:>8.3f}{day:>8.3f}{body:>9.3f}")
        results.append({"extractor": name, "title": title, "day": day, "body_f1": body})
    if find_spec("newspaper") is None:
        print("\nnewspaper4k is not installed: left out (pip install '.[bench]')")
    if args.json:
        args.json.write_text(json.dumps(results, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
