"""official list, show, review, log: the persons of the archive."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from wardarchive.cli.options import debug_option, home_option, json_option
from wardarchive.cli.output import print_json, print_table, say
from wardarchive.errors import UsageError
from wardarchive.jobs.ingest import find_ward
from wardarchive.jobs.persons import find_person, list_persons, person_page
from wardarchive.jobs.popolo import person_json
from wardarchive.jobs.review import (
    decision_json,
    history,
    lost_decisions,
    proposals,
    reason_words,
    unsure_statements,
)
from wardarchive.jobs.statement_search import statement_json
from wardarchive.model import PersonPage
from wardarchive.wiring import open_store


@click.group()
def official() -> None:
    """Cán bộ: danh sách, trang cá nhân, quyết định. · Officials: list, show, decide."""


def _period(first: date | None, last: date | None) -> str:
    if first is None:
        return ""
    return str(first) if first == last else f"{first} – {last}"


@official.command("list")
@click.argument("name", default="")
@click.option("--ward", help="Mã hoặc tên phường. · Code or name.")
@click.option("--hidden", is_flag=True, help="Kể cả người đã ẩn. · Hidden persons too.")
@home_option
@json_option
@debug_option
def list_(name: str, ward: str | None, hidden: bool, home: Path, as_json: bool) -> None:
    """Liệt kê cán bộ, có thể theo tên. · List persons, those whose name has these letters."""
    code = None
    if ward:
        found = find_ward(ward)
        if len(found) != 1:
            raise UsageError(f"{ward!r} names {len(found)} wards", "give the five-digit code")
        code = found[0].code
    with open_store(home, shown_only=True) as store:
        persons = list_persons(store, name=name, ward=code, hidden=hidden)
    if as_json:
        print_json([person_json(p) for p in persons])
        return
    print_table(
        ("key", "name", "role", "articles", "statements", "seen"),
        [(p.key, p.name, p.role, p.articles, p.statements, _period(p.first, p.last)) for p in persons],
    )


@official.command()
@click.argument("person")
@home_option
@json_option
@debug_option
def show(person: str, home: Path, as_json: bool) -> None:
    """Trang của một người: tên, chức vụ theo thời gian, bài, lý do gộp. · One person with everything."""
    with open_store(home, shown_only=True) as store:
        key = find_person(store, person)
        page = person_page(store, key)
    if page is None:
        raise UsageError(
            f"{key} is hidden", f"show the person again: wardarchive official show-again {key}"
        )
    if as_json:
        print_json(person_json(page.summary, page))
    else:
        _print(page)


def _print(page: PersonPage) -> None:
    one = page.summary
    click.echo(f"{one.name} · {one.key}")
    click.echo(f"{one.articles} articles, {one.statements} statements, {_period(one.first, one.last)}")
    for variant in page.variants[1:]:
        click.echo(f"  = {variant.name} ({variant.articles})")
    click.echo()
    print_table(
        ("role", "unit", "stated", "articles"),
        [(r.role, r.unit, _period(r.first, r.last), r.articles) for r in page.roles],
    )
    for post in page.posts:
        click.echo(
            f"  register: {post.role}, {post.unit}, {_period(post.from_on, post.to_on)} ({post.source})"
        )
    click.echo()
    print_table(("named with", "articles"), [(c.name, c.articles) for c in page.companions[:10]])
    click.echo()
    for link in page.links:
        sign = "=" if link.decision == "same" else "?"
        click.echo(
            f"{sign} {link.one} {link.other}  {link.score:.2f} {' · '.join(reason_words(link.reason))}"
        )
    for article in page.articles:
        click.echo(f"{str(article.published or '')[:10]}  {article.title}\n  {article.url}")


@official.command()
@click.option("--page", type=click.IntRange(min=1), default=1, help="Trang. · Page.")
@home_option
@json_option
@debug_option
def review(page: int, home: Path, as_json: bool) -> None:
    """Những gì cần người xem lại. · What somebody should look at."""
    with open_store(home, shown_only=True) as store:
        pairs = proposals(store, page=page)
        said = unsure_statements(store, page=page)
        lost = lost_decisions(store)
    if as_json:
        print_json(
            {
                "proposals": [
                    {"one": p.one.id, "other": p.other.id, "score": p.score, "reason": p.reason}
                    for p in pairs.proposals
                ],
                "statements": [statement_json(one) for one in said.statements],
                "lost_decisions": [decision_json(one) for one in lost],
                "totals": {"proposals": pairs.total, "statements": said.total, "lost": len(lost)},
            }
        )
        return
    for p in pairs.proposals:
        click.echo(f"? {p.one.name} ({p.one.role or '–'})  =  {p.other.name} ({p.other.role or '–'})")
        click.echo(f"  {p.score:.2f} {' · '.join(reason_words(p.reason))}\n  {p.one.id} {p.other.id}")
    for one in said.statements:
        click.echo(f"{one.id}  {one.statement.speaker or '–'}: {one.statement.text[:160]}")
    for entry in lost:
        click.echo(f"! {entry.token} {entry.kind} {entry.one or ''} {entry.other or ''} {entry.why}")
    say(
        f"{pairs.total} cặp, {said.total} phát biểu, {len(lost)} quyết định không còn khớp",
        f"{pairs.total} pairs, {said.total} statements, {len(lost)} decisions that find nothing",
    )


@official.command()
@click.argument("person", required=False)
@home_option
@json_option
@debug_option
def log(person: str | None, home: Path, as_json: bool) -> None:
    """Nhật ký quyết định, mới nhất trước. · The log of decisions, newest first."""
    with open_store(home, shown_only=True) as store:
        entries = history(store, person=find_person(store, person) if person else None)
    if as_json:
        print_json([decision_json(one) for one in entries])
        return
    print_table(
        ("entry", "at", "who", "what", "about", "why"),
        [
            (d.token, f"{d.at:%Y-%m-%d %H:%M}", d.who, d.kind, d.one or d.text or d.value or "", d.why)
            for d in entries
        ],
    )
