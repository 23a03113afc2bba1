"""What kind of error it is, in Vietnamese, to stand before the full sentence."""

from __future__ import annotations

from wardarchive import errors
from wardarchive.errors import FetchError, WardarchiveError

GLOSSES: dict[type[WardarchiveError], str] = {
    errors.WardarchiveError: "lỗi",
    errors.UsageError: "cách dùng chưa đúng",
    errors.ConfigError: "cấu hình chưa đúng",
    errors.QueryError: "không trả lời được truy vấn này",
    errors.UnknownPortal: "không có cổng này trong kho",
    errors.UnknownWard: "không tìm thấy hoặc chưa rõ phường, xã này",
    errors.ArchiveError: "không dùng được kho lưu trữ",
    errors.ArchiveMissing: "chưa có kho lưu trữ",
    errors.ArchiveLocked: "kho đang được một tiến trình khác ghi",
    errors.ArchiveTooNew: "kho do phiên bản mới hơn tạo ra",
    errors.StorageFull: "không ghi được: đĩa đầy hoặc thiếu quyền",
    errors.FetchError: "không tải được trang",
    errors.CaptureError: "không đọc được bản lưu",
    errors.PageError: "không đọc được trang",
    errors.ImportFormatError: "không nạp được tệp này",
    errors.IndexUnavailable: "chưa dùng được chỉ mục tìm kiếm",
}

FETCH_GLOSSES = {
    "unknown-host": "không có máy chủ này",
    "refused": "máy chủ từ chối kết nối",
    "timeout": "máy chủ trả lời quá chậm",
    "tls": "kết nối bảo mật thất bại",
    "connection": "mất kết nối",
    "redirect-loop": "chuyển hướng vòng tròn",
    "too-many-redirects": "chuyển hướng quá nhiều lần",
    "too-large": "trang quá lớn",
    "bad-encoding": "dữ liệu nén bị hỏng",
    "bad-response": "phản hồi không hợp lệ",
    "robots": "robots.txt không cho tải",
    "private-address": "địa chỉ nội bộ, không được phép tải",
    "bad-url": "địa chỉ không hợp lệ",
    "http-error": "máy chủ báo lỗi",
}


def gloss(error: WardarchiveError) -> str:
    """The nearest kind's name in Vietnamese."""
    if isinstance(error, FetchError) and error.kind in FETCH_GLOSSES:
        return FETCH_GLOSSES[error.kind]
    return next(GLOSSES[kind] for kind in type(error).__mro__ if kind in GLOSSES)
