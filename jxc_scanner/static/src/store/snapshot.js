import {SnapshotTables} from "./snapshot_tables";

// More than anybody reads on a phone.
const MAX_FOUND = 50;

/**
 * What the device knows of its warehouse: plain rows, by id and by what a scan says.
 *
 * The methods put into the rows what follows from others. Tests make one of whole rows:
 * `new Snapshot({products: [...], transfers: [{..., moves: [...], lines: [...]}]})`.
 */
export class Snapshot extends SnapshotTables {
    rowsChanged(name) {
        if (name === "products" || name === "packagings") {
            this.texts = null;
        }
    }

    /** Make ready what the first scan or search would have to wait for. */
    warm() {
        this.tables.forEach((table) => table.warm());
        this.searchTexts();
    }

    // ---- products and lots ------------------------------------------------------------

    product(id) {
        const row = this.get("products", id);
        return row && this.wholeProduct(row);
    }

    productsByCode(code) {
        const packed = this.table("packagings").by("code", code);
        const ids = new Set([
            ...this.table("products")
                .by("code", code)
                .map(({id}) => id),
            ...packed.map(({product_id}) => product_id),
        ]);
        return [...ids].map((id) => this.product(id)).filter(Boolean);
    }

    wholeProduct(row) {
        const named = row.variant ? `${row.name} (${row.variant})` : row.name;
        const own = [...new Set([row.barcode, row.code].filter(Boolean))];
        const packed = this.table("packagings").by("product", row.id);
        return {
            ...row,
            name: named,
            code: row.code || "",
            codes: row.codes || [
                ...own.map((code) => ({code, quantity: 1})),
                ...packed.map(({code, quantity}) => ({code, quantity})),
            ],
            step: row.step || this.about.step || 0.01,
            pinyin: row.pinyin || "",
        };
    }

    lot(id) {
        const row = this.get("lots", id);
        return row && this.wholeLot(row);
    }

    lotsOf(productId) {
        return this.lotsBy("product", productId);
    }

    lotsByName(name) {
        return this.lotsBy("name", name);
    }

    lotsBy(index, value) {
        return this.table("lots")
            .by(index, value)
            .map((row) => this.wholeLot(row));
    }

    wholeLot(row) {
        const {hold: state, reason = ""} = row;
        const hold = typeof state === "string" ? {state, reason} : state || false;
        const expired =
            row.expiration_date &&
            row.expiration_date < this.today &&
            this.get("products", row.product_id)?.expired_stops;
        const stopped = row.stopped || hold.state || (expired && "expired") || false;
        return {...row, hold, stopped};
    }

    // ---- places -----------------------------------------------------------------------

    location(id) {
        const row = this.get("locations", id);
        return row && this.wholeLocation(row);
    }

    locationByCode(code) {
        const [row] = this.table("locations").by("barcode", code);
        return row ? this.wholeLocation(row) : null;
    }

    wholeLocation(row) {
        return {...row, route: row.route || walkingOrder(row.name)};
    }

    /** @returns {number[]} the place and all within it */
    placesIn(id) {
        const place = this.get("locations", id);
        const within = `${place?.name}/`;
        const below = this.all("locations", ({name}) => name.startsWith(within));
        return [id, ...below.map((one) => one.id)];
    }

    package(id) {
        return this.get("packages", id);
    }

    packageByName(name) {
        return this.table("packages").by("name", name)[0] || null;
    }

    quantsAt(locationId) {
        return this.table("quants").by("location", locationId);
    }

    quantsOf(productId) {
        return this.table("quants").by("product", productId);
    }

    quantsOfLot(lotId) {
        return this.table("quants").by("lot", lotId);
    }

    quantsIn(packageId) {
        return this.table("quants").by("package", packageId);
    }

    // ---- transfers --------------------------------------------------------------------

    type(id) {
        return this.get("operation_types", id);
    }

    transfer(id) {
        const row = this.get("transfers", id);
        return row && this.wholeTransfer(row);
    }

    transferByName(name) {
        const [row] = this.table("transfers").by("name", name);
        return row ? this.wholeTransfer(row) : null;
    }

    /** @param {(transfer: Object) => boolean} [fits] sees whole transfers */
    transfers(fits = () => true) {
        return this.table("transfers")
            .all()
            .map((row) => this.wholeTransfer(row))
            .filter(fits);
    }

    wholeTransfer(row) {
        const {code, step, warehouse_id} = this.type(row.type_id) || {};
        const parts = (name) => this.table(name).by("picking", row.id);
        return {
            code,
            step,
            warehouse_id,
            ...row,
            moves: parts("moves"),
            lines: parts("lines").map((line) => this.wholeLine(line)),
            applied: parts("applied").map(({uuid}) => uuid),
        };
    }

    wholeLine(row) {
        const lot = this.get("lots", row.lot_id) || {};
        const box = this.get("packages", row.result_package_id);
        return {
            ...row,
            lot: lot.name || row.lot || "",
            production_date: lot.production_date || row.production_date,
            expiration_date: lot.expiration_date || row.expiration_date,
            result_package: box?.name || row.result_package || "",
        };
    }

    // ---- searching --------------------------------------------------------------------

    /** @returns {Object[]} products whose name, codes or Pinyin initials hold `text` */
    search(text) {
        const wanted = text.trim().toLowerCase();
        const found = [];
        if (wanted) {
            for (const [id, known] of this.searchTexts()) {
                if (known.includes(wanted)) {
                    found.push(this.product(id));
                    if (found.length === MAX_FOUND) {
                        break;
                    }
                }
            }
        }
        return found;
    }

    searchTexts() {
        if (!this.texts) {
            const entries = this.table("products").all();
            this.texts = entries.map((row) => {
                const {name, code, codes, pinyin} = this.wholeProduct(row);
                const named = codes.map((one) => one.code);
                return [
                    row.id,
                    [name, code, ...named, pinyin].join("\n").toLowerCase(),
                ];
            });
        }
        return this.texts;
    }
}

/** Names in the order of the shelves: A-2 before A-10. */
function walkingOrder(name) {
    return name.replace(/\d+/g, (digits) => digits.padStart(8, "0"));
}
