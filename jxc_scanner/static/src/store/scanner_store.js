import {reactive} from "@odoo/owl";
import {ConnectionLostError} from "@web/core/network/rpc";
import {parseScan} from "../parse/scan";
import {lookedUp} from "../flows/look_up";
import {applyOperation, openReceipt} from "../flows/receipt_picture";
import {receive} from "../flows/receive";
import {Journal} from "./journal";

/**
 * The scanner's memory: what is on the screen, the receipt in hand, and the journal.
 * Screens draw `state` and call the methods; the rules are in flows/.
 */
export class ScannerStore {
    /**
     * @param {Object} parameters
     * @param {(model: string, method: string, args: any[]) => Promise} parameters.call
     * @param {Object} parameters.storage see JournalStorage
     * @param {(tone: string) => void} parameters.signal
     * @param {(key: string, values: Object) => string} parameters.say
     */
    constructor({call, storage, signal, say}) {
        this.call = call;
        this.signal = signal;
        this.say = say;
        this.state = reactive({
            ready: false,
            busy: false,
            screen: "home",
            warehouse: {name: ""},
            today: "",
            receiptsWaiting: 0,
            hits: [],
            card: null,
            receipts: [],
            receiptsOf: null,
            receive: null,
            finished: null,
            notice: null,
            link: {online: true, waiting: [], refused: [], trouble: "", stored: true},
        });
        this.past = [];
        this.notices = 0;
        this.journal = new Journal({
            storage,
            send: (operations) => call("jxc.scan.operation", "sync", [operations]),
            onChange: () => this.showLink(),
            onAnswer: (entry, answer) => this.answered(entry, answer),
        });
        this.context = {
            newUuid: () => crypto.randomUUID(),
            now: () => new Date().toISOString(),
        };
    }

    /** Get ready: unsent work first, so that what the server shows includes it. */
    async start() {
        await this.journal.load();
        await this.journal.flush();
        await this.ask("start", [], (answer) => {
            this.reading = {today: answer.today, rules: answer.rules};
            Object.assign(this.state, {
                ready: true,
                warehouse: answer.warehouse,
                today: answer.today,
                receiptsWaiting: answer.receipts_waiting,
            });
        });
    }

    // ---- scans --------------------------------------------------------------------

    /** Work off scans that came at once; many are told with one signal. */
    async scanAll(texts) {
        const {signal} = this;
        const tones = [];
        this.signal = texts.length > 1 ? (tone) => tones.push(tone) : signal;
        try {
            for (const text of texts) {
                await this.scan(text);
            }
        } finally {
            this.signal = signal;
        }
        const worst = ["bad", "warn", "ask", "good"].find((one) => tones.includes(one));
        if (worst) {
            signal(worst);
        }
    }

    /** Work off one scan; the screen decides what it is for. */
    async scan(raw) {
        if (!this.state.ready) {
            return;
        }
        const scan = parseScan(raw, this.reading);
        if (!scan) {
            return;
        }
        if (this.state.screen === "receipt") {
            this.act({type: "scan", scan});
        } else {
            await this.lookUp(scan);
        }
    }

    async lookUp(scan) {
        if (scan.error) {
            this.notify("bad", "badDate", {});
            return;
        }
        await this.ask("look_up", [scan.text], async (answer) => {
            const next = lookedUp(this.state.screen, answer);
            this.signal(next.tone);
            this.state.notice = null;
            if (next.receiptId) {
                await this.openReceipt(next.receiptId);
                if (answer.card.kind === "product" && this.state.screen === "receipt") {
                    this.act({type: "scan", scan});
                }
            } else if (next.screen === "receipts") {
                await this.openReceipts(answer.card);
            } else if (next.tone === "bad") {
                this.show("bad", "nothing", {code: scan.lot || scan.text});
            } else {
                Object.assign(this.state, {hits: answer.hits, card: answer.card});
                this.go(next.screen);
            }
        });
    }

    // ---- screens ------------------------------------------------------------------

    go(screen) {
        if (screen !== this.state.screen) {
            this.past.push(this.state.screen);
        }
        this.state.screen = screen;
    }

