"""What a lot or serial number must look like, whoever made it.

Each check returns the fault it finds, None for a number that is right. Faults are
codes; whoever shows them says them in the user's language.
"""

import re
from typing import NamedTuple

from stdnum import luhn

# GS1 General Specifications, figure 7.11-1: character set 82, for AI 10 (batch or lot)
# and AI 21 (serial number), each of 1 to 20 characters.
GS1_CHARACTERS = frozenset(
    "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
    "abcdefghijklmnopqrstuvwxyz"
)
GS1_MAX_LENGTH = 20


class Fault(NamedTuple):
    """Why a number is refused: a code and what it is about."""

    code: str
    detail: str = ""


def check_imei(number: str) -> Fault | None:
    """Check an International Mobile Equipment Identity with its check digit.

    3GPP TS 23.003, clause 6.2 and annex B: 15 digits, the last one by Luhn's formula,
    which any single altered digit breaks.
    """
    if not re.fullmatch("[0-9]{15}", number):
        return Fault("imei_digits", str(len(number)))
    return None if luhn.is_valid(number) else Fault("imei_check_digit")


def check_gs1(number: str) -> Fault | None:
    """Check a GS1 lot or serial number, as bar codes carry it in AI 10 and AI 21."""
    wrong = [char for char in number if char not in GS1_CHARACTERS]
    if wrong:
        return Fault("gs1_characters", wrong[0])
    if not 1 <= len(number) <= GS1_MAX_LENGTH:
        return Fault("gs1_length", str(len(number)))
    return None
