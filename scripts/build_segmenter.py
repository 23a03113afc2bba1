"""Makes the word segmenter's weights from an installed pyvi (0.1.1).

    python scripts/build_segmenter.py [TARGET_FOLDER]

Reads pyvi's trained model (a CRFsuite file inside a pickle) and its list of compounds without importing
pyvi or scikit-learn, keeps what the segmentation uses, and writes it as gzip'd JSON with pyvi's licence
beside it. The model has two labels, so of each attribute only the difference of its two weights counts.
The same input gives the same bytes: keys are sorted, and the gzip header carries no time and no name.
"""

from __future__ import annotations

import gzip
import io
import json
import pickle
import struct
import sys
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

BEGIN, INSIDE = "B_W", "I_W"
TARGET = Path(__file__).parent.parent / "src" / "wardarchive" / "text" / "data"
WEIGHTS, LICENCE = "segmenter.json.gz", "segmenter-LICENSE.txt"

FLAGS = {
    "bias": "bias",
    "word.isupper()": "upper",
    "word.istitle()": "title",
    "word.isdigit()": "digit",
    "-1:word.isupper()": "previous_upper",
    "-1:word.istitle()": "previous_title",
    "-1:word.bi_gram()": "previous_pair",
    "-2:word.tri_gram()": "previous_triple",
    "+1:word.isupper()": "next_upper",
    "+1:word.istitle()": "next_title",
    "+1:word.bi_gram()": "next_pair",
    "+2:word.tri_gram()": "next_triple",
}
WORDS = {"word.lower():": "own", "-1:word.lower():": "previous", "+1:word.lower():": "next"}


class _Shell:
    """Stands for every class of the pickle: only its attributes are wanted."""

    def __init__(self, *_args: object, **_named: object) -> None: ...

    def __setstate__(self, state: object) -> None:
        if isinstance(state, dict):
            self.__dict__.update(state)


class _ModelUnpickler(pickle.Unpickler):
    """Reads the pickle without running any code of the classes it names."""

    def find_class(self, module: str, name: str) -> Any:
        if module.split(".")[0] in {"sklearn_crfsuite", "pycrfsuite", "numpy"}:
            return _Shell
        if (module, name) in {("copyreg", "_reconstructor"), ("builtins", "object"), ("_codecs", "encode")}:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"unexpected {module}.{name}")


def model_bytes(pickled: bytes) -> bytes:
    """The CRFsuite file inside pyvi's pickle."""
    model = _ModelUnpickler(io.BytesIO(pickled)).load()
    for part in vars(model).values():
        data = vars(part).get("__FILE_RESOURCE_DATA__") if isinstance(part, _Shell) else None
        if isinstance(data, bytes):
            return data
    raise ValueError("the pickle holds no CRFsuite model")


def _strings(blob: bytes, at: int) -> list[str]:
    """A CQDB string table of CRFsuite, by id."""
    magic, _size, _flag, _order, count, back = struct.unpack_from("<4sIIIII", blob, at)
    if magic != b"CQDB":
        raise ValueError("not a CQDB table")
    found = []
    for offset in struct.unpack_from(f"<{count}I", blob, at + back):
        _id, length = struct.unpack_from("<II", blob, at + offset)
        found.append(blob[at + offset + 8 : at + offset + 8 + length - 1].decode("utf-8"))
    return found


def read_weights(blob: bytes) -> tuple[dict[str, float], dict[str, float]]:
    """({attribute: weight inside minus weight begin}, {"BI" …: weight of the transition})."""
    magic, _size, kind, *rest = struct.unpack_from("<4sI4sIIIIIIIII", blob, 0)
    _version, _features, _labels, _attributes, features_at, labels_at, attributes_at, _lr, _ar = rest
    if (magic, kind) != (b"lCRF", b"FOMC"):
        raise ValueError("not a CRFsuite model of first order")
    labels, attributes = _strings(blob, labels_at), _strings(blob, attributes_at)
    if labels != [BEGIN, INSIDE]:
        raise ValueError(f"unexpected labels {labels}")
    _magic, _size, count = struct.unpack_from("<4sII", blob, features_at)
    differences: dict[str, float] = {}
    transitions = dict.fromkeys(("BB", "BI", "IB", "II"), 0.0)
    for i in range(count):
        is_transition, source, target, weight = struct.unpack_from("<IIId", blob, features_at + 12 + 20 * i)
        if is_transition:
            transitions[labels[source][0] + labels[target][0]] = weight
        else:
            sign = 1.0 if labels[target] == INSIDE else -1.0
            differences[attributes[source]] = differences.get(attributes[source], 0.0) + sign * weight
    return differences, transitions


def grouped(lines: list[str], size: int) -> dict[str, list[str]]:
    """Compounds of `size` syllables by their first; pyvi compares in lower case, so others never match."""
    found: dict[str, list[str]] = {}
    for line in sorted(set(lines)):
        first, *others = line.split(" ")
        if len(others) == size - 1 and line == line.lower():
            found.setdefault(first, []).append(" ".join(others))
    return found


def build(pickled: bytes, words: str, source: str) -> bytes:
    """The contents of the weights file."""
    differences, transitions = read_weights(model_bytes(pickled))
    lines = words.split("\n")
    content: dict[str, Any] = {
        "source": source,
        "transitions": transitions,
        "flags": {ours: differences.pop(theirs, 0.0) for theirs, ours in FLAGS.items()},
        "own": {},
        "previous": {},
        "next": {},
        "pairs": grouped(lines, 2),
        "triples": grouped(lines, 3),
    }
    for attribute, weight in differences.items():
        prefix = next(p for p in WORDS if attribute.startswith(p))
        content[WORDS[prefix]][attribute.removeprefix(prefix)] = weight
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as stream:
        stream.write(text.encode("utf-8"))
    return packed.getvalue()


def main() -> None:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    pyvi = distribution("pyvi")
    models = Path(str(pyvi.locate_file("pyvi"))) / "models"
    packed = build(
        (models / "pyvi3.pkl").read_bytes(),
        (models / "words.txt").read_text(encoding="utf-8"),
        f"pyvi {pyvi.version}, MIT licence, see {LICENCE}",
    )
    target.mkdir(parents=True, exist_ok=True)
    (target / WEIGHTS).write_bytes(packed)
    (target / LICENCE).write_text(pyvi.read_text("LICENSE.txt") or "", encoding="utf-8")
    print(f"{target / WEIGHTS}: {len(packed):,} bytes")


if __name__ == "__main__":
    main()
