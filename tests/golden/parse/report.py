"""Prints the scores of the golden pages by family and field: ``python -m tests.golden.parse.report``.

``--generic`` switches the families off; ``--pages`` prints what is not perfect page by page; ``--update``
raises the floors to what is reached (``--allow-regression`` lowers them too).
"""

from __future__ import annotations

import argparse
import json
import math

from tests.golden.parse.gold import FIELDS, FLOOR, GoldPage, gold_pages, means, scores

MODES = ("family", "generic")


def rows(mode: str) -> list[tuple[GoldPage, dict[str, float]]]:
    """Every golden page with its scores; in mode ``generic`` no family helps."""
    found = []
    for page in gold_pages():
        if mode == "generic" and page.wanted["family"] != "generic" and not page.wanted["is_article"]:
            continue
        result = scores(page, page.read("generic" if mode == "generic" else None))
        if mode == "generic":
            result.pop("family", None)
        found.append((page, result))
    return found


def print_table(mode: str, *, pages: bool) -> None:
    """One line a family, one column a field."""
    found = rows(mode)
    print(f"\n{mode}\n{'family':<18}{'pages':>6}" + "".join(f"{f[:9]:>11}" for f in FIELDS))
    names = sorted({page.name.split("/")[0] for page, _ in found})
    for name in [*names, "all"]:
        part = [row for page, row in found if name in {"all", page.name.split("/")[0]}]
        mean = means(part)
        cells = "".join(f"{mean[f]:>11.3f}" if f in mean else f"{'-':>11}" for f in FIELDS)
        print(f"{name:<18}{len(part):>6}{cells}")
    if pages:
        for page, row in found:
            lacking = {f: round(v, 3) for f, v in row.items() if v < 1}
            if lacking:
                print(f"  {page.name}: {lacking}")


def update(*, allow_regression: bool) -> int:
    """Writes the floors; refuses to lower one unasked."""
    old = json.loads(FLOOR.read_text(encoding="utf-8")) if FLOOR.exists() else {}
    new = {
        mode: {f: math.floor(v * 1000) / 1000 for f, v in means([r for _, r in rows(mode)]).items()}
        for mode in MODES
    }
    lowered = [f"{m}.{f}" for m in MODES for f, v in old.get(m, {}).items() if new[m].get(f, 0.0) < v]
    if lowered and not allow_regression:
        print("not written, these would fall:", ", ".join(lowered))
        return 1
    FLOOR.write_text(json.dumps(new, indent=1) + "\n", encoding="utf-8")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--generic", action="store_true")
    parser.add_argument("--pages", action="store_true")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    args = parser.parse_args()
    if args.update:
        return update(allow_regression=args.allow_regression)
    for mode in ("generic",) if args.generic else MODES:
        print_table(mode, pages=args.pages)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
