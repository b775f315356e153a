import {browser} from "@web/core/browser/browser";
import {ConnectionLostError} from "@web/core/network/rpc";
import {SignedOutError} from "./snapshot_request";

// Changes kept one by one before they are kept as a whole again.
const MAX_CHANGES = 40;
// More than this is quicker fetched anew. The server allows no more at a time either.
const MAX_MISSING = 200;
const PAUSE = 3000;

/**
 * Keeps the device's snapshot: from its own disk at the start, from the server whenever
 * there is a network.
 */
export class SnapshotFeed {
    /**
     * @param {Object} parameters
     * @param {import("./snapshot").Snapshot} parameters.snapshot what is kept up to date
     * @param {Object} parameters.storage see SnapshotStorage
     * @param {(token: string) => Promise<Object>} parameters.fetchSnapshot
     * @param {(wanted: Object<string, number[]>) => Promise<Object>} parameters.fetchRows
     * @param {() => void} parameters.onChange called when rows or `state` have changed
     */
    constructor({snapshot, storage, fetchSnapshot, fetchRows, onChange}) {
        Object.assign(this, {snapshot, storage, fetchSnapshot, fetchRows, onChange});
        this.token = "";
        this.changes = 0;
        /** @type {"unknown"|"fresh"|"offline"|"signedOut"|"trouble"} */
        this.state = "unknown";
        this.trouble = "";
        this.refreshing = null;
        this.timer = null;
        // When the last successful refresh began, by `Date.now()`: all that the server
        // had answered before is in the rows.
        this.freshAsOf = 0;
    }

    /** Take up what the device knew when it was last used. */
    async load() {
        let answers = [];
        try {
            answers = await this.storage.all();
        } catch {
            // A damaged or forbidden disk: the server will tell.
        }
        answers.forEach((answer) => this.take(answer));
        // Offline the day goes on.
        this.snapshot.today = this.snapshot.currentDay();
        this.changes = Math.max(0, answers.length - 1);
        if (answers.length) {
            this.onChange();
            this.warmSoon();
        }
    }

    /** Learn what has changed. Resolves when that is done or cannot be. */
    refresh() {
        this.refreshing ||= this.fetch().finally(() => {
            this.refreshing = null;
        });
        return this.refreshing;
    }

    /** Learn what has changed when nothing has happened for a while. */
    soon() {
        browser.clearTimeout(this.timer);
        this.timer = browser.setTimeout(() => this.refresh(), PAUSE);
    }

    destroy() {
        browser.clearTimeout(this.timer);
    }

    // ---- inside -----------------------------------------------------------------------

    async fetch() {
        const began = Date.now();
        try {
            await this.update();
            this.freshAsOf = began;
            this.snapshot.freshAsOf = began;
            this.become("fresh");
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                this.become("offline");
            } else if (error instanceof SignedOutError) {
                this.become("signedOut");
            } else {
                this.become("trouble", error.data?.message || error.message);
            }
        }
        this.onChange();
    }

    async update() {
        const answer = await this.fetchSnapshot(this.token);
        const {changed, missing} = this.take(answer);
        if (answer.full) {
            this.warmSoon();
        }
        if (changed) {
            await this.keep(answer);
        }
        const lacking = Object.values(missing).flat().length;
        if (lacking > MAX_MISSING) {
            this.token = "";
            await this.update();
        } else if (lacking) {
            const rows = await this.fetchRows(missing);
            this.snapshot.merge(rows);
            await this.keep(rows);
        }
    }

    /** Once the screen is drawn. */
    warmSoon() {
        browser.setTimeout(() => this.snapshot.warm());
    }

    take(answer) {
        if (answer.token) {
            this.token = answer.token;
            return this.snapshot.take(answer);
        }
        this.snapshot.merge(answer);
        return {changed: true, missing: {}};
    }

    async keep(answer) {
        try {
            if (answer.full) {
                this.changes = 0;
                await this.storage.replace(answer);
            } else if (this.changes >= MAX_CHANGES) {
                this.changes = 0;
                await this.storage.replace({
                    ...this.snapshot.dump(),
                    token: this.token,
                });
            } else {
                this.changes += 1;
                await this.storage.append(answer);
            }
        } catch {
            // A full disk: the device knows it until it is closed, and asks again.
        }
    }

    become(state, trouble = "") {
        Object.assign(this, {state, trouble});
    }
}
