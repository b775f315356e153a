/* global luxon */
import {columnsOf, idsOf, rowsOf} from "./snapshot_wire";
import {Table} from "./table";

const KEYS = {
    products: {
        code: ({code, barcode, codes}) => [
            code,
            barcode,
            ...(codes || []).map((one) => one.code),
        ],
    },
    packagings: {
        code: ({code}) => [code],
        product: ({product_id}) => [product_id],
    },
    lots: {name: ({name}) => [name], product: ({product_id}) => [product_id]},
    locations: {barcode: ({barcode}) => [barcode]},
    packages: {name: ({name}) => [name], location: ({location_id}) => [location_id]},
    quants: {
        location: ({location_id}) => [location_id],
        lot: ({lot_id}) => [lot_id],
        package: ({package_id}) => [package_id],
        product: ({product_id}) => [product_id],
    },
    operation_types: {},
    transfers: {name: ({name}) => [name]},
    moves: {
        picking: ({picking_id}) => [picking_id],
        product: ({product_id}) => [product_id],
    },
    lines: {picking: ({picking_id}) => [picking_id]},
    applied: {picking: ({picking_id}) => [picking_id]},
};
const {DateTime} = luxon;
const PARTS = ["moves", "lines", "applied"];
// More than anybody reads on a phone.
const MAX_FOUND = 50;

/**
 * What the device knows of its warehouse: plain rows, by id and by what a scan says.
 *
 * Rows are kept as the server tells them, without what follows from other rows; the
 * methods put that in. Tests make one of whole rows:
 * `new Snapshot({products: [...], transfers: [{..., moves: [...], lines: [...]}]})`.
 */
export class Snapshot {
    /** @param {Object<string, Object[]>} rows by table */
    constructor({today = "", ...rows} = {}) {
        this.today = today;
        this.about = {};
        this.clear();
        this.put(rows);
    }

    clear() {
        this.tables = new Map(
            Object.entries(KEYS).map(([name, keys]) => [name, new Table(keys)])
        );
        this.texts = null;
    }

    // ---- taking what the server tells -------------------------------------------------

    /**
     * Take a whole snapshot, or what has changed.
     *
     * @param {Object} answer of `/scanner/snapshot`
     * @returns {{changed: boolean, missing: Object<string, number[]>}} whether anything
     *      is new or gone; by table the ids of rows that belong here and were not told:
     *      ask for them
     */
    take(answer) {
        if (answer.full) {
            this.clear();
        }
        this.merge(answer);
        const tables = Object.entries(answer.tables);
        let changed = tables.some(([, {columns}]) => columns.id.length > 0);
        const missing = {};
        for (const [name, {ids}] of tables) {
            if (!ids) {
                continue;
            }
            const present = idsOf(ids);
            const table = this.table(name);
            changed = table.keepOnly(present) > 0 || changed;
            const lacking = [...present].filter((id) => !table.get(id));
            if (lacking.length) {
                missing[name] = lacking;
            }
        }
        return {changed, missing};
    }

    /** Take fresh rows, such as one transfer with all its parts. */
    merge({tables, of: transferIds = [], ...about}) {
        for (const id of transferIds) {
            this.table("transfers").remove(id);
            this.dropParts(id);
        }
        for (const [name, part] of Object.entries(tables)) {
            this.putRows(name, rowsOf(part));
        }
        this.today = about.today || this.today;
        Object.assign(this.about, about);
    }

    /** @returns {Object} all of it, as an answer that `take` takes */
    dump() {
        const tables = {};
        for (const name of Object.keys(KEYS)) {
            tables[name] = columnsOf(this.table(name).all());
        }
        return {...this.about, today: this.today, full: true, tables};
    }

    /** Add rows, in place of older ones with the same id. */
    put(rows) {
        for (const [name, entries] of Object.entries(rows)) {
            this.putRows(name, entries);
        }
    }

    putRows(name, rows) {
        const table = this.table(name);
        const whole =
            name === "transfers" && rows.some((row) => row.moves || row.lines);
        for (const row of whole ? rows.map((one) => this.split(one)) : rows) {
            table.put(row);
        }
        if (name === "products" || name === "packagings") {
            this.texts = null;
        }
    }

    /** Have just these rows in the tables. */
    replace(rows) {
        for (const name of Object.keys(rows)) {
            this.tables.set(name, new Table(KEYS[name]));
        }
        this.put(rows);
    }

    /** Put the parts of a whole transfer where they belong. */
    split({moves = [], lines = [], applied = [], ...transfer}) {
        const owned = (row) => ({...row, picking_id: transfer.id});
        this.dropParts(transfer.id);
        this.putRows("moves", moves.map(owned));
        this.putRows("lines", lines.map(owned));
        const arrived = applied.map((uuid) => owned({id: uuid, uuid}));
        this.putRows("applied", arrived);
        return transfer;
    }

    dropParts(id) {
        for (const part of PARTS) {
            const table = this.table(part);
            table.by("picking", id).forEach((row) => table.remove(row.id));
        }
    }

    /** Make ready what the first scan or search would have to wait for. */
    warm() {
        this.tables.forEach((table) => table.warm());
        this.searchTexts();
    }

    table(name) {
        if (!this.tables.has(name)) {
            this.tables.set(name, new Table());
        }
        return this.tables.get(name);
    }

    /** @returns {string} the day where the warehouse is, by the device's own clock */
    currentDay() {
        const {zone} = this.about;
        const now = DateTime.now();
        return zone ? now.setZone(zone).toISODate() : this.today;
    }

    /** @returns {boolean} whether nothing has been told yet */
    get empty() {
        return !this.table("operation_types").size;
    }

    get(name, id) {
        return this.table(name).get(id);
    }

    all(name, fits = () => true) {
        return this.table(name).all().filter(fits);
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
