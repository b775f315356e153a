"""Reads GS1 Digital Link URIs, as the device's ``digital_link.js`` does."""

import re

from .identifiers import IDENTIFIERS, is_value

# Keys of a thing, and the words that older links use for identifiers.
_PRIMARY = frozenset(
    "00 01 253 255 401 402 414 417 8003 8004 8006 8010 8013 8017 8018".split()
)
_WORDS = {
    "cpid": "8010",
    "cpsn": "8011",
    "cpv": "22",
    "exp": "17",
    "gcn": "255",
    "gdti": "253",
    "giai": "8004",
    "ginc": "401",
    "gln": "414",
    "glnx": "254",
    "gmn": "8013",
    "grai": "8003",
    "gsin": "402",
    "gsrn": "8018",
    "gsrnp": "8017",
    "gtin": "01",
    "itip": "8006",
    "lot": "10",
    "party": "417",
    "ser": "21",
    "srin": "8019",
    "sscc": "00",
}
_LINK = re.compile(r"https?://[^/?#]+([^?#]*)(?:\?([^#]*))?", re.I | re.ASCII)
_BYTES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_SHORT_ITEM = re.compile(r"[0-9]{8,13}")


def read_digital_link(text: str) -> dict[str, str] | None:
    """Return values by application identifier, None for another address.

    Keys and their qualifiers stand in the path, further elements in the query. The
    host and what stands before the first key do not matter.

    >>> read_digital_link("https://example.com/01/614141123452/10/A%2F1")
    {'01': '00614141123452', '10': 'A/1'}
    """
    link = _LINK.match(text)
    if not link:
        return None
    parts = [part for part in link[1].split("/") if part]
    keys = [index for index, part in enumerate(parts) if _identifier(part) in _PRIMARY]
    path = parts[keys[0] :] if keys else []
    if not path or len(path) % 2:
        return None
    pairs = [
        (_identifier(key), decode(value))
        for key, value in zip(path[::2], path[1::2], strict=True)
    ]
    for part in re.split("[&;]", link[2] or ""):
        key, _equals, value = part.partition("=")
        if _identifier(key) in IDENTIFIERS:
            pairs.append((_identifier(key), decode(value)))
    return _checked(pairs)


def _identifier(key: str) -> str:
    return _WORDS.get(key.lower(), key)


def _checked(pairs: list[tuple[str, str]]) -> dict[str, str] | None:
    elements: dict[str, str] = {}
    for ai, value in pairs:
        if ai == "01" and _SHORT_ITEM.fullmatch(value):
            value = value.zfill(14)
        if ai not in IDENTIFIERS or not is_value(ai, value) or ai in elements:
            return None
        elements[ai] = value
    return elements


def decode(text: str) -> str:
    """Decode percent-encoded UTF-8; what is none stays as it is.

    >>> decode("%E7%94%B2%ZZ%FF")
    '甲%ZZ%FF'
    """

    def decoded(found: re.Match[str]) -> str:
        try:
            return bytes.fromhex(found[0].replace("%", "")).decode()
        except UnicodeDecodeError:
            return found[0]

    return _BYTES.sub(decoded, text)
