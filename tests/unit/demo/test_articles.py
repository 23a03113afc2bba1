"""The demo's data: consistent, and with all the hard cases it promises."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

import pytest

from wardarchive.demo.editions import EDITIONS, changes, edition
from wardarchive.demo.expected import ExpectedArticle, expected_articles
from wardarchive.demo.media import media
from wardarchive.demo.portals import PORTALS
from wardarchive.demo.site import article_path, respond
from wardarchive.demo.stories import STORIES, Story

ARTICLES = expected_articles()
BY_ID = {(e.portal.name, e.id): e for e in ARTICLES}


def _text(article: ExpectedArticle) -> str:
    return " ".join((article.title, *(block.text for block in article.body)))


def test_there_are_about_sixty_over_eight_years() -> None:
    assert len(ARTICLES) >= 60
    assert {e.published.year for e in ARTICLES} == set(range(2018, 2026))
    assert len(BY_ID) == len(ARTICLES) == len({e.title for e in ARTICLES})


@pytest.mark.parametrize("article", ARTICLES, ids=lambda e: f"{e.portal.name}-{e.id}")
def test_people_and_their_roles_stand_in_the_text(article: ExpectedArticle) -> None:
    text = _text(article)
    for person in article.people:
        assert person.name in text
        if person.role and person.role != "người dân":
            stated = rf"(?<!phó ){re.escape(person.role.casefold())}"
            assert re.search(stated, text.casefold())
    assert {file for file, _ in article.attachments} | set(article.images) <= set(media())


def test_the_texts_are_composed_and_clean() -> None:
    for article in ARTICLES:
        assert unicodedata.is_normalized("NFC", _text(article))
        assert not re.search(r" {2}| [,.;]|[“”]{2}", _text(article)), article.title


def test_numbers_rise_with_time_as_on_a_real_site() -> None:
    for portal in PORTALS:
        mine = [e for e in ARTICLES if e.portal == portal]
        by_day = sorted(mine, key=lambda e: (f"{e.published:%Y-%m-%d}", e.id))
        assert [e.id for e in by_day] == sorted(e.id for e in mine)


def test_the_hard_cases_are_there() -> None:
    bodies = [_text(e) for e in ARTICLES]
    assert sum(not isinstance(e.published, datetime) for e in ARTICLES) >= 2
    assert any(e.views is None for e in ARTICLES)
    assert any(not e.lead for e in ARTICLES)
    assert any("Đảng uỷ" in b and "Đảng ủy" in b and "hòa giải" in b and "hoà giải" in b for b in bodies)
    kinds = {block.kind for e in ARTICLES for block in e.body}
    assert {"paragraph", "heading", "caption", "list", "table"} <= kinds
    assert {file.rsplit(".")[-1] for e in ARTICLES for file, _ in e.attachments} == {"pdf", "docx"}
    assert {file.rsplit(".")[-1] for e in ARTICLES for file in e.images} == {"jpg", "png", "svg"}


def test_one_page_is_sent_decomposed() -> None:
    pages = [respond(e.portal, e.path).body.decode() for e in ARTICLES]
    assert sum(not unicodedata.is_normalized("NFC", page) for page in pages) == 1


def test_the_ways_to_write_date_and_views_are_there() -> None:
    lines = [
        found[1]
        for e in ARTICLES
        if e.portal.family == "hanoi_liferay"
        for found in re.finditer(
            r'title">[^<]+</div> <div class="assetPublishDate block_timer"> ([^<]+) <',
            respond(e.portal, e.path).body.decode(),
        )
    ]
    assert "Ngày đăng 16/12/2020 | 16:07 &nbsp;|&nbsp;Lượt xem: 425" in lines
    assert "Publish date 13/03/2020 | 08:49 AM &nbsp;|&nbsp;View count: 821" in lines
    assert "Ngày đăng 29/03/2018 | 00:00 &nbsp;|&nbsp;Lượt xem: 241" in lines
    assert "Ngày đăng 09/07/2019 | 3:50 PM &nbsp;|&nbsp;View count: 368" in lines
    assert "22/02/2019 | 01:30 PM &nbsp;|&nbsp;View Count: 529" in lines
    assert "Ngày đăng 06/01/2020 | 07:55" in lines
    assert "Ngày đăng 25/03/2021 | 09:15 &nbsp;|&nbsp;View count: 1745" in lines


@pytest.mark.parametrize("story", STORIES, ids=lambda s: f"{s.kind}-{s.name}")
def test_a_story_is_told_by_its_articles(story: Story) -> None:
    for key in story.articles:
        names = {p.identity for p in BY_ID[key].people}
        assert story.name in names or story.kind == "order"


def test_edition_2_changes_what_it_says_and_nothing_else() -> None:
    first = {(e.portal.name, e.id): e for e in expected_articles(1)}
    second = {(e.portal.name, e.id): e for e in expected_articles(2)}
    declared = {(c.portal, c.id): c for portal in PORTALS for c in changes(portal)}
    for key in first.keys() | second.keys():
        kind = declared[key].kind if key in declared else None
        old, new = first.get(key), second.get(key)
        if old is None or new is None:
            assert kind == ("new" if old is None else "deleted")
            continue
        same_text = (old.title, old.body) == (new.title, new.body)
        assert same_text == (kind in (None, "views", "restyled", "moved")), key
        if kind is None:
            assert old == new
    assert {c.kind for c in declared.values()} == {
        "new",
        "edited",
        "number",
        "quote-removed",
        "attribution",
        "deleted",
        "moved",
        "views",
        "restyled",
    }


def test_deleted_and_moved_articles_answer_so() -> None:
    for portal in PORTALS:
        for change in changes(portal):
            old = edition(portal, 1).article(change.id)
            if old is None:
                continue
            answer = respond(portal, article_path(portal, old), edition=2)
            assert answer.status == {"deleted": 404, "moved": 301}.get(change.kind, 200)
            if change.kind == "moved":
                location = dict(answer.headers)["Location"]
                assert respond(portal, location, edition=2).status == 200


def test_an_unknown_edition_is_refused() -> None:
    with pytest.raises(ValueError, match="no edition 3"):
        edition(PORTALS[0], max(EDITIONS) + 1)
