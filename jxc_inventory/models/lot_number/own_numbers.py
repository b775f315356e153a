"""Makes numbers of our own by the rules of one company, for many goods at once."""

from datetime import date
from typing import Any, NamedTuple

from odoo import fields
from odoo.exceptions import UserError

from ...engine.numbering.pattern import MissingValue, Pattern, compile_pattern
from ...engine.shelf_life import complete, day_of


class Goods(NamedTuple):
    """What a number is made for.

    :param product: a ``product.product``.
    :param vendor: the ``res.partner`` the goods come from, possibly empty.
    :param warehouse: the ``stock.warehouse`` they come to, possibly empty.
    """

    product: Any
    vendor: Any = None
    warehouse: Any = None
    production: date | None = None
    expiration: date | None = None


class _Order(NamedTuple):
    """So many numbers of one pattern."""

    goods: Goods
    count: int
    rule: Any
    pattern: Pattern
    values: dict


class OwnNumbers:
    """Compiles each pattern once and counts all goods of a call in one query."""

    def __init__(self, env, company):
        self._env = env
        self._company = company
        self._book = env["jxc.lot.rule"]._open_book(company)
        self._patterns = {}

    def __bool__(self) -> bool:
        """Whether the company makes numbers of its own at all."""
        return self._book.states("own_number")

    def find_rule(self, product, vendor=None):
        """Return the rule by which lots of a product are numbered, empty for none."""
        return self._book.find("own_number", product, vendor)

    def make(self, wanted: list[tuple[Goods, int]]) -> list[list[str]]:
        """Return as many new numbers as wanted of each goods; each has a rule.

        Raises ``UserError`` that names what is missing.
        """
        orders = [self._order(goods, count) for goods, count in wanted]
        numbers = [[] for _order in orders]
        missing, ahead = list(range(len(orders))), 1
        while missing:
            found = self._count(orders, numbers, missing, ahead)
            known = self._find_known(orders, found)
            for index, candidates in found.items():
                order, made = orders[index], numbers[index]
                made += [
                    number
                    for number in candidates
                    # Without a count it is a known lot that arrives again.
                    if (order.goods.product.id, number) not in known
                    or not order.pattern.has_seq
                ][: order.count - len(made)]
            missing = [i for i in missing if len(numbers[i]) < orders[i].count]
            # Past a stretch of numbers that exist already in ever longer steps.
            ahead *= 2
        return numbers

    def preview(self, goods: Goods) -> str:
        """Return the number that ``make`` would give next, taking none."""
        order = self._order(goods, 1)
        company, key = self._counter(order)
        # sudo: the count alone comes out, as a number that is shown.
        counters = self._env["jxc.lot.counter"].sudo()
        counter = counters.search([("company_id", "=", company), ("key", "=", key)])
        first, step = counter.last + 1, 1
        while True:
            numbers = self._render(order, first, step)
            known = self._find_known([order], {0: numbers})
            for number in numbers:
                product_id = goods.product.id
                if (product_id, number) not in known or not order.pattern.has_seq:
                    return number
            first, step = first + step, step * 2

    def _order(self, goods: Goods, count: int) -> _Order:
        rule = self.find_rule(goods.product, goods.vendor)
        text = rule.own_number_pattern
        if text not in self._patterns:
            self._patterns[text] = compile_pattern(text)
        pattern = self._patterns[text]
        serial = goods.product.tracking == "serial"
        if not pattern.has_seq and (count > 1 or serial):
            raise UserError(
                self._env._(
                    "The pattern %(pattern)s makes one number only. Add {seq:3} to the"
                    " rule “%(rule)s” to make more.",
                    pattern=text,
                    rule=rule.display_name,
                )
            )
        values = rule._get_pattern_values(goods.product, goods.vendor, goods.warehouse)
        life = goods.product.product_tmpl_id._get_shelf_life()
        production, expiration = complete(goods.production, goods.expiration, life)
        zone = self._company._jxc_timezone()
        values.update(
            production=production,
            expiration=expiration,
            receipt=day_of(fields.Datetime.now(), zone),
        )
        order = _Order(goods, count, rule, pattern, values)
        try:
            pattern.counter_key(values)
        except MissingValue as error:
            raise UserError(rule._explain_missing(error, goods.product)) from error
        return order

    def _counter(self, order: _Order) -> tuple[int | None, str]:
        company = order.goods.product.company_id
        return company.id or None, order.pattern.counter_key(order.values)

    def _count(self, orders, numbers, missing, ahead) -> dict[int, list[str]]:
        """Return new candidates, ``ahead`` times as many as are missing, by index."""
        wanted, shares = {}, {}
        for index in missing:
            order = orders[index]
            counter = self._counter(order)
            start = wanted.get(counter, 0)
            share = (order.count - len(numbers[index])) * ahead
            shares[index] = (counter, start, share)
            if order.pattern.has_seq:
                wanted[counter] = start + share
        taken = self._env["jxc.lot.counter"]._take(wanted)
        return {
            index: self._render(orders[index], taken.get(counter, 1) + start, share)
            for index, (counter, start, share) in shares.items()
        }

    def _render(self, order: _Order, first: int, count: int) -> list[str]:
        return [
            order.pattern.render(order.values, first + offset)
            for offset in range(count)
        ]

    def _find_known(self, orders, found) -> set[tuple[int, str]]:
        """Return which of the numbers are lots of their product already."""
        products = [orders[index].goods.product.id for index in found]
        names = [number for numbers in found.values() for number in numbers]
        # sudo: a shared product's lot of another company takes its number too.
        lots = self._env["stock.lot"].sudo()
        known = lots.search_fetch(
            [("product_id", "in", products), ("name", "in", names)],
            ["product_id", "name"],
        )
        return {(lot.product_id.id, lot.name) for lot in known}
