"""portal add: what it finds on the front page is shown, and asked about where somebody can answer."""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path

from tests.commands import command, environment
from tests.functional.conftest import Run
from tests.functional.servers import Reply, Site, serving
from wardarchive.demo.portals import PORTALS
from wardarchive.demo.site import respond

LIFERAY = next(portal for portal in PORTALS if portal.family == "hanoi_liferay")


def demo_page(path: str) -> Reply:
    found = respond(LIFERAY, path)
    kept = tuple((k, v) for k, v in found.headers if k != "Content-Length")
    return Reply(found.status, found.body, kept)


def test_family_and_ward_are_told(run: Run) -> None:
    """--look reads robots.txt and the front page once; ward and family are in the answer."""
    run("init")
    with serving(demo_page) as site:
        ran = run("portal", "add", site.url, "--look", "--json")

    assert ran.status == 0, ran.err
    seen = ran.json["detected"]
    assert seen["family"] == "hanoi_liferay" and seen["family_score"] > 0.5
    assert seen["article_links"] > 3 and seen["error"] is None
    assert seen["wards"][0]["code"] == LIFERAY.ward_code
    assert ran.json["ward_code"] == (LIFERAY.ward_code if seen["wards"][0]["score"] >= 0.8 else None)
    assert site.asked == ["/robots.txt", "/"]
    assert run("status", "--json").json["captures"] == 0


def test_nobody_to_ask(run: Run) -> None:
    """In a pipe nothing is asked and, unless it is wished, nothing fetched."""
    run("init")
    with serving(demo_page) as site:
        ran = run("portal", "add", site.url)
    assert ran.status == 0
    assert site.asked == []


def test_a_site_that_does_not_answer(run: Run) -> None:
    """The portal is added all the same, and it is said that only the host's name was gone by."""
    run("init")
    with serving(demo_page) as site:
        pass
    ran = run("portal", "add", site.url, "--look")
    assert ran.status == 0
    assert "the front page cannot be had" in ran.err
    assert len(run("portal", "list", "--json").json) == 1


def _at_terminal(home: Path, site: Site, answer: bytes, *words: str) -> tuple[int, str]:
    """`portal add` with a terminal for its input."""
    ours, theirs = pty.openpty()
    os.write(ours, answer)
    done = subprocess.run(
        command(home, "portal", "add", site.url, *words),
        stdin=theirs,
        capture_output=True,
        timeout=60,
        env=environment(),
        check=False,
    )
    os.close(ours)
    os.close(theirs)
    return done.returncode, done.stderr.decode()


def test_confirmation_at_a_terminal(run: Run, home: Path) -> None:
    """A no adds nothing; a yes adds; --yes does not ask."""
    run("init")
    with serving(demo_page) as site:
        status, told = _at_terminal(home, site, b"n\n")
        assert status == 1
        assert "hanoi_liferay" in told and LIFERAY.ward_code in told and "Add it?" in told
        assert run("portal", "list", "--json").json == []
        assert _at_terminal(home, site, b"y\n")[0] == 0
        assert len(run("portal", "list", "--json").json) == 1
        asked = len(site.asked)
        status, told = _at_terminal(home, site, b"", "--yes")
        assert status == 0 and "Add it?" not in told
        assert len(site.asked) == asked
