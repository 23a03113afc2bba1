"""status, portal show and coverage tell of a portal that fails, and that silence is no absence."""

from __future__ import annotations

from pathlib import Path

from tests.functional.conftest import Run
from tests.functional.servers import serving
from tests.functional.test_kill import site


def test_a_portal_that_fails_after_it_was_well(run: Run, home: Path) -> None:
    """One crawl that went well, one of a server that is gone: what is wrong, what to do, which day counts."""
    run("init")
    with (home / "config.toml").open("a") as config:
        config.write("retries = 0\n")
    with serving(site) as served:
        run("portal", "add", served.url, "--ward", "00142", "--delay", 0)
        assert run("crawl", "--limit", 8).status == 0
        well = run("status", "--json").json["portals"][0]["health"]
    assert run("crawl").status == 1

    told = run("status", "--json").json["portals"][0]["health"]
    shown = run("portal", "show", "1")
    (covered,) = run("coverage", "00142", "--json").json
    nobody = run("coverage", "00139", "--json").json
    wrong = run("coverage", "--from", "hôm qua")

    assert well["problems"] == [] and well["last_success"] and well["requests_30_days"] == 8
    assert [problem["kind"] for problem in told["problems"]] == ["failing"]
    assert told["failures_in_a_row"] == 1 and told["last_success"] == well["last_success"]
    assert "1 lần liền không tải được" in shown.out and "1 crawls in a row brought nothing" in shown.out
    assert covered["ward_code"] == "00142" and covered["portals"] == [1]
    assert covered["days"]["collected"] == 1, "it went well once on that day"
    assert nobody == []
    assert (wrong.status, "is no day" in wrong.err) == (2, True)
