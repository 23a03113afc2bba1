"""Which portals the demo has: site names, sections and plain pages, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DemoFamily = Literal["hanoi_liferay", "nukeviet"]


@dataclass(frozen=True, slots=True)
class Section:
    """A list page of a portal."""

    path: str
    """One path segment, without slashes."""
    title: str


@dataclass(frozen=True, slots=True)
class DemoPortal:
    """One invented site."""

    name: str
    """Short ASCII name: ``sai-dong``; also the name of its file of articles."""
    ward_code: str
    ward: str
    """With its type: ``Phường Sài Đồng``."""
    district: str
    province: str
    family: DemoFamily
    site_name: str
    title_suffix: str
    """What stands last in `<title>`; not always the site's own name, as on real sites."""
    sections: tuple[Section, ...]
    group_id: int
    """The number of the site's folder of documents."""
    page_size: int
    """Articles on one list page."""
    crawl_delay: float | None = None
    """What robots.txt asks for, seconds."""

    def section(self, path: str) -> Section | None:
        """The section of that path, None if there is none."""
        return next((s for s in self.sections if s.path == path), None)


_HANOI_SECTIONS = (
    Section("hoat-dong-cac-phuong", "Hoạt động các phường"),
    Section("tin-tuc-su-kien", "Tin tức - Sự kiện"),
    Section("cai-cach-hanh-chinh", "Cải cách hành chính"),
    Section("thong-bao", "Thông báo"),
)

PORTALS = (
    DemoPortal(
        name="sai-dong",
        ward_code="00142",
        ward="Phường Sài Đồng",
        district="Quận Long Biên",
        province="Thành phố Hà Nội",
        family="hanoi_liferay",
        site_name="Cổng thông tin điện tử phường Sài Đồng",
        title_suffix="Cổng thông tin điện tử Quận Long Biên",
        sections=_HANOI_SECTIONS,
        group_id=1204417,
        page_size=5,
    ),
    DemoPortal(
        name="phuc-dong",
        ward_code="00151",
        ward="Phường Phúc Đồng",
        district="Quận Long Biên",
        province="Thành phố Hà Nội",
        family="hanoi_liferay",
        site_name="Cổng thông tin điện tử phường Phúc Đồng",
        title_suffix="Cổng thông tin điện tử Quận Long Biên",
        sections=_HANOI_SECTIONS,
        group_id=1204583,
        page_size=5,
    ),
    DemoPortal(
        name="an-hai-bac",
        ward_code="20272",
        ward="Phường An Hải Bắc",
        district="Quận Sơn Trà",
        province="Thành phố Đà Nẵng",
        family="nukeviet",
        site_name="Trang thông tin điện tử phường An Hải Bắc",
        title_suffix="Trang thông tin điện tử phường An Hải Bắc",
        sections=(
            Section("tin-hoat-dong", "Tin hoạt động"),
            Section("doi-song-do-thi", "Đời sống đô thị"),
            Section("thong-bao", "Thông báo"),
        ),
        group_id=0,
        page_size=6,
        crawl_delay=0.05,
    ),
)
"""The demo's portals, in the order of their ports."""
