from collections import defaultdict
from dataclasses import dataclass, field

from odoo import models
from odoo.exceptions import UserError


class NotFoldable(UserError):
    """Operations that have to be applied one by one. Nobody reads it: the journal
    then does so."""

    def __init__(self):
        super().__init__("not foldable")


@dataclass
class Share:
    """What one operation put on one line.

    :ivar quantity: in the product's own unit.
    :ivar line: the line; of a new one it is known once the fold is written.
    """

    quantity: float
    line: models.BaseModel | None = None


@dataclass
class _NewLine:
    move: models.BaseModel
    values: dict
    shares: list[Share] = field(default_factory=list)


class LineFold:
    """What several operations change about the lines of a transfer, written once.

    A scan counts goods on a line of its move and uses up what Odoo had reserved there
    beforehand. Each write of a line costs Odoo tens of milliseconds; so the changes are
    added up here and each line is written once, with the same lines and quantities as
    if the operations had been written one after the other.

    Quantities are in the product's own unit.
    """

    def __init__(self, moves):
        """:param moves: moves whose lines may be changed, of one or more products"""
        self._moves = moves
        self._env = moves.env
        self._touched = moves.browse()
        # What is left of lines nothing has been counted on, in their own units.
        self._left = {}
        self._shares = defaultdict(list)
        self._new = {}
        self._picked = {}
        self._candidates = {}

    def picked(self, move):
        """Quantity counted on ``move``, with what is not written yet."""
        self._read(move)
        return self._picked[move]

    def lot_names(self, move):
        """Names of the lots and serial numbers counted on ``move``."""
        self._read(move)
        return self._candidates[move].keys()

    def use_up(self, move, quantity):
        """Take ``quantity`` off the lines that nothing has been counted on, so that
        expected and counted goods are never shown twice."""
        unit = move.product_id.uom_id
        self._touched |= move
        for line in move.move_line_ids.filtered(lambda line: not line.picked):
            left = line.product_uom_id._compute_quantity(
                self._left.get(line, line.quantity), unit, rounding_method="HALF-UP"
            )
            used = min(quantity, left)
            quantity -= used
            self._left[line] = unit._compute_quantity(left - used, line.product_uom_id)
            if unit.is_zero(quantity):
                return

    def add(self, move, quantity, values):
        """Count ``quantity`` on the line of ``move`` that has ``values``, else on a new
        one; returns the :class:`Share`."""
        share = Share(quantity)
        self._read(move)
        self._touched |= move
        line = self._find(move, values)
        if line:
            share.line = line
            self._shares[line].append(share)
        else:
            new = self._find_new(move, values)
            new.shares.append(share)
        self._picked[move] += quantity
        return share

    # pylint: disable-next=method-required-super; no model
    def write(self):
        """Write everything. Raises what Odoo raises for any of the lines."""
        self._write_left()
        self._write_added()
        self._write_new()
        # Odoo works states out at each write, and not at all of them: once is enough.
        self._touched._recompute_state()

    # ---- finding ---------------------------------------------------------------

    def _read(self, move):
        if move in self._picked:
            return
        lines = move.move_line_ids.filtered("picked")
        self._picked[move] = sum(lines.mapped("quantity_product_uom"))
        candidates = self._candidates[move] = defaultdict(list)
        for line in lines:
            for name in {line.lot_name or "", line.lot_id.name or ""}:
                candidates[name].append(line)

    def _find(self, move, values):
        for line in self._candidates[move].get(self._lot_name(values), ()):
            same_unit = line.product_uom_id == move.product_id.uom_id
            if same_unit and self._has(line, values):
                return line
        return None

    def _lot_name(self, values):
        if values.get("lot_id"):
            return self._env["stock.lot"].browse(values["lot_id"]).name
        return values.get("lot_name") or ""

    def _has(self, line, values):
        for name, value in values.items():
            current = line[name]
            if isinstance(current, models.BaseModel):
                current = current.id
            if (current or False) != (value or False):
                return False
        return True

    def _find_new(self, move, values):
        key = (move, self._lot_name(values))
        new = self._new.setdefault(key, _NewLine(move, values))
        if new.values != values:
            # Which of both Odoo would say of the first only shows once it is written.
            raise NotFoldable
        self._candidates[move].setdefault(key[1], [])
        return new

    # ---- writing ---------------------------------------------------------------

    def _lines(self, lines=()):
        """``lines``, read and written together."""
        model = self._env["stock.move.line"].with_context(preserve_state=True)
        return model.browse(line.id for line in lines)

    def _write_left(self):
        lines = self._lines(self._left)
        quantities = dict(zip(lines, self._left.values(), strict=True))
        used_up = lines.filtered(
            lambda line: line.product_uom_id.is_zero(quantities[line])
        )
        for line in lines - used_up:
            if line.product_uom_id.compare(quantities[line], line.quantity):
                line.quantity = quantities[line]
        used_up.unlink()

    def _write_added(self):
        lines = self._lines(self._shares)
        lines_by_quantity = defaultdict(lines.browse)
        for line, shares in zip(lines, self._shares.values(), strict=True):
            added = sum(share.quantity for share in shares)
            lines_by_quantity[line.quantity + added] |= line
        for quantity, same in lines_by_quantity.items():
            same.with_prefetch(lines.ids).quantity = quantity

    def _write_new(self):
        new = list(self._new.values())
        lines = self._lines().create(
            [
                {
                    **line.move._prepare_move_line_vals(quantity=0),
                    **line.values,
                    "quantity": sum(share.quantity for share in line.shares),
                    "product_uom_id": line.move.product_id.uom_id.id,
                    "picked": True,
                }
                for line in new
            ]
        )
        for line, made in zip(new, lines, strict=True):
            for share in line.shares:
                share.line = made
