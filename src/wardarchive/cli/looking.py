"""What portal add shows before it adds."""

from __future__ import annotations

import threading
from pathlib import Path

import click

from wardarchive.cli.output import say
from wardarchive.jobs.portals import portal_address
from wardarchive.jobs.site_look import SiteLook
from wardarchive.wards.units import unit
from wardarchive.wiring import look


def look_before(home: Path, url: str) -> SiteLook:
    """The front page of what may become a portal."""
    return look(home, portal_address(url), threading.Event())


def tell_look(seen: SiteLook) -> None:
    """What was found, how sure, and what to give by hand where it is not."""
    if seen.problem:
        say(
            "không đọc được trang đầu, chỉ xét tên máy chủ",
            f"the front page cannot be had ({seen.problem.message}); only the host's name is gone by",
        )
    elif seen.family is None:
        say(
            f"họ CMS: không rõ, {seen.article_links} đường dẫn tới bài",
            f"family: none of those known, read generically; {seen.article_links} links to articles",
        )
    else:
        say(
            f"họ CMS: {seen.family} ({seen.family_score:.0%})",
            f"family {seen.family} ({seen.family_score:.0%} sure); {seen.article_links} links to articles",
        )
    if seen.guesses and seen.ward is None:
        say("phường, xã: chưa chắc, hãy chọn bằng --ward", "ward: not sure; give one of these with --ward")
    for guess in seen.guesses[: 1 if seen.ward else None]:
        place = ", ".join(filter(None, (guess.ward.name, guess.ward.district, guess.ward.province)))
        click.echo(f"  {guess.ward.code}  {place}  {guess.score:.0%}  {guess.reason}", err=True)
    if not seen.guesses:
        say("phường, xã: không nhận ra, hãy dùng --ward", "ward: not recognised; give it with --ward")


def confirm_portal(ward: str | None) -> None:
    """Ask whether that is right; raises `click.Abort` at a no, and nothing is added."""
    found = unit(ward) if ward else None
    name = f"{found.name} ({found.code})" if found else (ward or "chưa rõ phường · no ward")
    click.confirm(f"Thêm cổng này cho {name}? · Add it?", default=True, abort=True, err=True)
