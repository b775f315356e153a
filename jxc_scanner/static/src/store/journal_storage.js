import {IndexedDB} from "@web/core/utils/indexed_db";
import {transact} from "./disk";

const TABLE = "operations";
// A new version makes Odoo's helper delete the database, and with it what was not sent
// yet. Do not change it; give entries new fields instead.
const VERSION = 1;

/** The journal on the device's disk: one record an operation, by number. */
export class JournalStorage {
    constructor(name) {
        this.database = new IndexedDB(name, VERSION);
    }

    put(entry) {
        return this.database.write(TABLE, entry.uuid, entry);
    }

    async remove(uuid) {
        await this.transact("readwrite", (table) => [table.delete(uuid)]);
    }

    async all() {
        // Reading makes the helper create the table on first use.
        await this.database.read(TABLE, "");
        const [entries] =
            (await this.transact("readonly", (table) => [table.getAll()])) || [];
        return (entries || []).sort((one, other) => one.sequence - other.sequence);
    }

    transact(mode, act) {
        return transact(this.database, TABLE, mode, act);
    }
}
