"""How well searches find what readers look for, against plain BM25 on folded syllables
with their neighbours, on syllables and on pyvi's words.

Run: python tests/bench/bench_relevance.py [--floor] [--index FOLDER]

Four tables, over the demo and three times over the 20,000 articles beside the project (left out where they are
missing; the second and third set were written by others): MRR@10 by kind of query, then nDCG@10 and
recall@100 over all. ``--floor`` writes what the
engine reached into tests/golden/search/floor.json; ``--index`` keeps the index of the news for the next
time. Ends with 1 where a floor is missed.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.bench.search_corpus import ARTICLES, articles  # noqa: E402 - the path is set above
from tests.golden.search.demo_documents import demo_documents  # noqa: E402
from tests.golden.search.judgements import HERE, KINDS, Judged, whole_set  # noqa: E402
from tests.golden.search.measures import Quality, quality  # noqa: E402
from tests.golden.search.rankers import (  # noqa: E402
    PlainBM25,
    Ranker,
    engine_ranker,
    folded_pairs,
    numbered,
    pyvi_words,
    syllable_words,
)
from wardarchive.model import IndexDocument  # noqa: E402

FLOORS = HERE / "floor.json"


def tables(
    sets: Mapping[str, list[Judged]], documents: Mapping[str, IndexDocument], kept: str = ""
) -> dict[str, dict[str, Quality]]:
    """Measure all rankers over sets of queries, print, and return what the engine reached in each."""
    lines: dict[str, list[str]] = {title: [] for title in sets}
    own: dict[str, dict[str, Quality]] = {}
    with tempfile.TemporaryDirectory() as folder:
        rankers: dict[str, Callable[[], Ranker]] = {
            "wardarchive": lambda: engine_ranker(documents, Path(kept or folder)),
            "BM25 folded, pairs": lambda: PlainBM25(documents, folded_pairs),
            "BM25 syllables": lambda: PlainBM25(documents, syllable_words),
            "BM25 pyvi words": lambda: PlainBM25(documents, pyvi_words),
        }
        for name, made in rankers.items():
            ranker = made()
            for title, judged in sets.items():
                found = quality(judged, ranker)
                own.setdefault(title, found)
                lines[title].append(_line(name, found))
    for title, judged in sets.items():
        print(f"{title}: {len(documents):,} articles, {len(judged)} queries\n")
        print(f"{'MRR@10':20}" + "".join(f"{kind:>9}" for kind in (*KINDS, "all")) + "   nDCG@10  recall")
        print("\n".join(lines[title]))
        counts = (own[title][kind].queries if kind in own[title] else 0 for kind in (*KINDS, "all"))
        print(f"{'queries':20}" + "".join(f"{count:9}" for count in counts) + "\n", flush=True)
    return own


def _line(name: str, found: Mapping[str, Quality]) -> str:
    cells = "".join(f"{found[k].mrr:9.2f}" if k in found else f"{'–':>9}" for k in (*KINDS, "all"))
    return f"{name:20}{cells}{found['all'].ndcg:10.3f}{found['all'].recall:8.3f}"


def _rounded(found: Mapping[str, Quality]) -> dict[str, dict[str, float]]:
    """Rounded down, so that a floor is never above what was reached."""
    return {
        kind: {name: math.floor(getattr(q, name) * 1000) / 1000 for name in ("mrr", "ndcg", "recall")}
        for kind, q in found.items()
    }


def main() -> int:
    """0 where no kind fell below its floor."""
    kept = sys.argv[sys.argv.index("--index") + 1] if "--index" in sys.argv else ""
    demo = demo_documents()
    reached = tables({"demo": whole_set("demo.tsv", demo)}, demo)
    if ARTICLES.exists():
        news = numbered(articles())
        sets = {name: whole_set(f"{name}.tsv", news) for name in ("news", "news2", "news3")}
        reached |= tables(sets, news, kept)
    else:
        print("the news are not beside the project: left out")
    floors = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    if "--floor" in sys.argv:
        floors |= {name: _rounded(found) for name, found in reached.items()}
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n")
    missed = [
        f"{name} {kind}: {found[kind].mrr:.3f} < {floor['mrr']}"
        for name, found in reached.items()
        for kind, floor in floors.get(name, {}).items()
        if found[kind].mrr < floor["mrr"] - 1e-6
    ]
    print("\n".join(missed) or "no floor is missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
