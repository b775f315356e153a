"""Reads GS1 element strings among the numbers entered in bulk."""

from odoo import fields
from odoo.exceptions import ValidationError

from ...engine.numbering.entry import Entry
from ...engine.numbering.gs1 import find_elements, same_item
from ...engine.shelf_life import complete

# Application identifiers, by what they say about goods that arrive. Best before (15)
# is what most food bears instead of an expiration date.
LOT, SERIAL, PRODUCTION = "10", "21", "11"
ITEM, EXPIRATION, COUNT = ("01", "02"), ("17", "15"), ("30", "37")
NOMENCLATURE = "barcodes_gs1_nomenclature.default_gs1_nomenclature"


class Gs1Reader:
    """Turns element strings of one product into numbers followed by what they say."""

    def __init__(self, env, company, product):
        self._env = env
        self._product = product
        nomenclature = company.nomenclature_id
        if not nomenclature.is_gs1_nomenclature:
            nomenclature = env.ref(NOMENCLATURE)
        self._nomenclature = nomenclature

    def interpret(self, entries: list[Entry]) -> tuple[list[Entry], dict[int, tuple]]:
        """Return the entries as if number, quantity and dates had been typed.

        :return: the entries, those that are plain numbers unchanged; and, by index,
            verdict and message of those that are refused.
        """
        read, refused, items = [], {}, {}
        for index, entry in enumerate(entries):
            try:
                elements = self._get_elements(entry.number)
                if elements:
                    items[index] = next(filter(None, map(elements.get, ITEM)), None)
                    entry = self._rewrite(entry, elements)
            except ValidationError as error:
                refused[index] = "format", str(error)
            read.append(entry)
        return read, self._find_wrong_items(items) | refused

    def _get_elements(self, number) -> dict | None:
        """Return values by application identifier, None for a plain number."""
        found = find_elements(number)
        if not found:
            return None
        elements = self._nomenclature.gs1_decompose_extended(found.text)
        if elements:
            return {element["ai"]: element["value"] for element in elements}
        if not found.certain:
            return None
        raise ValidationError(
            self._env._("This GS1 code cannot be read. Scan it again from the package.")
        )

    def _rewrite(self, entry, elements) -> Entry:
        if self._product.tracking == "serial":
            number = elements.get(SERIAL)
        else:
            number = elements.get(LOT) or elements.get(SERIAL)
        if not number:
            raise ValidationError(
                self._env._("This GS1 code bears no lot or serial number.")
            )
        stated = [self._get_count(elements), *self._get_dates(elements)]
        extra = entry.extra or "".join(f";{part}" for part in stated if part)
        return entry._replace(number=number, extra=extra)

    def _get_count(self, elements) -> str:
        count = next((elements[ai] for ai in COUNT if elements.get(ai)), 0)
        return f"{count:g}" if self._product.tracking == "lot" and count else ""

    def _get_dates(self, elements) -> list[str]:
        """Return what dates to type for these to be understood.

        A single past date would be taken for the production date, hence both where
        one follows from the other. Without shelf life Odoo reads one date only, the
        expiration date.
        """
        if not self._product.use_expiration_date:
            return []
        life = self._product.product_tmpl_id._get_shelf_life()
        production = elements.get(PRODUCTION) if life else None
        expiry = next((elements[ai] for ai in EXPIRATION if ai in elements), None)
        if production and expiry and expiry < production:
            raise ValidationError(
                self._env._(
                    "This GS1 code says that the goods expired before they were made."
                )
            )
        dates = complete(production, expiry, life)
        return [fields.Date.to_string(day) for day in dates if day]

    def _find_wrong_items(self, items: dict[int, str | None]) -> dict[int, tuple]:
        """Return, by index, what speaks against GTINs that are not of the product."""
        product = self._product
        own = [product.barcode, *product.product_uom_ids.mapped("barcode")]
        foreign = {
            index: gtin
            for index, gtin in items.items()
            if gtin and not any(code and same_item(gtin, code) for code in own)
        }
        owners = self._find_owners(set(foreign.values()))
        refused = {}
        for index, gtin in foreign.items():
            owner = owners.get(gtin.lstrip("0"))
            if owner:
                message = self._env._("Belongs to %s.", owner.display_name)
            elif product.barcode:
                message = self._env._(
                    "GTIN %(gtin)s is neither the barcode of %(product)s nor of one of"
                    " its packagings.",
                    gtin=gtin,
                    product=product.display_name,
                )
            else:
                # Nobody has said yet which barcode the product bears.
                continue
            refused[index] = "other_product", message
        return refused

    def _find_owners(self, gtins) -> dict:
        """Return the products that bear GTINs, by these without zeros before them."""
        bare = {gtin.lstrip("0") for gtin in gtins}
        spellings = [code.zfill(width) for code in bare for width in (0, 8, 12, 13, 14)]
        domain = [("barcode", "in", spellings)]
        # The codes are looked for as they are, not read as GS1 once more.
        env = self._env(context={**self._env.context, "skip_preprocess_gs1": True})
        owners = {}
        if spellings:
            for packaging in env["product.uom"].search(domain):
                owners[packaging.barcode.lstrip("0")] = packaging.product_id
            for product in env["product.product"].search(domain):
                owners[product.barcode.lstrip("0")] = product
        return owners
