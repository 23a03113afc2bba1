"""Write the user guides as static pages, as the application serves them at /help.

    python scripts/build_guide.py FOLDER

Makes ``FOLDER/<language>/<reader>.html`` with the style sheet and the screenshots beside them.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from markupsafe import Markup

from wardarchive.web.guides import FOLDER, READERS, SCREENSHOTS, guide

_PAGE = """<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><link rel="stylesheet" href="../style.css"></head>
<body><main class="page prose guide">{html}</main></body>
</html>
"""


def build(target: Path) -> list[Path]:
    """Write all guides below `target`; returns their pages. Links into the archive need its server."""
    made = []
    (target / "guide").mkdir(parents=True, exist_ok=True)
    shutil.copy(SCREENSHOTS.parent / "style.css", target)
    for picture in SCREENSHOTS.glob("*.jpg"):
        shutil.copy(picture, target / "guide")
    for language in sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir()):
        (target / language).mkdir(exist_ok=True)
        for reader in READERS:
            found = guide(reader, language)
            html = found.html.replace('src="/static/guide/', 'src="../guide/')
            page = target / language / f"{reader}.html"
            text = Markup(_PAGE).format(language=language, title=found.title, html=Markup(html))  # noqa: S704
            page.write_text(text, encoding="utf-8")
            made.append(page)
    return made


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python scripts/build_guide.py FOLDER")
    for made in build(Path(sys.argv[1])):
        print(made)
