import {ConnectionLostError, ConnectionAbortedError} from "@web/core/network/rpc";
import {browser} from "@web/core/browser/browser";

// As many as the server works off in two seconds; a photo fills a sending by itself.
const BATCH = 200;
const BATCH_SIZE = 100000;
const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 30000;

/**
 * What this device did and the server has not answered yet, in order.
 *
 * An operation is written to disk when it happens and removed when its result is
 * known; nothing else ever removes one. Sending the same operation again is harmless:
 * the server applies each number once.
 *
 * @typedef {Object} JournalEntry
 * @property {string} uuid
 * @property {string} kind
 * @property {Object} payload
 * @property {string} time ISO instant
 * @property {number} sequence order on this device
 * @property {string} run this start of the app
 * @property {number} number 1, 2, 3 … in the run
 * @property {"waiting"|"refused"|"seen"} state
 * @property {string} message why it was refused
 */
export class Journal {
    /**
     * @param {Object} parameters
     * @param {{put: Function, remove: Function, all: Function}} parameters.storage
     * @param {(operations: Object[], device: ?Object) => Promise<Object[]>} parameters.send
     * @param {?import("./scanner_device").ScannerDevice} parameters.device
     * @param {Function} parameters.onChange called when entries or the link change
     * @param {(entry: JournalEntry, answer: Object) => void} parameters.onAnswer
     */
    constructor({storage, send, device = null, onChange, onAnswer}) {
        Object.assign(this, {storage, send, device, onChange, onAnswer});
        this.entries = [];
        this.run = crypto.randomUUID();
        this.number = 0;
        this.online = true;
        this.trouble = "";
        this.stored = true;
        this.lastSequence = 0;
        this.pause = FIRST_PAUSE;
        this.flushing = null;
        this.timer = null;
    }

    get waiting() {
        return this.entries.filter((entry) => entry.state === "waiting");
    }

    get refused() {
        return this.entries.filter((entry) => entry.state === "refused");
    }

    /** Take up what an earlier session of this device left unsent. */
    async load() {
        this.entries = await this.storage.all();
        this.lastSequence = this.entries.at(-1)?.sequence || 0;
        this.onChange();
    }

    /**
     * Enter operations. They are in `entries` at once, and on disk when the returned
     * promise resolves; sending starts by itself.
     */
    async append(operations) {
        const entries = operations.map((operation) => ({
            ...operation,
            sequence: this.nextSequence(),
            run: this.run,
            number: ++this.number,
            state: "waiting",
            message: "",
        }));
        this.entries.push(...entries);
        this.onChange();
        const writing = entries.map((entry) => this.keep(entry));
        this.flush();
        await Promise.all(writing);
    }

    /** Put away a refused operation somebody has looked at; the server hears of it. */
    async dismiss(uuid) {
        const entry = this.entries.find((one) => one.uuid === uuid);
        if (!this.device || !entry) {
            await this.drop([uuid]);
            return;
        }
        entry.state = "seen";
        this.onChange();
        await this.keep(entry);
        this.flush();
    }

    /** Send all that waits, in order. Resolves when nothing waits or sending failed. */
    flush() {
        this.flushing ||= this.sendAll().finally(() => {
            this.flushing = null;
        });
        return this.flushing;
    }

    destroy() {
        browser.clearTimeout(this.timer);
        this.destroyed = true;
    }

    // ---- inside -----------------------------------------------------------------

    async sendAll() {
        browser.clearTimeout(this.timer);
        let telling =
            this.device && this.entries.some(({state}) => state !== "waiting");
        while ((this.waiting.length || telling) && !this.destroyed) {
            telling = false;
            const batch = this.nextBatch();
            const before = this.waiting.length;
            try {
                await this.take(await this.sendBatch(batch));
            } catch (error) {
                this.sendingFailed(error);
                return;
            }
            this.online = true;
            this.trouble = "";
            this.pause = FIRST_PAUSE;
            if (batch.length && this.waiting.length === before) {
                // Without an answer for any, asking again at once would never end.
                this.sendingFailed(new Error("no answer"));
                return;
            }
        }
        this.onChange();
    }

    async sendBatch(batch) {
        const operations = batch.map(({uuid, kind, payload, time, run, number}) => ({
            uuid,
            kind,
            payload,
            time,
            ...(run && {run, sequence: number}),
        }));
        if (!this.device) {
            return this.send(operations);
        }
        const numbers = (wanted) =>
            this.entries.filter(({state}) => state === wanted).map(({uuid}) => uuid);
        const seen = numbers("seen");
        const answers = await this.send(operations, {
            ...(await this.device.describe()),
            unsent: this.waiting.length,
            first: this.firstNumbers(),
            seen,
            open: numbers("refused"),
        });
        await this.drop(seen);
        return answers;
    }

    /** The lowest number still held of each run: what is below it is not to come. */
    firstNumbers() {
        const first = {};
        for (const {run, number} of this.waiting) {
            if (run && !(first[run] <= number)) {
                first[run] = number;
            }
        }
        return first;
    }

    nextBatch() {
        const {waiting} = this;
        let [count, size] = [0, 0];
        while (count < Math.min(waiting.length, BATCH)) {
            size += JSON.stringify(waiting[count].payload).length;
            if (count && size > BATCH_SIZE) {
                break;
            }
            count += 1;
        }
        return waiting.slice(0, count);
    }

    async take(answers) {
        for (const answer of answers) {
            const entry = this.entries.find(({uuid}) => uuid === answer.uuid);
            if (!entry || answer.state === "early") {
                continue;
            }
            if (answer.state === "refused") {
                entry.state = "refused";
                entry.message = answer.message;
                await this.keep(entry);
            } else {
                this.entries = this.entries.filter((other) => other !== entry);
                await this.forget(entry.uuid);
            }
            this.onAnswer(entry, answer);
        }
        this.onChange();
    }

    async drop(uuids) {
        this.entries = this.entries.filter(({uuid}) => !uuids.includes(uuid));
        this.onChange();
        await Promise.all(uuids.map((uuid) => this.forget(uuid)));
    }

    sendingFailed(error) {
        this.device?.noteError(error);
        const lost =
            error instanceof ConnectionLostError ||
            error instanceof ConnectionAbortedError;
        this.online = !lost;
        this.trouble = lost ? "" : error.data?.message || error.message;
        this.timer = browser.setTimeout(() => this.flush(), this.pause);
        this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
        this.onChange();
    }

    async keep(entry) {
        try {
            await this.storage.put({...entry});
        } catch {
            // Full or forbidden storage: it still waits in memory; the screen warns.
            this.stored = false;
            this.onChange();
        }
    }

    async forget(uuid) {
        try {
            await this.storage.remove(uuid);
        } catch {
            this.stored = false;
        }
    }

    nextSequence() {
        this.lastSequence = Math.max(Date.now(), this.lastSequence + 1);
        return this.lastSequence;
    }
}
