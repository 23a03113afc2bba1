"""How to cite an article: Vietnamese style, Chicago, BibTeX and RIS."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from wardarchive.model import HANOI_TIME, published_date

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "%": r"\%",
        "&": r"\&",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
    }
)


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation names."""

    article_id: int
    title: str
    publisher: str
    """The portal or ward that published it."""
    author: str | None
    published: date | datetime | None
    url: str
    archived_at: datetime
    archive: str
    """The archive's own name."""
    permalink: str
    digest: str | None


def _line(text: str) -> str:
    return " ".join(text.split())


def _day(day: date | None) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}" if day else "không rõ ngày"


def vietnamese(cited: Cited) -> str:
    """One paragraph, as Vietnamese papers cite an online source."""
    local = cited.archived_at.astimezone(HANOI_TIME)
    parts = [
        f"{_line(cited.author or cited.publisher)} ({_day(published_date(cited.published))})",
        f"“{_line(cited.title)}”",
        *([_line(cited.publisher)] if cited.author else []),
        cited.url,
        f"Bản lưu {_line(cited.archive)} lúc {local:%H:%M} ngày {_day(local.date())}: {cited.permalink}",
        *([cited.digest] if cited.digest else []),
    ]
    return ". ".join(part.rstrip(".") for part in parts) + "."


def chicago(cited: Cited) -> str:
    """One entry of a bibliography in Chicago's notes style, in English."""
    day = published_date(cited.published)
    archived = cited.archived_at.astimezone(HANOI_TIME)
    parts = [
        _line(cited.author or cited.publisher),
        f"“{_line(cited.title).rstrip('.')}.”",
        *([_line(cited.publisher)] if cited.author else []),
        _english(day) if day else "n.d.",
        cited.url,
        f"Archived {_english(archived.date())}, {archived:%H:%M} (UTC+7), at {cited.permalink}",
    ]
    return " ".join(part if part.endswith((".”", ".")) else f"{part}." for part in parts)


def _english(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def bibtex(cited: Cited) -> str:
    """One ``@online`` entry for biblatex, UTF-8."""
    day = published_date(cited.published)
    note = f"Bản lưu: {cited.permalink}" + (f", {cited.digest}" if cited.digest else "")
    values = {
        "author": "{" + _line(cited.author or cited.publisher).translate(_BIBTEX) + "}",
        "title": "{" + _line(cited.title).translate(_BIBTEX) + "}",
        "organization": _line(cited.publisher).translate(_BIBTEX),
        "date": day.isoformat() if day else "",
        "url": cited.url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"),
        "urldate": cited.archived_at.astimezone(HANOI_TIME).date().isoformat(),
        "note": note.translate(_BIBTEX),
        "langid": "vietnamese",
    }
    lines = [f"  {name:<12} = {{{value}}}," for name, value in values.items() if value]
    return "\n".join([f"@online{{wardarchive-{cited.article_id},", *lines, "}", ""])


def ris(cited: Cited) -> str:
    """One RIS record (CRLF lines), for Zotero, EndNote and Mendeley."""
    day = published_date(cited.published)
    archived = cited.archived_at.astimezone(HANOI_TIME).date()
    lines = [
        ("TY", "ELEC"),
        ("AU", _line(cited.author or cited.publisher)),
        ("TI", _line(cited.title)),
        ("PB", _line(cited.publisher)),
        ("PY", f"{day:%Y}" if day else ""),
        ("DA", f"{day:%Y/%m/%d}" if day else ""),
        ("UR", cited.url),
        ("L2", cited.permalink),
        ("Y2", f"{archived:%Y/%m/%d}"),
        ("N1", cited.digest or ""),
        ("LA", "vi"),
        ("ID", f"wardarchive-{cited.article_id}"),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value or tag == "ER")
