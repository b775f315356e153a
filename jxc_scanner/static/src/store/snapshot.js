/**
 * What the device knows of the warehouse, by id: products, lots, locations, packages,
 * quants, operation types, transfers.
 */
export class Snapshot {
    /** @param {Object<string, Object[]>} tables rows with an `id`, by table */
    constructor(tables = {}) {
        this.tables = new Map();
        this.put(tables);
    }

    /** Add rows, in place of older ones with the same id. */
    put(tables) {
        for (const [name, rows] of Object.entries(tables)) {
            const table = this.table(name);
            rows.forEach((row) => table.set(row.id, row));
        }
    }

    /** Have just these rows in the tables. */
    replace(tables) {
        Object.keys(tables).forEach((name) => this.tables.delete(name));
        this.put(tables);
    }

    table(name) {
        if (!this.tables.has(name)) {
            this.tables.set(name, new Map());
        }
        return this.tables.get(name);
    }

    get(name, id) {
        return this.table(name).get(id) || null;
    }

    all(name, fits = () => true) {
        return [...this.table(name).values()].filter(fits);
    }

    // ---- by meaning -----------------------------------------------------------------

    product(id) {
        return this.get("products", id);
    }

    productsByCode(code) {
        return this.all("products", ({codes}) =>
            codes.some((one) => one.code === code)
        );
    }

    lot(id) {
        return this.get("lots", id);
    }

    lotsOf(productId) {
        return this.all("lots", ({product_id}) => product_id === productId);
    }

    lotsByName(name) {
        return this.all("lots", (lot) => lot.name === name);
    }

    location(id) {
        return this.get("locations", id);
    }

    locationByCode(code) {
        return this.all("locations", ({barcode}) => barcode === code)[0] || null;
    }

    packageByName(name) {
        return this.all("packages", (one) => one.name === name)[0] || null;
    }

    type(id) {
        return this.get("operation_types", id);
    }

    transfer(id) {
        return this.get("transfers", id);
    }

    transfers(fits) {
        return this.all("transfers", fits);
    }

    transferByName(name) {
        return this.transfers((transfer) => transfer.name === name)[0] || null;
    }

    quantsAt(locationId) {
        return this.all("quants", ({location_id}) => location_id === locationId);
    }

    quantsOf(productId) {
        return this.all("quants", ({product_id}) => product_id === productId);
    }

    /** @returns {Object[]} products whose name, code or initials contain `text` */
    search(text) {
        const wanted = text.trim().toLowerCase();
        const names = ({name, code, pinyin, codes}) =>
            [name, code, pinyin, ...codes.map((one) => one.code)].map((one) =>
                (one || "").toLowerCase()
            );
        return wanted
            ? this.all("products", (row) =>
                  names(row).some((one) => one.includes(wanted))
              )
            : [];
    }
}
