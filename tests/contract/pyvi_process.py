"""Segments with pyvi itself: a JSON list of strings on standard input, one of results on standard output.

A process of its own, because importing pyvi warns of its age and leaves a model file in the temp folder.
"""

from __future__ import annotations

import json
import sys

from pyvi import ViTokenizer

if __name__ == "__main__":
    print(json.dumps([ViTokenizer.tokenize(text) for text in json.load(sys.stdin)]))
