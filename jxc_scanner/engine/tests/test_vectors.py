"""The server's reader of scans against the shared vectors and against nonsense."""

import json
import random

from jxc_scanner.engine.check_digit import is_checked
from jxc_scanner.engine.identifiers import IDENTIFIERS
from jxc_scanner.engine.meaning import read_code
from scan_vectors import OWN, RULES, TODAY, find_mistakes, read_vectors

ALPHABET = (
    "0123456789" * 3 + "()\x1d#]C1dQ3ABab甲 /.:%?=httpsurnepcidgsl１Ａ\u241d\ud83d"
)


def test_every_vector_is_understood():
    vectors = read_vectors()
    meanings = [read_code(vector["scan"], TODAY, RULES) for vector in vectors]
    assert find_mistakes(vectors, meanings) == []


def test_our_own_vectors_are_many_and_name_every_identifier():
    vectors = json.loads(OWN.read_text(encoding="utf-8"))
    named = {ai for vector in vectors for ai in vector["expect"].get("elements") or ()}
    # Those with decimals differ in their last digit only.
    missing = {
        ai
        for ai, identifier in IDENTIFIERS.items()
        if ai not in named and not (identifier.sort == "v" and ai[-1] != "2")
    }
    assert missing == set()
    assert len(vectors) >= 300


def test_a_hundred_thousand_random_codes_are_read_without_a_mistake():
    chance = random.Random(7)
    beginnings = ["", "", "]C1", "01", "(01)", "https://a.b/01/", "urn:epc:id:", "30"]
    for _round in range(100_000):
        length = chance.randrange(1, 40)
        text = chance.choice(beginnings) + "".join(chance.choices(ALPHABET, k=length))
        meaning = read_code(text, TODAY, RULES)
        if meaning and "gtin" in meaning:
            assert is_checked(meaning["gtin"])
        if meaning and "error" in meaning:
            assert meaning["codes"] == []
