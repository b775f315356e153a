"""The check digit of all GS1 numbers, section 7.9 of the General Specifications."""

import re

_DIGITS = re.compile(r"[0-9]{2,}")


def check_digit(digits: str) -> int:
    """Return the check digit that GS1 puts behind ``digits``.

    >>> check_digit("690123456789")
    2
    """
    places = enumerate(reversed(digits), 1)
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in places)
    return -total % 10


def is_checked(code: str) -> bool:
    """Whether ``code`` is digits only, the last of them their check digit."""
    return bool(_DIGITS.fullmatch(code)) and check_digit(code[:-1]) == int(code[-1])
