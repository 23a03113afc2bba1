"""Wards of Huế: one address, all state in its parameters."""

from wardarchive.parse.profile import ANY, Family, Layout, Listing, Signal, UrlForm

FAMILY = Family(
    name="hue",
    label="Thừa Thiên Huế",
    signals=(
        Signal("url", r"[?&]gd=\d+", 0.3),
        Signal("url", r"[?&]tc=\d+", 0.3),
        Signal("url", r"[?&]cn=\d+", 0.2),
        Signal("url", r"(?:thuathienhue|hue)\.gov\.vn", 0.3),
        Signal("markup", "Xem tin theo ngày", 0.2),
        Signal("markup", "Thống kê truy cập", 0.1),
        Signal("markup", "Tìm kiếm tin tức", 0.1),
    ),
    layouts=(
        Layout(
            name="parameters",
            title=(".TieuDe", ".tieude", ".tieu-de", ".title-detail", ".news-title", ANY),
            meta=(".NgayCapNhat", ".ngaycapnhat", ".ngay-cap-nhat", ".date"),
            lead=(".TrichYeu", ".trichdan", ".tomtat"),
            body=(".NoiDung", ".noidung", ".noi-dung", ".content-detail", ".news-content"),
            author=(".TacGia", ".tacgia"),
            section=(".ChuyenMuc", ".chuyenmuc", ".breadcrumb a"),
            attachments=(".DinhKem", ".dinhkem"),
            drop=(".TinKhac", ".tinkhac"),
        ),
    ),
    listing=Listing(
        items=(".DanhSachTin li", ".danhsachtin li", ".item-tin"),
        links=("h2 a", "h3 a", "h4 a", "a"),
        pager=(".PhanTrang", ".phantrang", ".pagination"),
        page_parameters=("page", "trang", "pg"),
        related=(".TinKhac li", ".tinkhac li"),
    ),
    article_urls=(r"[?&]tc=\d",),
    url_forms=(
        UrlForm(needs=("gd", "tc"), keeps=("gd", "cn", "tc"), values=(("gd", r"^\d+$"), ("tc", r"^\d+$"))),
    ),
)
