"""Every form of date and time seen on portals, and what is no publication time."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardarchive.model import HANOI_TIME
from wardarchive.parse.dates import plausible, read_machine, read_moments

CAPTURED = datetime(2025, 3, 10, 3, 0, tzinfo=UTC)


def first(text: str) -> str | None:
    moments = read_moments(text, CAPTURED)
    return moments[0].value.isoformat() if moments else None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ngày đăng 25/01/2022 | 14:29 \u00a0|\u00a0Lượt xem: 302", "2022-01-25T14:29:00+07:00"),
        ("vào T5, 09/03/2020 - 14:25", "2020-09-03T14:25:00+07:00"),
        ("Thứ hai, 09/03/2020 14:25", "2020-03-09T14:25:00+07:00"),
        ("Thứ Tư, ngày 10/12/2016", "2016-10-12"),
        ("Sat, 10/12/2016", "2016-12-10"),
        ("Thứ Ba, 10/12/2016", "2016-12-10"),  # neither order is a Tuesday
        ("Ngày đăng 17/07/2019 | 09:15  | View count: 85", "2019-07-17T09:15:00+07:00"),
        ("Ngày đăng 18/03/2019 | 04:01 PM | View count: 536", "2019-03-18T16:01:00+07:00"),
        ("Ngày đăng 18/03/2019 | 3:06 PM | View count: 107", "2019-03-18T15:06:00+07:00"),
        ("Publish date 13/03/2020 | 08:49 AM | View count: 821", "2020-03-13T08:49:00+07:00"),
        ("Ngày đăng 24/11/2014 | 00:00", "2014-11-24"),
        ("21/12/2012 | 12:00 AM", "2012-12-21"),
        ("21/07/2022 | 12:30 AM", "2022-07-21T00:30:00+07:00"),
        ("21/07/2022 | 12:05 PM", "2022-07-21T12:05:00+07:00"),
        ("12/11/2024 | 10:00  | View Count: 39", "2024-11-12T10:00:00+07:00"),
        ("09/12/2022", "2022-12-09"),
        ("Đăng ngày 17 - 05 - 2024", "2024-05-17"),
        ("Đăng ngày 15-05-2022 10:48", "2022-05-15T10:48:00+07:00"),
        ("Ngày đăng: 08/07/2024\u00a0 11:38", "2024-07-08T11:38:00+07:00"),
        ("Cập nhật ngày: 26/08/2020 14:06", "2020-08-26T14:06:00+07:00"),
        ("Thứ năm - 24/06/2021 15:51 1.320 0", "2021-06-24T15:51:00+07:00"),
        ("24/06/2021 03:51:00 PM", "2021-06-24T15:51:00+07:00"),
        ("Print Thứ Tư, 15/01/2020 08:22 Gốc", "2020-01-15T08:22:00+07:00"),
        ("HT|02/3/2022|10:00", "2022-03-02T10:00:00+07:00"),
        ("16:53 | 25/02/2021", "2021-02-25T16:53:00+07:00"),
        ("Cập nhật: 08-05-2020 | 13:40:46", "2020-05-08T13:40:46+07:00"),
        ("12:33 02/05/2021", "2021-05-02T12:33:00+07:00"),
        ("08:22 Thứ Tư, ngày 15/01/2020", "2020-01-15T08:22:00+07:00"),
        ("Đăng lúc 16:07 ngày 15/12/2020", "2020-12-15T16:07:00+07:00"),
        ("lúc 16h07, ngày 15/12/2020", "2020-12-15T16:07:00+07:00"),
        ("15/12/2020, 16 giờ 07 phút", "2020-12-15T16:07:00+07:00"),
        ("15/12/2020 4:07:00 CH", "2020-12-15T16:07:00+07:00"),
        ("15/12/2020 8:05 SA", "2020-12-15T08:05:00+07:00"),
        ("15/12/2020 16:07 (GMT+7)", "2020-12-15T16:07:00+07:00"),
        ("15.12.2020", "2020-12-15"),
        ("ngày 15 tháng 12 năm 2020", "2020-12-15"),
        ("15 Tháng Mười Hai, 2020", "2020-12-15"),
        ("Tháng 12 15, 2020", "2020-12-15"),
        ("December 15, 2020 4:07 pm", "2020-12-15T16:07:00+07:00"),
        ("15 Dec 2020", "2020-12-15"),
        ("12/25/2020 4:07:00 PM", "2020-12-25T16:07:00+07:00"),
        ("2020-12-15 16:07:09", "2020-12-15T16:07:09+07:00"),
        ("17 giờ trước", "2025-03-09T17:00:00+07:00"),
        ("5 phút trước", "2025-03-10T09:55:00+07:00"),
        ("2 ngày trước", "2025-03-08"),
        ("3 weeks ago", "2025-02-17"),
        ("Hôm qua, 08:15", "2025-03-09T08:15:00+07:00"),
        ("vừa xong", "2025-03-10T10:00:00+07:00"),
    ],
)
def test_forms_of_dates(text: str, wanted: str) -> None:
    """Each form gives the day, and the time of day where the page knows it."""
    assert first(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "5/5 - (2 đánh giá)",
        "Lượt truy cập: 13.092.837",
        "Hôm nay: 1.204",
        "01/01/0001",
        "15/12/2027",
        "31/02/2020",
        "15/12/1975",
        "024.3999.0101",
        "12/17 chỉ tiêu",
        "192.168.10.2024",
        "277",
        "",
    ],
)
def test_what_is_no_date(text: str) -> None:
    """Ratings, counters, telephone numbers and impossible or future days are no dates."""
    assert first(text) is None


def test_relative_times_need_the_capture() -> None:
    """Without a capture time a relative one says nothing."""
    assert read_moments("17 giờ trước") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2020-12-15T09:07:00Z", datetime(2020, 12, 15, 16, 7, tzinfo=HANOI_TIME)),
        ("2020-12-15T16:07:00+07:00", datetime(2020, 12, 15, 16, 7, tzinfo=HANOI_TIME)),
        ("2020-12-15T16:07:00", datetime(2020, 12, 15, 16, 7, tzinfo=HANOI_TIME)),
        ("2020-12-14T17:00:00Z", date(2020, 12, 15)),
        ("2020-12-15", date(2020, 12, 15)),
        ("2021-06-24+0715:51:00", datetime(2021, 6, 24, 15, 51, tzinfo=HANOI_TIME)),
        ("2021-06-24ICT15:51:00", datetime(2021, 6, 24, 15, 51, tzinfo=HANOI_TIME)),
        ("15/12/2020 16:07", datetime(2020, 12, 15, 16, 7, tzinfo=HANOI_TIME)),
        ("0001-01-01T00:00:00", None),
        ("2031-01-01T00:00:00", None),
        ("không rõ", None),
    ],
)
def test_machine_dates(text: str, wanted: date | None) -> None:
    """Machine dates are read in Viet Nam's time; midnight is a day without time."""
    assert read_machine(text, CAPTURED) == wanted


@given(st.datetimes(min_value=datetime(1999, 1, 1), max_value=datetime(2025, 3, 9)))  # noqa: DTZ001
def test_written_and_read_again(moment: datetime) -> None:
    """Any minute of any day, written as the portals write it, is read as it was."""
    moment = moment.replace(second=0, microsecond=0, tzinfo=HANOI_TIME)
    wanted = moment.date() if (moment.hour, moment.minute) == (0, 0) else moment
    for form in ("Ngày đăng %d/%m/%Y | %H:%M", "%d-%m-%Y %H:%M", "%H:%M | %d/%m/%Y", "%d/%m/%Y | %I:%M %p"):
        assert read_moments(moment.strftime(form), CAPTURED)[0].value == wanted


@given(st.text(alphabet="0123456789/-.: |,hgiờPMSACHngàytháng năm\u00a0", max_size=200))
def test_any_text(text: str) -> None:
    """No text raises, and every date found is plausible."""
    assert all(plausible(m.day, CAPTURED) for m in read_moments(text, CAPTURED))