    async back() {
        this.state.notice = null;
        this.state.screen = this.past.pop() || "home";
        if (this.state.screen === "home") {
            await this.start();
        } else if (this.state.screen === "receipts") {
            await this.refreshReceipts();
        }
    }

    async home() {
        this.past = [];
        this.state.screen = "home";
        this.state.finished = null;
        this.state.notice = null;
        await this.start();
    }

    async openCard(kind, id) {
        await this.ask("card", [kind, id], (card) => {
            this.state.card = card;
            this.go("card");
        });
    }

    /** @param {{id: number, title: string}|null} product show only receipts of it */
    async openReceipts(product = null) {
        this.state.receiptsOf = product;
        await this.refreshReceipts();
        this.go("receipts");
    }

    async refreshReceipts() {
        const {receiptsOf} = this.state;
        await this.ask("receipts", [receiptsOf ? receiptsOf.id : false], (receipts) => {
            this.state.receipts = receipts;
        });
    }

    async openReceipt(id) {
        await this.journal.flush();
        await this.loadReceipt(id, () => {
            this.state.notice = null;
            this.state.finished = null;
            this.go("receipt");
        });
    }

    /** Take the server's picture and lay over it what it has not heard of yet. What is
     *  being entered, and what can be taken back, stays. */
    async loadReceipt(id, then = () => {}) {
        await this.ask("receipt", [id], (receipt) => {
            const applied = new Set(receipt.applied);
            const before = this.state.receive;
            const fresh = openReceipt(receipt);
            if (before && before.receipt.id === id) {
                fresh.entry = before.entry;
                fresh.history = before.history.filter(({uuid}) => applied.has(uuid));
            }
            this.state.receive = this.journal.waiting
                .filter(
                    ({payload, uuid}) => payload.picking_id === id && !applied.has(uuid)
                )
                .reduce(applyOperation, fresh);
            then();
        });
    }

    // ---- receiving ------------------------------------------------------------------

    /** Let the flow take `event`: state, journal and signal change in one step. */
    act(event) {
        const {state, operations, feedback} = receive(
            this.state.receive,
            event,
            this.context
        );
        this.state.receive = state;
        if (operations.length) {
            this.journal.append(operations);
        }
        if (feedback) {
            this.notify(feedback.tone, feedback.key, feedback.values);
        } else {
            this.state.notice = null;
        }
    }

    /** What the server made of an operation of this device. */
    answered(entry, answer) {
        const current = this.state.receive;
        const ours = current && current.receipt.id === entry.payload.picking_id;
        if (answer.state === "refused") {
            this.notify("bad", "refused", {message: answer.message});
            if (ours) {
                this.loadReceipt(entry.payload.picking_id);
            }
        } else if (ours && entry.kind === "receive.validate") {
            this.signal("good");
            this.state.finished = {...answer.result, receipt: current.receipt};
            this.state.receive = null;
            this.state.notice = null;
            this.past = [];
            this.state.screen = "finished";
        }
    }

    // ---- telling ------------------------------------------------------------------

    notify(tone, key, values) {
        this.signal(tone);
        this.show(tone, key, values);
    }

    show(tone, key, values) {
        this.notices += 1;
        const text = this.say(key, values);
        this.state.notice = {tone, key, values, text, number: this.notices};
    }

    showLink() {
        const {online, trouble, stored, waiting, refused} = this.journal;
        this.state.link = {online, trouble, stored, waiting, refused};
    }

    /** Ask the server something that may be read; say so when it cannot be. */
    async ask(method, args, then) {
        this.state.busy = true;
        try {
            const answer = await this.call("jxc.scanner", method, args);
            this.journal.online = true;
            this.showLink();
            await then(answer);
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                this.journal.online = false;
                this.showLink();
                this.notify("bad", "noConnection", {});
            } else if (error.data) {
                this.notify("bad", "server", {message: error.data.message});
            } else {
                throw error;
            }
        } finally {
            this.state.busy = false;
        }
    }
}
