"""The vectors both readers of scans are held to, and what they are read with.

A file of vectors is a JSON list of ``{"scan": code, "expect": {name: value}}``. Names
are those of ``read_code``; one that must be absent is expected to be ``null``, and what
is not named may be anything.
"""

import json
import os
from datetime import date
from pathlib import Path

TODAY = date(2026, 3, 10)
# Odoo's rules for what a scale prints, as in its default nomenclature.
RULES = [
    {"type": "price", "encoding": "ean13", "pattern": "23.....{NNNDD}", "alias": ""},
    {"type": "weight", "encoding": "ean13", "pattern": "21.....{NNDDD}", "alias": ""},
    {"type": "product", "encoding": "any", "pattern": ".*", "alias": ""},
]
OWN = Path(__file__).parents[2] / "static/tests/vectors.json"


def read_vectors():
    """Return the vectors of ``JXC_VECTORS``, without it our own."""
    path = Path(os.environ.get("JXC_VECTORS") or OWN)
    return json.loads(path.read_text(encoding="utf-8"))


def find_mistakes(vectors, meanings):
    """Return what was not understood as expected, one line a code."""
    mistakes = []
    for vector, meaning in zip(vectors, meanings, strict=True):
        meaning = meaning or {}
        wrong = {
            name: meaning.get(name)
            for name, value in vector["expect"].items()
            if meaning.get(name) != value
        }
        if wrong:
            mistakes.append(f"{vector['scan']!a}: {wrong}, not {vector['expect']}")
    return mistakes
