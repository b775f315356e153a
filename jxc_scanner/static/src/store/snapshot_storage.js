import {IndexedDB} from "@web/core/utils/indexed_db";
import {transact} from "./disk";

const TABLE = "snapshot";
// A new version makes Odoo's helper delete the database; then all is fetched anew.
const VERSION = 2;
// Not the beginning of any other name: what begins so is deleted for other users.
const PREFIX = "jxc_snapshot:";

/**
 * The snapshot on the device's disk: a whole one under number 0, and what has changed
 * since in the order of the numbers. Writing a change does not rewrite the rest.
 */
export class SnapshotStorage {
    /** @param {(string|number)[]} owner database, user and company */
    constructor(...owner) {
        this.name = PREFIX + owner.join(":");
        this.database = new IndexedDB(this.name, VERSION);
        this.last = 0;
    }

    /** @returns {Promise<Object[]>} what was kept, in order */
    async all() {
        // Reading makes the helper create the table on first use.
        await this.database.read(TABLE, 0);
        const [keys, answers] = (await this.transact("readonly", (table) => [
            table.getAllKeys(),
            table.getAll(),
        ])) || [[], []];
        this.last = keys.at(-1) || 0;
        return answers;
    }

    /** Keep a whole snapshot in place of all there was. */
    async replace(answer) {
        this.last = 0;
        await this.transact("readwrite", (table) => [
            table.clear(),
            table.put(answer, 0),
        ]);
    }

    /** Keep what has changed. */
    async append(answer) {
        this.last += 1;
        await this.transact("readwrite", (table) => [table.put(answer, this.last)]);
    }

    /** A device keeps what its present user may see, not what others might. */
    async forgetOthers() {
        const databases = (await window.indexedDB.databases?.()) || [];
        for (const {name} of databases) {
            if (name.startsWith(PREFIX) && name !== this.name) {
                window.indexedDB.deleteDatabase(name);
            }
        }
    }

    transact(mode, act) {
        return transact(this.database, TABLE, mode, act);
    }
}
