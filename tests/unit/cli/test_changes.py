"""changes: the search of an export asked again, in an archive of three articles."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from wardarchive.cli import cli
from wardarchive.errors import ImportFormatError

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A command on an archive of its own, in this process."""

    def running(*words: object) -> Result:
        arguments = [str(words[0]), "--home", str(tmp_path / "archive"), *map(str, words[1:])]
        return CliRunner().invoke(cli, arguments)

    assert running("init").exit_code == 0
    return running


def article(name: str, section: str, text: str) -> str:
    return json.dumps(
        {
            "url": f"https://doi.example/{name}",
            "title": f"Cầu tre {name}",
            "section": section,
            "body": [text],
        }
    )


def keep(run: Run, file: Path, *lines: str) -> None:
    file.write_text("\n".join(lines) + "\n")
    assert run("import", file).exception is None
    assert run("index").exception is None


def answer(result: Result) -> dict[str, Any]:
    assert result.exception is None, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_new_changed_and_gone(run: Run, tmp_path: Path) -> None:
    lines, target = tmp_path / "news.jsonl", tmp_path / "before.jsonl"
    keep(run, lines, article("a", "So sánh", "Một."), article("b", "So sánh", "Một."))
    words = (
        "--section",
        "So sánh",
        "--not-year",
        "1999",
        "--format",
        "jsonl",
        "--output",
        target,
        "cầu tre",
    )
    assert run("export", *words).exception is None
    assert answer(run("changes", target, "--json"))["changes"] == []

    keep(
        run,
        lines,
        article("a", "So sánh", "Hai."),
        article("b", "Khác", "Một."),
        article("c", "So sánh", "Ba."),
    )
    found = answer(run("changes", target, "--json"))

    assert found["counts"] == {"new": 1, "changed": 1, "gone": 1}
    by_name = {c["url"][-1]: c for c in found["changes"]}
    assert (by_name["c"]["change"], by_name["b"]["change"]) == ("new", "gone")
    assert (by_name["a"]["change"], by_name["a"]["fields"]) == ("changed", ["body"])
    assert found["then"]["excluded"] == found["now"]["excluded"] == {"year": ["1999"]}
    assert found["then"]["index_generation"] < found["now"]["index_generation"]
    assert "changed https://doi.example/a" in run("changes", target).stdout


@pytest.mark.parametrize(
    "described", [None, "[]", "{}", "not JSON", '{"query": "x", "from": 5, "to": null}']
)
def test_what_is_no_export_is_refused(run: Run, tmp_path: Path, described: str | None) -> None:
    target = tmp_path / "some.jsonl"
    target.write_text("")
    if described is not None:
        (tmp_path / "some.jsonl.meta.json").write_text(described)
    result = run("changes", target)
    assert isinstance(result.exception, ImportFormatError)
    assert "wardarchive export" in result.exception.hint
