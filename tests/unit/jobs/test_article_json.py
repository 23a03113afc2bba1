"""The article JSON of the interface, out and in."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardarchive.errors import ImportFormatError
from wardarchive.jobs.article_json import article_from_json, article_json, publication_json
from wardarchive.model import (
    HANOI_TIME,
    Article,
    Attachment,
    Block,
    Mention,
    NamedOfficial,
    Reading,
    Statement,
    Ward,
)

WARD = Ward("00142", "Phường Sài Đồng", "Quận Long Biên", "Thành phố Hà Nội")
ARTICLE = Article(
    url="https://phuong.example/1",
    title="Tiêu đề",
    body=(Block("paragraph", "Một."), Block("caption", "Hai.")),
    section="Tin phường",
    published=datetime(2020, 12, 15, 16, 7, tzinfo=HANOI_TIME),
    views=425,
    images=("https://phuong.example/a.jpg",),
    attachments=(Attachment("https://phuong.example/k.pdf", "Kế hoạch"),),
)
READING = Reading(
    (NamedOfficial("Lê Văn Tám", "Chủ tịch", (Mention(0, 0, 3, "Một", "x", "y"),)),),
    (Statement("Lê Văn Tám", "nói", "direct", "named", "Một.", 0, 0, 4, 0.5),),
)


def test_a_source_is_told_where_there_is_one() -> None:
    """It comes back with what was exported; of other tools anything may stand under that name."""
    taken = replace(ARTICLE, source="Báo Mẫu")
    data = article_json(taken, WARD, READING)
    assert data["source"] == "Báo Mẫu"
    assert article_from_json(data).source == "Báo Mẫu"
    assert "source" not in article_json(ARTICLE, WARD, READING)
    assert article_from_json({"url": "u", "title": "t", "source": {"name": "x"}}).source is None


def test_names_and_order_are_those_of_the_interface() -> None:
    """Every name that the interface promises is there, and no other."""
    data = article_json(ARTICLE, WARD, READING)

    assert list(data) == [
        "url", "is_article", "ward_code", "ward", "district", "province", "section", "title",
        "published_at", "views", "author", "body", "images", "attachments", "officials", "statements",
    ]  # fmt: skip
    assert data["published_at"] == "2020-12-15T16:07:00+07:00"
    assert data["body"][1] == {"kind": "caption", "text": "Hai."}
    assert data["attachments"] == [{"url": "https://phuong.example/k.pdf", "name": "Kế hoạch"}]
    assert data["officials"] == [
        {
            "name": "Lê Văn Tám",
            "role": "Chủ tịch",
            "mentions": [{"block": 0, "start": 0, "end": 3, "text": "Một"}],
        }
    ]
    assert set(data["statements"][0]) == {
        "speaker", "verb", "kind", "speaker_form", "text", "block", "start", "end",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (date(2020, 12, 15), "2020-12-15"),
        (None, None),
        (datetime.fromisoformat("2020-12-15T09:07:00+00:00"), "2020-12-15T16:07:00+07:00"),
    ],
)
def test_publication_time(published: date | datetime | None, expected: str | None) -> None:
    """A date alone stays one; a time is told in Hanoi time."""
    assert publication_json(published) == expected


def test_reads_what_it_writes() -> None:
    """An exported article is imported as it was."""
    data = json.loads(json.dumps(article_json(ARTICLE, WARD, READING)))

    again = article_from_json(data)

    assert article_json(again, WARD, READING) == article_json(ARTICLE, WARD, READING)


def test_body_may_be_texts() -> None:
    """A list of strings is a list of paragraphs."""
    article = article_from_json({"url": "http://a.vn/1", "title": "T", "body": ["Một.", "Hai."]})

    assert article.body == (Block("paragraph", "Một."), Block("paragraph", "Hai."))


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ([], "not a JSON object"),
        ({"title": "T"}, '"url"'),
        ({"url": "http://a.vn"}, '"title"'),
        ({"url": "http://a.vn", "title": 3}, '"title"'),
        ({"url": "u", "title": "t", "body": 3}, '"body"'),
        ({"url": "u", "title": "t", "body": [3]}, '"body"'),
        ({"url": "u", "title": "t", "views": "many"}, '"views"'),
        ({"url": "u", "title": "t", "views": -1}, '"views"'),
        ({"url": "u", "title": "t", "published_at": "hôm qua"}, '"published_at"'),
        ({"url": "u", "title": "t", "images": "x"}, '"images"'),
        ({"url": "u", "is_article": False, "reason": "list"}, "not an article"),
    ],
)
def test_what_is_no_article_is_told_in_one_line(data: object, problem: str) -> None:
    """Each fault names the field."""
    with pytest.raises(ImportFormatError) as caught:
        article_from_json(data)

    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "url",
                "title",
                "body",
                "views",
                "published_at",
                "images",
                "attachments",
                "section",
                "author",
                "source",
            ]
        ),
        json_values,
    )
)
def test_any_object_is_read_or_refused(data: dict[str, object]) -> None:
    """No JSON object makes it fail in another way."""
    try:
        article = article_from_json(data)
    except ImportFormatError as error:
        assert "\n" not in str(error)
    else:
        assert article.title
