"""Prints the scores of the gold texts; ``--update`` raises the floor, and lowers it only if told twice.

python -m tests.golden.officials.report [dev|test] [--mistakes] [--update [--allow-lower]]
"""

from __future__ import annotations

import json
import sys

from tests.golden.officials.gold import HERE, Score, Tally, score

FLOOR = HERE / "floor.json"


def line(name: str, tally: Tally) -> str:
    figures = f"P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}"
    return f"{name:12} {figures}  ({tally.right}/{tally.wanted})"


def table(total: Score) -> list[str]:
    lines = [
        line("names", total.names),
        line("exact role", total.roles),
        line("statements", total.statements),
    ]
    lines += [f"{'sure':12} P {total.sure.precision:.3f}  ({total.sure.right}/{total.sure.found})"]
    lines += [line("kind", total.kinds), line("verb", total.verbs)]
    lines += [
        f"  form {k:10} {total.recall_by_form[k]}/{n} found" for k, n in total.wanted_by_form.most_common()
    ]
    lines += [
        f"  kind {k:10} {total.recall_by_kind[k]}/{n} found" for k, n in total.wanted_by_kind.most_common()
    ]
    lines += [
        f"  pattern {k:10} {total.right_by_pattern[k]}/{n} right"
        for k, n in total.found_by_pattern.most_common()
    ]
    return lines


def update(part: str, figures: dict[str, float], allow_lower: bool) -> int:
    floors: dict[str, dict[str, float]] = json.loads(FLOOR.read_text("utf-8")) if FLOOR.exists() else {}
    before = floors.get(part, {})
    fallen = [name for name, value in figures.items() if value < before.get(name, 0.0)]
    if fallen and not allow_lower:
        print(f"refused: {', '.join(fallen)} would fall; --allow-lower lowers the floor")
        return 1
    floors[part] = figures
    FLOOR.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", "utf-8")
    return 0


def main(arguments: list[str]) -> int:
    part = next((a for a in arguments if a in ("dev", "test")), "dev")
    total = score(part)
    print("\n".join(table(total)))
    if "--mistakes" in arguments:
        print("\n".join(total.mistakes))
    return update(part, total.figures(), "--allow-lower" in arguments) if "--update" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
