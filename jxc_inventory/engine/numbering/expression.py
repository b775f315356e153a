"""Regular expressions that users write, safe to try on any number.

A backtracking matcher can take for ever: ``(a+)+`` reads thirty letters in half a
billion ways. Nothing is timed here: before an expression is accepted it is counted in
how many ways it could read a number of any length up to the limit, whatever the
characters. That bounds the work of a match. Back references and looking around, whose
work that count does not bound, are refused.
"""

import re

try:
    from re import _constants as codes
    from re import _parser as parser
except ImportError:  # Python 3.10
    import sre_constants as codes
    import sre_parse as parser

from .pattern import MAX_LENGTH

MAX_EXPRESSION_LENGTH = 200
_MAX_WAYS = 1_000_000
_ONE_CHARACTER = {codes.LITERAL, codes.NOT_LITERAL, codes.IN, codes.ANY}
_REPEATS = {codes.MAX_REPEAT, codes.MIN_REPEAT}
_REPEATS.update(
    getattr(codes, name) for name in ("POSSESSIVE_REPEAT",) if hasattr(codes, name)
)


class ExpressionError(ValueError):
    """An expression that cannot be used.

    :param problem: ``syntax``, ``long``, ``reference`` (back reference or looking
        around) or ``slow`` (nested or too many repeats).
    :param detail: for ``syntax`` what is wrong, in English.
    :param position: for ``syntax`` where, counting characters from 1.
    """

    def __init__(self, problem: str, detail: str = "", position: int = 0):
        super().__init__(f"{problem} {detail}".strip())
        self.problem, self.detail, self.position = problem, detail, position


def compile_expression(text: str) -> re.Pattern:
    """Return the expression, to be used with ``fits``; raises ``ExpressionError``."""
    if len(text) > MAX_EXPRESSION_LENGTH:
        raise ExpressionError("long")
    try:
        expression = re.compile(text, re.ASCII)
        tree = parser.parse(text, re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        position = getattr(error, "pos", None)
        raise ExpressionError(
            "syntax",
            getattr(error, "msg", str(error)),
            0 if position is None else position + 1,
        ) from error
    if sum(_ways(tree)) > _MAX_WAYS:
        raise ExpressionError("slow")
    return expression


def fits(expression: re.Pattern, number: str) -> bool:
    """Tell whether the whole number is what the expression describes."""
    return len(number) <= MAX_LENGTH and bool(expression.fullmatch(number))


def _ways(tree) -> list[int]:
    """Return in how many ways 0, 1, … MAX_LENGTH characters can be read."""
    ways = _power(0)
    for code, argument in tree:
        ways = _product(ways, _node_ways(code, argument))
    return ways


def _node_ways(code, argument) -> list[int]:
    if code in _ONE_CHARACTER:
        return _power(1)
    if code is codes.AT:
        return _power(0)
    if code is codes.SUBPATTERN:
        return _ways(argument[-1])
    if code is codes.BRANCH:
        return [sum(column) for column in zip(*map(_ways, argument[1]), strict=True)]
    if code in _REPEATS:
        return _repeat_ways(*argument)
    if getattr(codes, "ATOMIC_GROUP", None) is code:
        return _ways(argument)
    raise ExpressionError("reference")


def _repeat_ways(least: int, most: int, tree) -> list[int]:
    body = _ways(tree)
    if body[0] and most > 1:
        # What may be empty could be repeated at one place without end.
        raise ExpressionError("slow")
    total, once_more = [0] * len(body), _power(0)
    for count in range(min(most, MAX_LENGTH) + 1):
        if count >= least:
            total = [a + b for a, b in zip(total, once_more, strict=True)]
        once_more = _product(once_more, body)
        if sum(total) > _MAX_WAYS or sum(once_more) > _MAX_WAYS:
            raise ExpressionError("slow")
    return total


def _product(left: list[int], right: list[int]) -> list[int]:
    result = [0] * (MAX_LENGTH + 1)
    for i, a in enumerate(left):
        if a:
            for j in range(MAX_LENGTH + 1 - i):
                result[i + j] += a * right[j]
    return result


def _power(length: int) -> list[int]:
    """Return the ways of what reads ``length`` characters in one way."""
    return [int(length == n) for n in range(MAX_LENGTH + 1)]
