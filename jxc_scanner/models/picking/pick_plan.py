"""What takes of a device make of the move lines of one transfer."""

from typing import Any, NamedTuple

from odoo.exceptions import UserError


class Place(NamedTuple):
    """Where goods are taken from: a location, and there a lot and a package."""

    location: Any
    lot: Any
    package: Any

    @classmethod
    def of(cls, line):
        return cls(line.location_id, line.lot_id, line.package_id)


class Take(NamedTuple):
    """Goods in the keeper's hand.

    :param quantity: in the unit of the product.
    :param instead: the place Odoo had reserved for it, the same one as a rule.
    :param box: the ``stock.package`` they are put into, empty for none.
    :param reason: why a rule that speaks against it is overruled, empty for not.
    """

    product: Any
    place: Place
    quantity: float
    instead: Place
    box: Any
    reason: str


class Reserved:
    """A line Odoo reserved and nobody has picked, and how much of it is left."""

    def __init__(self, line):
        self.line = line
        self.move = line.move_id
        self.place = Place.of(line)
        self.rest = self.quantity = line.quantity_product_uom


class Picked:
    """A line that takes are added to; ``line`` is empty until it is made."""

    def __init__(self, move, place, box, owner, line):
        self.move, self.place, self.box, self.owner = move, place, box, owner
        self.line = line
        self.added = 0.0


class PickPlan:
    """Deals takes to the moves of a transfer and then writes each line once.

    Odoo's reserved lines are used up by what is taken, so that its form never shows
    reserved and picked goods twice, and demand is never exceeded.
    """

    def __init__(self, picking):
        self.picking = picking
        self.env = picking.env
        self.moves = picking.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        lines = self.moves.move_line_ids
        self.reserved = [
            Reserved(line)
            for line in lines
            if not line.picked and line.quantity_product_uom > 0
        ]
        self.picked = {}
        self.wanted = {move: move.product_qty for move in self.moves}
        for line in lines.filtered("picked"):
            self.wanted[line.move_id] -= line.quantity_product_uom
            if line.product_uom_id == line.product_id.uom_id:
                entry = Picked(
                    line.move_id,
                    Place.of(line),
                    line.result_package_id,
                    line.owner_id,
                    line,
                )
                self.picked.setdefault(self._key(entry), entry)

    def take(self, take: Take) -> dict:
        """Deal one take; return its shares: entries, quantities and what was freed.

        :raises UserError: less than that is wanted.
        """
        unit = take.product.uom_id
        quantity = take.quantity
        shares, freed = [], []
        for move in self._get_moves(take):
            share = min(quantity, self.wanted[move])
            if unit.compare(share, 0) <= 0:
                continue
            used = self._use_reserved(move, take, share)
            entry = self._get_entry(move, take, used)
            entry.added += share
            self.wanted[move] -= share
            quantity -= share
            shares.append((entry, share))
            freed += [(move, reserved, part) for reserved, part in used]
        if unit.compare(quantity, 0) > 0:
            raise UserError(
                self.env._(
                    "That is %(quantity)s %(unit)s of %(product)s more than"
                    " %(transfer)s asks for.",
                    quantity=unit.round(quantity),
                    unit=unit.name,
                    product=take.product.display_name,
                    transfer=self.picking.name,
                )
            )
        return {"shares": shares, "freed": freed}

    def carry_out(self):
        """Bring the lines of the transfer to what was planned; return those picked."""
        entries = [entry for entry in self.picked.values() if entry.added]
        converted = [entry for entry in entries if self._convert(entry)]
        used_up = self.env["stock.move.line"]
        for reserved in self.reserved:
            if reserved.rest == reserved.quantity:
                continue
            unit = reserved.line.product_id.uom_id
            if unit.is_zero(reserved.rest):
                used_up |= reserved.line
            else:
                reserved.line.write(
                    {"quantity": reserved.rest, "product_uom_id": unit.id}
                )
        used_up.unlink()
        self._create([entry for entry in entries if not entry.line])
        for entry in entries:
            if entry not in converted and entry.added:
                entry.line.quantity += entry.added
        return used_up.union(*(entry.line for entry in entries)) - used_up

    def _get_moves(self, take):
        """The moves of the product, those that reserved this very place first."""
        exact = {
            reserved.move
            for reserved in self.reserved
            if reserved.place == take.instead and reserved.rest > 0
        }
        moves = self.moves.filtered(lambda move: move.product_id == take.product)
        return moves.sorted(lambda move: move not in exact)

    def _use_reserved(self, move, take, quantity):
        """Use up what Odoo reserved for ``move``, the nearest to what was taken first.

        :return: pairs of a ``Reserved`` and the quantity used of it
        """
        unit = take.product.uom_id

        def distance(reserved):
            return (
                reserved.place != take.place,
                reserved.place != take.instead,
                reserved.place.lot != take.place.lot,
                reserved.place.location != take.place.location,
            )

        candidates = [entry for entry in self.reserved if entry.move == move]
        used = []
        for reserved in sorted(candidates, key=distance):
            part = min(quantity, reserved.rest)
            if unit.compare(part, 0) > 0:
                reserved.rest = unit.round(reserved.rest - part)
                quantity -= part
                used.append((reserved, part))
        return used

    def _get_entry(self, move, take, used):
        first = used[0][0] if used else None
        same = first and first.place == take.place
        owner = first.line.owner_id if same else self.picking.owner_id
        box = take.box
        if not box and same:
            # A package that is moved whole stays together.
            box = first.line.result_package_id
        entry = Picked(move, take.place, box, owner, self.env["stock.move.line"])
        return self.picked.setdefault(self._key(entry), entry)

    def _key(self, entry):
        return (entry.move, entry.place, entry.box, entry.owner)

    def _convert(self, entry):
        """Make a reserved line that was taken whole the picked one; say whether."""
        if entry.line:
            return False
        unit = entry.move.product_id.uom_id
        for reserved in self.reserved:
            if (
                reserved.move == entry.move
                and reserved.place == entry.place
                and reserved.line.owner_id == entry.owner
                and reserved.line.product_uom_id == unit
                and unit.is_zero(reserved.rest)
                and unit.compare(reserved.quantity, entry.added) == 0
            ):
                reserved.line.write({"picked": True, "result_package_id": entry.box.id})
                entry.line = reserved.line
                self.reserved.remove(reserved)
                return True
        return False

    def _create(self, entries):
        lines = self.env["stock.move.line"].create(
            [
                {
                    **entry.move._prepare_move_line_vals(quantity=0),
                    "location_id": entry.place.location.id,
                    "lot_id": entry.place.lot.id,
                    "package_id": entry.place.package.id,
                    "result_package_id": entry.box.id,
                    "owner_id": entry.owner.id,
                    "quantity": entry.added,
                    "product_uom_id": entry.move.product_id.uom_id.id,
                    "picked": True,
                }
                for entry in entries
            ]
        )
        for entry, line in zip(entries, lines, strict=True):
            entry.line, entry.added = line, 0.0
