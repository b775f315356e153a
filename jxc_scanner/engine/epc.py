"""Reads Electronic Product Codes, as the device's ``epc.js`` does.

Layouts are those of section 14 of the EPC Tag Data Standard.
"""

import re
from typing import NamedTuple

from .check_digit import check_digit
from .digital_link import decode
from .identifiers import is_value

# Bits of the company prefix by partition; its digits are 12 less the partition.
_PREFIX_BITS = (40, 37, 34, 30, 27, 24, 20)


class _Header(NamedTuple):
    """How a tag's memory is laid out.

    :param bits: in all.
    :param together: bits of company prefix and reference.
    :param serial: bits of the serial number, the longer ones hold characters.
    """

    scheme: str
    bits: int
    together: int
    serial: int


_HEADERS = {
    "30": _Header("sgtin", 96, 44, 38),
    "31": _Header("sscc", 96, 58, 0),
    "32": _Header("sgln", 96, 41, 41),
    "33": _Header("grai", 96, 44, 38),
    "36": _Header("sgtin", 198, 44, 140),
    "37": _Header("grai", 170, 44, 112),
    "39": _Header("sgln", 195, 41, 140),
}
# Digits of prefix and reference together.
_DIGITS = {"sgtin": 13, "lgtin": 13, "sscc": 17, "sgln": 12, "grai": 12}
_TAG = re.compile(
    r"urn:epc:tag:(sgtin-96|sgtin-198|sscc-96|sgln-96|sgln-195|grai-96|grai-170)"
    r":[0-7]\.(.*)",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)
_IDENTITY = re.compile(
    r"urn:epc:(?:id|class):(sgtin|lgtin|sscc|sgln|grai):(.*)",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)
_MEMORY = re.compile(r"(?:urn:epc:raw:[0-9]+\.x)?([0-9A-F]{24,52})", re.I | re.ASCII)
_PREFIX = re.compile("[0-9]{6,12}")
_NUMBER = re.compile("[0-9]+")


def read_epc(text: str) -> dict[str, str] | None:
    """Return values by application identifier, None for anything else.

    :param text: a tag's memory in hexadecimal, or a URI of the identity or the tag.

    >>> read_epc("urn:epc:id:sgtin:0614141.112345.400")
    {'01': '10614141123459', '21': '400'}
    >>> read_epc("3034257BF400B7800004CB2F")
    {'01': '00614141007349', '21': '314159'}
    """
    if tag := _TAG.fullmatch(text):
        return _read_parts(tag[1].split("-")[0].lower(), tag[2])
    if identity := _IDENTITY.fullmatch(text):
        return _read_parts(identity[1].lower(), identity[2])
    memory = _MEMORY.fullmatch(text)
    return _read_memory(memory[1]) if memory else None


def _read_parts(scheme: str, rest: str) -> dict[str, str] | None:
    prefix, reference, serial = ([*rest.split(".", 2), "", ""])[:3]
    return _elements(scheme, prefix, reference, decode(serial))


def _read_memory(text: str) -> dict[str, str] | None:
    header = _HEADERS.get(text[:2])
    if not header or len(text) != 4 * -(-header.bits // 16):
        return None
    memory = "".join(f"{int(digit, 16):04b}" for digit in text)
    partition = int(memory[11:14], 2)
    if partition >= len(_PREFIX_BITS) or "1" in memory[header.bits :]:
        return None
    middle, end = 14 + _PREFIX_BITS[partition], 14 + header.together
    digits = 12 - partition
    prefix = _number(memory[14:middle], digits)
    reference = _number(memory[middle:end], _DIGITS[header.scheme] - digits)
    serial = _read_serial(memory[end : end + header.serial])
    if serial is None:
        return None
    return _elements(header.scheme, prefix, reference, serial)


def _read_serial(bits: str) -> str | None:
    """A whole number, or longer than that 7-bit characters closed by zeros."""
    if len(bits) <= 41:
        return str(int(bits, 2)) if bits else ""
    sevens = [int(bits[start : start + 7], 2) for start in range(0, len(bits), 7)]
    used = sevens[: sevens.index(0)] if 0 in sevens else sevens
    if any(sevens[len(used) :]):
        return None
    return "".join(map(chr, used))


def _number(bits: str, digits: int) -> str:
    value = str(int(bits, 2)) if bits else ""
    if not digits:
        return "" if value == "0" else value
    return value.zfill(digits)


def _elements(scheme, prefix, reference, serial) -> dict[str, str] | None:
    digits = prefix + reference
    if (
        not _PREFIX.fullmatch(prefix)
        or len(digits) != _DIGITS[scheme]
        or not _NUMBER.fullmatch(digits)
    ):
        return None
    key = _key(scheme, prefix, reference, serial)
    return key if all(is_value(ai, value) for ai, value in key.items()) else None


def _key(scheme: str, prefix: str, reference: str, serial: str) -> dict[str, str]:
    """GS1's own keys: there the indicator or extension digit stands first."""
    if scheme == "sgln":
        location = f"{prefix}{reference}{check_digit(prefix + reference)}"
        extension = {"254": serial} if serial not in ("", "0") else {}
        return {"414": location, **extension}
    if scheme == "grai":
        check = check_digit(prefix + reference)
        return {"8003": f"0{prefix}{reference}{check}{serial}"}
    payload = reference[0] + prefix + reference[1:]
    turned = f"{payload}{check_digit(payload)}"
    if scheme == "sscc":
        return {"00": turned}
    number = "10" if scheme == "lgtin" else "21"
    return {"01": turned, **({number: serial} if serial else {})}
