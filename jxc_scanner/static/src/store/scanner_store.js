import {reactive} from "@odoo/owl";
import {ConnectionLostError} from "@web/core/network/rpc";
import {goodsFirst, isWhole, parseScan} from "../parse/scan";
import {Finder} from "./finder";
import {JobDesk} from "./job_desk";
import {Journal} from "./journal";
import {Snapshot} from "./snapshot";

const SESSION_EXPIRED = "odoo.http.SessionExpiredException";
const NO_RECENT = {all: () => [], add: () => {}};
const NO_FEED = {load: async () => {}, refresh: async () => {}, soon: () => {}};

/**
 * The scanner's memory: what is on the screen, the pictures of the jobs in hand, and
 * the journal. Screens draw `state` and call the methods; the rules are in flows/.
 */
export class ScannerStore {
    /**
     * @param {Object} parameters
     * @param {(model: string, method: string, args: any[]) => Promise} parameters.call
     * @param {Object} parameters.storage see JournalStorage
     * @param {?ScannerDevice} [parameters.device] what the server knows it as
     * @param {import("./recent").Recent} [parameters.recent] what was opened last
     * @param {(tone: string, text?: string) => void} parameters.signal
     * @param {(key: string, values: Object, messages: Object) => string} parameters.say
     * @param {(command: string) => boolean} [parameters.obey] see app/commands.js
     * @param {Object<string, Object>} parameters.jobs by name, see jobs/README.md
     * @param {Snapshot} [parameters.snapshot] what the device knows
     * @param {Object} [parameters.feed] keeps it up to date, see SnapshotFeed
     */
    constructor({
        call,
        storage,
        device = null,
        recent = NO_RECENT,
        signal,
        say,
        obey = () => false,
        jobs,
        snapshot = new Snapshot(),
        feed = NO_FEED,
    }) {
        this.call = call;
        this.recent = recent;
        this.signal = signal;
        this.say = say;
        this.obey = obey;
        this.state = reactive({
            ready: false,
            signedOut: false,
            busy: false,
            screen: "home",
            warehouse: {name: ""},
            today: "",
            flows: {},
            waiting: {},
            conflicts: 0,
            about: null,
            hits: [],
            card: null,
            notice: null,
            trial: null,
            link: {online: true, waiting: [], refused: [], trouble: "", stored: true},
        });
        this.past = [];
        this.notices = 0;
        this.snapshot = snapshot;
        this.feed = feed;
        this.desk = new JobDesk(this, jobs);
        this.finder = new Finder(this);
        this.journal = new Journal({
            storage,
            device,
            send: (...args) => call("jxc.scan.operation", "sync", args),
            onChange: () => this.showLink(),
            onAnswer: (entry, answer) => {
                if (answer.state === "solved") {
                    this.notify("good", "solved", {message: answer.message});
                } else {
                    this.desk.answered(entry, answer);
                }
                this.feed.soon();
            },
        });
        this.context = {
            newUuid: () => crypto.randomUUID(),
            now: () => new Date().toISOString(),
            today: "",
            snapshot: this.snapshot,
            user: {id: 0, name: "", manager: false},
        };
    }

    /** Get ready: with what the device knows if it knows its warehouse, else with what
     *  the server says. */
    async start() {
        this.loading ||= Promise.all([this.journal.load(), this.feed.load()]);
        await this.loading;
        if (!this.snapshot.empty && !this.state.ready) {
            this.begin({...this.snapshot.about, today: this.snapshot.currentDay()});
            this.desk.showWaiting();
        }
        const learning = this.learn();
        if (!this.state.ready) {
            await learning;
        }
    }

    /** Unsent work first, so that what the server shows includes it. */
    async learn() {
        await this.journal.flush();
        const start = async () => {
            const facts = await this.call("jxc.scanner", "start", []);
            this.state.conflicts = facts.conflicts || 0;
            this.begin(facts);
        };
        const started = await this.tryOnline(start, {
            // With what the device knows the work goes on.
            offline: () => this.state.ready || this.notify("bad", "noConnection", {}),
        });
        if (started) {
            await this.desk.refreshWaiting();
        }
        await this.feed.refresh();
    }

    begin({today, rules, user, warehouse}) {
        this.reading = {today, rules};
        Object.assign(this.context, {today, user});
        Object.assign(this.state, {ready: true, warehouse, today});
    }

    // ---- scans --------------------------------------------------------------------

