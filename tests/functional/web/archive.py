"""Small archives for the tests of the web: thirty invented articles, and one full of scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from wardarchive.config import Settings
from wardarchive.errors import CaptureError
from wardarchive.index.memory_engine import MemoryEngine
from wardarchive.jobs.reindex import update_index
from wardarchive.model import (
    HANOI_TIME,
    Article,
    Attachment,
    Block,
    Capture,
    CapturedContent,
    Mention,
    NamedOfficial,
    OfficialRef,
    Portal,
    Reading,
    Statement,
    Suggestion,
    WarcLocation,
)
from wardarchive.store.capture_rows import NewCapture
from wardarchive.store.keeping import NewVersion
from wardarchive.store.store import Store
from wardarchive.text.normalise import fold
from wardarchive.wiring import Services

NOW = datetime(2026, 11, 20, 3, 4, 5, tzinfo=UTC)
SAI_DONG, PHUC_DONG, AN_HAI_BAC = "00142", "00151", "20272"

SECRETARY = ("Lương Vĩnh Khang", "Bí thư Đảng ủy phường")
CHAIR = ("Tô Thị Hạnh Nguyên", "Chủ tịch UBND phường")
YOUTH = ("Kiều Bảo Lâm", "Bí thư Đoàn phường")

_SECTIONS = ("Hoạt động các phường", "Cải cách hành chính", "Thông báo")
_SUBJECTS = (
    ("Ra quân thu gom rác trên tuyến phố chính", "thu gom rác thải và quét dọn lòng đường, vỉa hè"),
    ("Tập huấn phòng cháy, chữa cháy cho tổ dân phố", "kiểm tra bình chữa cháy và lối thoát nạn"),
    ("Một cửa điện tử rút ngắn thời gian chờ", "trả kết quả hồ sơ đúng hẹn và công khai phí"),
    ("Ngày hội đọc sách tại nhà văn hóa", "mở tủ sách dùng chung và đọc cho thiếu nhi"),
    ("Tiêm chủng mở rộng đợt mùa thu", "đưa trẻ đến trạm y tế đúng lịch hẹn"),
)


class NamingEngine(MemoryEngine):
    """Completes one name."""

    def suggest(self, prefix: str, limit: int = 8) -> list[Suggestion]:
        name = SECRETARY[0]
        known = fold(name).startswith(fold(prefix))
        return [Suggestion("official", name, "luong-vinh-khang.00142")] if known else []


@dataclass(frozen=True)
class Page:
    """One article to keep, with its people and the page that it was captured from."""

    article: Article
    ward_code: str | None
    reading: Reading = field(default_factory=Reading)
    content_type: str = "text/html; charset=UTF-8"
    body: bytes | None = None


def people_of(article: Article, people: Iterable[tuple[str, str]], order: str = "yêu cầu") -> Reading:
    """Every place that names one of `people`; a sentence with a name and `order` is a statement."""
    officials, statements = [], []
    for name, role in people:
        places = [(-1, article.title), *((i, b.text) for i, b in enumerate(article.body))]
        mentions = tuple(
            Mention(i, text.index(name), text.index(name) + len(name), name, role, "role-name")
            for i, text in places
            if name in text
        )
        if mentions:
            officials.append(NamedOfficial(name, role, mentions))
        for i, text in places[1:]:
            if name in text and order in text:
                statements.append(Statement(name, order, "indirect", "named", text, i, 0, len(text)))
    return Reading(tuple(officials), tuple(statements))


def captured_html(article: Article) -> bytes:
    """A page that says what `article` says, with a script that must never run."""
    paragraphs = "".join(f"<p>{block.text}</p>" for block in article.body)
    return (
        f"<!doctype html><html><head><title>{article.title}</title></head><body>"
        f"<h1 style='color: #234'>{article.title}</h1>{paragraphs}"
        "<script>document.body.dataset.ran = 'yes'</script></body></html>"
    ).encode()


def thirty_pages() -> list[Page]:
    """Two wards of Hanoi and one of Da Nang, 2018 to 2024; one article without a date."""
    pages = []
    for number in range(30):
        ward_code = (SAI_DONG, PHUC_DONG, AN_HAI_BAC)[number % 3]
        title, work = _SUBJECTS[number % len(_SUBJECTS)]
        speaker = (SECRETARY, CHAIR, YOUTH)[number % 3]
        published: date | datetime | None = datetime(
            2018 + number % 7, 1 + number % 12, 1 + number % 28, 16, 7, tzinfo=HANOI_TIME
        )
        if number == 28:
            published = date(2024, 5, 2)
        if number == 29:
            published = None
        article = Article(
            url=f"http://{ward_code}.example.vn/tin/{number + 1}",
            title=f"{title}, lần {number + 1}",
            body=(
                Block("paragraph", f"Sáng nay, cán bộ và nhân dân cùng {work}."),
                Block("heading", "Việc cần làm ngay"),
                Block("paragraph", f"Đồng chí {speaker[0]}, {speaker[1]}, yêu cầu các tổ tiếp tục {work}."),
                Block("caption", f"Đ/c {speaker[0]} tại buổi làm việc"),
                Block("list", "Tổ dân phố số 1\nTổ dân phố số 2"),
                Block("table", "Năm | Số lượng\n2023 | 1.204 hồ sơ\n2024 | 1.310 hồ sơ"),
            ),
            section=_SECTIONS[number % len(_SECTIONS)],
            published=published,
            views=None if number == 27 else 100 + 37 * number,
            author="Minh Châu" if number % 4 == 0 else None,
            images=(f"http://{ward_code}.example.vn/anh/{number}.jpg",),
            attachments=(Attachment(f"http://{ward_code}.example.vn/tep/{number}.pdf", "Kế hoạch.pdf"),),
            family="hanoi_liferay",
        )
        pages.append(Page(article, ward_code, people_of(article, [speaker])))
    return pages


def make_services(
    home: Path, pages: Iterable[Page], *, settings: Mapping[str, object] | None = None
) -> Services:
    """An archive with these pages, indexed in memory; the third one has a second version."""
    store = Store.open(f"sqlite:///{home / 'archive.db'}")
    bodies: dict[int, tuple[str, bytes]] = {}
    portals: dict[str, int] = {}
    for number, page in enumerate(pages):
        if page.ward_code and page.ward_code not in portals:
            portal = Portal(
                0, f"http://{page.ward_code}.example.vn/", f"Cổng {page.ward_code}", page.ward_code
            )
            portals[page.ward_code] = store.add_portal(portal, NOW).id
        _keep(store, page, number * 2, portals.get(page.ward_code or ""), bodies, NOW)
        if number == 2:
            article = replace(
                page.article,
                views=(page.article.views or 0) + 55,
                body=(
                    *page.article.body,
                    Block("paragraph", "Đính chính: buổi làm việc bắt đầu lúc 8 giờ."),
                ),
            )
            later = replace(page, article=article)
            _keep(
                store,
                later,
                number * 2 + 1,
                portals.get(page.ward_code or ""),
                bodies,
                NOW + timedelta(days=3),
            )
    engine = NamingEngine()
    update_index(store, engine, lambda done, of: None)

    def read_capture(capture: Capture) -> CapturedContent:
        if capture.id not in bodies:
            raise CaptureError("the record is cut off")
        kind, body = bodies[capture.id]
        return CapturedContent(
            capture.url, capture.status, (("Content-Type", kind),), body, capture.fetched_at
        )

    return Services(Settings(home, **(settings or {})), store, engine, read_capture)  # type: ignore[arg-type]


def _keep(
    store: Store,
    page: Page,
    place: int,
    portal_id: int | None,
    bodies: dict[int, tuple[str, bytes]],
    at: datetime,
) -> None:
    article = page.article
    body = captured_html(article) if page.body is None else page.body
    capture_id = store.add_capture(
        NewCapture(
            portal_id=portal_id,
            run_id=None,
            url=f"{article.url}?xem=1"
            if page.ward_code == PHUC_DONG
            else article.url,  # one article, two URLs
            fetched_at=at,
            status=200,
            content_type=page.content_type,
            digest=f"sha1:{place:032d}",
            location=WarcLocation("wardarchive-0001.warc.gz", place * 1000, 900),
        )
    )
    bodies[capture_id] = (page.content_type, body)
    refs = {
        person.name: OfficialRef(
            f"{fold(person.name).replace(' ', '-')}.{page.ward_code}", person.name, person.role
        )
        for person in page.reading.officials
    }
    store.keep(
        NewVersion(
            article=article,
            observed_at=at,
            parser_version="1",
            ward_code=page.ward_code,
            portal_id=portal_id,
            capture_id=capture_id,
            reading=page.reading,
            refs=refs,
        )
    )
