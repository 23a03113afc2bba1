"""The health of portals at the desk: the same judgement as `status` gives, and layouts told by family."""

from __future__ import annotations

from datetime import timedelta

from tests.functional.web.desk.keeping import Kept, sign_in
from wardarchive.jobs.health import portal_health
from wardarchive.jobs.pausing import pause_portal
from wardarchive.jobs.portal_states import portal_states
from wardarchive.store.layout_rows import LayoutLook
from wardarchive.store.portal_rows import RunCounts, RunError

DAY = timedelta(days=1)


def _run(kept: Kept, portal: int, days_ago: int, outcome: str, errors: int = 0) -> None:
    at = kept.clock.now - days_ago * DAY
    run = kept.store.start_run("crawl", at, portal)
    for number in range(errors):
        kept.store.add_error(RunError(run, portal, f"http://a.example.vn/{number}", at, "tls", "expired"))
    kept.store.finish_run(run, outcome, at + timedelta(minutes=1), RunCounts(max(errors, 9), 0, 0, 3))


def _conditions(kept: Kept) -> dict[int, str]:
    return {one.status.portal.id: one.condition for one in portal_states(kept.store, kept.clock.now)}


def test_the_desk_says_what_status_says(kept: Kept) -> None:
    """A portal that fails is first, with what is wrong and what to do, in the reader's language."""
    for portal in (1, 2, 3):
        _run(kept, portal, 3, "done")
    _run(kept, 2, 1, "failed", errors=4)
    _run(kept, 3, 1, "done", errors=1)
    found = portal_states(kept.store, kept.clock.now)
    assert found[0].status.portal.id == 2 and found[0].condition == "failing"
    assert {one.status.portal.id: one.health for one in found} == portal_health(kept.store, kept.clock.now)
    (alone,) = portal_states(kept.store, kept.clock.now, 2)
    assert alone == found[0]  # one portal by itself is judged as among all
    problem = alone.health.problems[0]
    sitter = sign_in(kept, "viewer")
    for page in ("/admin", "/admin/portals/2"):
        assert problem.vi in sitter.get(f"{page}?lang=vi").text
        assert problem.en in sitter.get(f"{page}?lang=en").text.replace("&#39;", "'")


def test_a_changed_layout_is_told_with_its_family(kept: Kept) -> None:
    """Two of three portals of a family: since the first of them; the third is no alarm."""
    now = kept.clock.now
    sitter = sign_in(kept, "editor")
    assert "Chưa được xét" in sitter.get("/admin/drift").text
    for portal, ago, signs in ((1, 4, ("missing:title", "unread")), (2, 2, ("lost:views",)), (3, 1, ())):
        verdict = "changed" if signs else "fits"
        kept.store.add_layout_look(LayoutLook(portal, now - ago * DAY, verdict, "vnpt", 7, signs))
    page = sitter.get("/admin/drift?lang=en").text
    assert "vnpt: 2 of 3 portals" in page and f"{now - 4 * DAY:%Y-%m-%d}" in page
    assert "missing: title" in page and "read as none" in page and "lost: views" in page
    assert "wardarchive reparse --diff" in page and "/admin/portals/2/check" in page
    assert "/admin/portals/3/check" not in page and "Not looked at yet" not in page
    assert {number for number, one in _conditions(kept).items() if one == "changed"} == {1, 2}
    pause_portal(kept.store, next(p for p in kept.store.portals() if p.id == 1), now)
    assert _conditions(kept)[1] == "changed"  # pausing hides no changed layout
    kept.store.add_layout_look(LayoutLook(1, now, "fits", "vnpt", 7))
    assert _conditions(kept)[1] == "paused"
    assert "missing: title" not in sitter.get("/admin/drift?lang=en").text