    /** Work off scans that came at once; many are told with one signal. */
    async scanAll(texts) {
        if (texts.length === 1 || !this.state.ready) {
            await this.scan(texts[0]);
            return;
        }
        const scans = this.read(texts);
        if (this.desk.takesMany && scans.every(isWhole)) {
            this.act({type: "scans", scans});
            return;
        }
        const {signal} = this;
        const heard = [];
        this.signal = (...told) => heard.push(told);
        try {
            for (const scan of goodsFirst(scans)) {
                await this.take(scan, scan.text);
            }
        } finally {
            this.signal = signal;
        }
        const worst = ["bad", "warn", "ask", "good"]
            .map((tone) => heard.find(([told]) => told === tone))
            .find(Boolean);
        if (worst) {
            signal(...worst);
        }
    }

    /** Work off one scan; the screen decides what it is for. */
    async scan(raw) {
        if (!this.state.ready) {
            return;
        }
        await this.take(this.read([raw])[0], raw);
    }

    async take(scan, raw) {
        if (this.state.screen === "settings") {
            this.state.trial = {raw, scan};
        } else if (scan?.command) {
            this.command(scan.command);
        } else if (scan && !this.act({type: "scan", scan})) {
            await this.finder.lookUp(scan);
        }
    }

    command(command) {
        if (this.obey(command)) {
            this.signal("good");
        } else {
            this.notify("bad", "noCommand", {command});
        }
    }

    /** Take a product somebody chose by name, as if it had been scanned. */
    async choose(product) {
        const codes = product.codes.map(({code}) => code);
        const scan = {
            text: product.name,
            codes,
            productId: product.id,
            lot: false,
            productionDate: false,
            expirationDate: false,
            quantity: false,
            doubt: false,
            tradeItem: true,
            error: false,
        };
        if (this.state.screen === "settings" || !this.act({type: "scan", scan})) {
            await this.finder.openCard("product", product.id);
        }
    }

    read(texts) {
        return texts.map((text) => parseScan(text, this.reading)).filter(Boolean);
    }

    // ---- jobs ---------------------------------------------------------------------

    /** Open a job on the records `ids`, as fresh as the network allows. */
    openJob(name, ids = []) {
        return this.desk.open(name, ids);
    }

    /** Show what waits for a job; jobs without such a list open at once.
     *  @param {{id: number, title: string}|null} about a product to go by */
    openList(name, about = null) {
        return this.desk.openList(name, about);
    }

    /** Let the flow in hand take `event`.
     *  @returns {boolean} whether there is a flow that took it */
    act(event) {
        return this.desk.act(event);
    }

    // ---- screens ------------------------------------------------------------------

    go(screen) {
        if (screen !== this.state.screen) {
            this.past.push(this.state.screen);
        }
        this.state.screen = screen;
    }

    /** Open a screen by hand: what was said before is about something else. */
    visit(screen) {
        this.state.notice = null;
        this.go(screen);
    }

    async back() {
        this.state.notice = null;
        this.state.screen = this.past.pop() || "home";
        if (this.state.screen === "home") {
            await this.start();
        } else {
            await this.desk.refreshList(this.state.screen);
        }
    }

    async home() {
        this.past = [];
        this.state.screen = "home";
        this.state.notice = null;
        await this.start();
    }

    openCard(kind, id) {
        return this.finder.openCard(kind, id);
    }

    // ---- telling ------------------------------------------------------------------

    /** Say something to eyes, ears and hand. */
    notify(tone, key, values, messages = {}) {
        this.signal(tone, this.show(tone, key, values, messages));
    }

    show(tone, key, values, messages = {}) {
        this.notices += 1;
        const text = this.say(key, values, messages);
        this.state.notice = {tone, key, values, text, number: this.notices};
        return text;
    }

    showLink() {
        const {online, trouble, stored, waiting, refused} = this.journal;
        this.state.link = {online, trouble, stored, waiting, refused};
    }

    /**
     * Ask the server something that may be read; say so when it cannot be.
     *
     * @param {string} method of `jxc.scanner`
     * @param {any[]} args
     * @param {(answer: any) => any} then
     * @returns {Promise<boolean>} whether it answered
     */
    ask(method, args, then) {
        const call = () => this.call("jxc.scanner", method, args);
        return this.tryOnline(async () => then(await call()), {
            offline: () => this.notify("bad", "noConnection", {}),
        });
    }

    /**
     * Do something that needs the server.
     *
     * @param {() => Promise} act
     * @param {{offline: Function}} otherwise what to do without network
     * @returns {Promise<boolean>} whether it was done; a refusal has been told
     */
    async tryOnline(act, {offline}) {
        this.state.busy = true;
        try {
            await act();
            this.journal.online = true;
            this.state.signedOut = false;
            this.showLink();
            return true;
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                this.journal.online = false;
                this.showLink();
                offline();
            } else if (error.exceptionName === SESSION_EXPIRED) {
                this.state.signedOut = true;
            } else if (error.data) {
                this.notify("bad", "server", {message: error.data.message});
            } else {
                throw error;
            }
            return false;
        } finally {
            this.state.busy = false;
        }
    }
}
