"""Pages that a server or a script gives in place of what was asked for: errors, logins, empty frames."""

from __future__ import annotations

import re

from wardarchive.model import HANOI_TIME, published_date
from wardarchive.parse.opened_page import OpenedPage
from wardarchive.parse.reading import Fields
from wardarchive.parse.tree import Tree, attribute, text_of
from wardarchive.parse.wordless import own_runs

_ERROR = re.compile(
    r"^(?:(?:lỗi|error|http(?: error)?|mã lỗi)\s*:?\s*)?(?:40[034]|50[0234])\s*(?:[-–:|.]|error|internal|$)"
    r"|không tìm thấy|không tồn tại|đã bị xóa|đã bị xoá|not found|bị lỗi|lỗi hệ thống|có lỗi xảy ra"
    r"|đã xảy ra lỗi"
    r"|server error|service unavailable|bad gateway|access denied|forbidden|truy cập bị từ chối"
    r"|đang bảo trì|under maintenance|runtime error|database error|trang không có|liên kết không hợp lệ"
    r"|(?<!\w)(?:trang|bài viết|nội dung|liên kết)"
    r"(?: (?:này|mà|bạn|quý vị|đang|vừa|muốn|cần|tìm|xem|yêu cầu|truy cập|có thể|đã))* không còn"
    r"|trang (?:mà )?(?:bạn"
    r"|quý vị) (?:đang )?(?:tìm|yêu cầu|cần)"
    r"|^(?:rất tiếc|xin lỗi)\s*(?:[,.!…]|$)|error occurred|yêu cầu không hợp lệ|không có quyền truy cập",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"^(?:đăng nhập|đăng ký|login|log in|sign in|quên mật khẩu)(?:\s|$|\W)", re.IGNORECASE)
_SCRIPT_ASKED = re.compile(
    r"(?:bật|kích hoạt|enable|requires?)\s+(?:tính năng\s+)?java\s?script"
    r"|javascript (?:is )?(?:required|disabled)",
    re.IGNORECASE,
)
_CHECK = re.compile(
    r"checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human|just a moment"
    r"|xác minh (?:rằng )?bạn (?:không )?(?:phải )?là|attention required",
    re.IGNORECASE,
)
_SHORT = 600
"""Letters of body or page beyond which words of error are a subject, not a message."""
_FEW = 300
"""Letters of a text without a date that may be the message itself."""
_MESSAGE = 7
"""Syllables of an error's title; news about errors have more."""
_MOUNTS = ("root", "app", "__next", "__nuxt", "main-app")


def visible_letters(tree: Tree) -> int:
    """Letters that readers of the page see."""
    bodies = tree.by_name.get("body")
    return tree.chars[bodies[0]] if bodies else sum(tree.own)


def _is_error(page: OpenedPage, fields: Fields | None, visible: int) -> bool:
    """Whether a short page speaks of an error; one of an older day only where its title is the error.

    The day of the capture is no proof of an article: servers print it on their error pages.
    """
    tree, said = page.tree, page.said
    title = fields.title if fields is not None else ""
    if fields is not None and fields.body.chars >= _SHORT:
        named = len(title.split()) <= _MESSAGE and _ERROR.search(title) is not None
        if not named or sum(own_runs(tree, page.regions)) >= _SHORT:
            return False
    day = published_date(fields.published.value) if fields is not None else None
    if day is not None and day != page.captured.astimezone(HANOI_TIME).date():
        return len(title.split()) <= _MESSAGE and _ERROR.search(title) is not None
    texts = [title, said.document_title]
    if visible < _SHORT:
        texts.append(text_of(tree.soup, limit=2_000))
    elif day is None and fields is not None and fields.body.chars < _FEW:
        texts += [block.text for block in fields.body.blocks]
    return any(_ERROR.search(text) for text in texts)


def _asks_password(tree: Tree) -> bool:
    return any(
        attribute(tree.elements[i], "type").lower() == "password" for i in tree.by_name.get("input", ())
    )


def _is_shell(tree: Tree, raw: str, visible: int) -> bool:
    """Whether the page is an empty frame that a script would fill."""
    if visible > 400 or "<script" not in raw.lower():
        return False
    return visible < 120 or any(name in tree.by_id for name in _MOUNTS)


def fault_of(page: OpenedPage, fields: Fields | None) -> str | None:
    """What a page is that was given in place of another, as a short phrase; None where it is none.

    `fields` are what a reading found on it.
    """
    tree, said, raw = page.tree, page.said, page.decoded.text
    visible = visible_letters(tree)
    title = fields.title if fields is not None else said.document_title
    chars = fields.body.chars if fields is not None else 0
    if said.refresh and visible < 300 and "url=" in said.refresh.lower():
        return "redirect page"
    if visible < _SHORT and _CHECK.search(f"{said.document_title} {text_of(tree.soup, limit=2_000)}"):
        return "browser check"
    if _is_error(page, fields, visible):
        return "error page"
    if _asks_password(tree) and (chars < 300 or _LOGIN.search(title)):
        return "login page"
    if chars < 100 and _is_shell(tree, raw, visible):
        return "empty shell filled by scripts"
    if visible < 40:
        return "empty page"
    if chars < 400 and visible < 2_000 and _SCRIPT_ASKED.search(_with_noscript(tree)):
        return "empty shell filled by scripts"
    return None


def _with_noscript(tree: Tree) -> str:
    """The page's text with what it tells browsers without scripts."""
    asked = " ".join(tree.elements[i].get_text()[:500] for i in tree.by_name.get("noscript", ())[:5])
    return f"{asked} {text_of(tree.soup, limit=2_000)}"
