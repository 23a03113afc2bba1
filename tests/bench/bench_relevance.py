"""How well searches find what readers look for, against plain BM25 on syllables and on pyvi's words.

Run: python tests/bench/bench_relevance.py [--floor] [--index FOLDER]

Two tables, over the demo and over the 20,000 articles beside the project (left out where they are
missing): MRR@10 by kind of query, then nDCG@10 and recall@100 over all. ``--floor`` writes what the
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
    numbered,
    pyvi_words,
    syllable_words,
)
from wardarchive.model import IndexDocument  # noqa: E402

FLOORS = HERE / "floor.json"


def table(
    title: str, judged: list[Judged], documents: Mapping[str, IndexDocument], kept: str = ""
) -> dict[str, Quality]:
    """Measure the three rankers, print, and return what the engine reached."""
    print(f"{title}: {len(documents):,} articles, {len(judged)} queries\n")
    print(f"{'MRR@10':18}" + "".join(f"{kind:>9}" for kind in (*KINDS, "all")) + "   nDCG@10  recall")
    with tempfile.TemporaryDirectory() as folder:
        rankers: dict[str, Callable[[], Ranker]] = {
            "wardarchive": lambda: engine_ranker(documents, Path(kept or folder)),
            "BM25 syllables": lambda: PlainBM25(documents, syllable_words),
            "BM25 pyvi words": lambda: PlainBM25(documents, pyvi_words),
        }
        reached: dict[str, dict[str, Quality]] = {}
        for name, made in rankers.items():
            found = reached[name] = quality(judged, made())
            cells = "".join(f"{found[k].mrr:9.2f}" if k in found else f"{'–':>9}" for k in (*KINDS, "all"))
            print(f"{name:18}{cells}{found['all'].ndcg:10.3f}{found['all'].recall:8.3f}", flush=True)
    own = reached["wardarchive"]
    print(
        f"{'queries':18}"
        + "".join(f"{own[k].queries if k in own else 0:9}" for k in (*KINDS, "all"))
        + "\n"
    )
    return own


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
    reached = {"demo": table("The demo", whole_set("demo.tsv", demo), demo)}
    if ARTICLES.exists():
        news = numbered(articles())
        reached["news"] = table("The news", whole_set("news.tsv", news), news, kept)
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
