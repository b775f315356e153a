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
    operation_types: {barcode: ({barcode}) => [barcode]},
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

/**
 * The rows of the device's snapshot: takes what the server tells and keeps it as it was
 * told, without what follows from other rows.
 */
export class SnapshotTables {
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
        Object.keys(KEYS).forEach((name) => this.rowsChanged(name));
    }

    /** For what is made of the rows of a table and kept. */
    rowsChanged() {}

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
        this.rowsChanged(name);
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
}
