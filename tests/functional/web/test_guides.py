"""The user guides: every reader, both languages, every link."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from wardarchive.cli.commands import COMMANDS
from wardarchive.web.guides import FOLDER, READERS, guide

LANGUAGES = ("vi", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reader", READERS)
def test_every_link_of_every_guide_leads_somewhere(client: FlaskClient, reader: str, language: str) -> None:
    response = client.get(f"/help/{reader}?lang={language}")
    assert response.status_code == 200
    assert f"<h1>{guide(reader, language).title}</h1>" in response.text
    main = response.text.split("<main")[1].split("</main>")[0]
    links = {unescape(href) for href in re.findall(r'<(?:a|img)[^>]+(?:href|src)="([^"]+)"', main)}
    assert len(links) > 4
    for link in links:
        assert link.startswith("/"), link
        with client.get(link) as found:
            assert found.status_code == 200, link


@pytest.mark.parametrize("reader", READERS)
def test_both_languages_say_the_same(reader: str) -> None:
    """The same number of sections, pictures and links: a guide that is mended is mended twice."""
    shapes = [
        [len(re.findall(form, (FOLDER / language / f"{reader}.md").read_text(encoding="utf-8"), re.MULTILINE))
         for form in (r"^## ", r"^!\[", r"\]\(/", r"^- ", r"^```")]
        for language in LANGUAGES
    ]  # fmt: skip
    assert shapes[0] == shapes[1]


def test_commands_in_the_guides_exist() -> None:
    """Every `wardarchive COMMAND` that a guide names is a command."""
    named = {
        command
        for file in Path(FOLDER).rglob("*.md")
        for command in re.findall(r"wardarchive ([a-z]+)", file.read_text(encoding="utf-8"))
    }
    assert named and named <= set(COMMANDS)


def test_there_is_no_other_guide(client: FlaskClient) -> None:
    assert client.get("/help/../guides").status_code == 404
    assert client.get("/help/emperor").status_code == 404


def test_the_static_pages_are_those_of_the_application(client: FlaskClient, tmp_path: Path) -> None:
    from scripts.build_guide import build

    made = build(tmp_path)
    assert len(made) == len(LANGUAGES) * len(READERS)
    for page in made:
        text = page.read_text(encoding="utf-8")
        assert guide(page.stem, page.parent.name).title in text
        for source in re.findall(r'(?:src|href)="(\.\./[^"]+)"', text):
            assert (page.parent / source.partition("?")[0]).resolve().is_file(), source
