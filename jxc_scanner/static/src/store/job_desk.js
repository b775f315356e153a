import {toRaw} from "@odoo/owl";
import {NOTE_KINDS, noteOperations} from "../flows/notes";

/**
 * Keeps the jobs going: opens their pictures, lets their flows take events, lays over a
 * picture what the server has not heard of, and tells them what it answered. What a job
 * is made of says jobs/README.md.
 */
export class JobDesk {
    /**
     * @param {import("./scanner_store").ScannerStore} store
     * @param {Object<string, Object>} jobs by name
     */
    constructor(store, jobs) {
        this.store = store;
        this.jobs = jobs;
        this.ids = {};
        // Applied in this session: the rows a picture is made of may be older.
        this.settled = [];
    }

    // ---- which job ------------------------------------------------------------------

    /** @returns {string|undefined} the job a screen belongs to */
    jobOf(screen) {
        return Object.keys(this.jobs).find((name) => screen in this.jobs[name].screens);
    }

    /** @returns {string} what an operation of `kind` does, in words */
    nameOf(kind) {
        const all = [
            NOTE_KINDS,
            ...Object.values(this.jobs).map((job) => job.kinds || {}),
        ];
        const kinds = all.find((known) => kind in known);
        return kinds ? kinds[kind]() : kind;
    }

    /** @returns {{name: string, ids: number[]}|null} what a scan outside any flow opens */
    taking(scan) {
        return this.firstTaking((job) => job.takes?.(this.store.snapshot, scan));
    }

    /** @returns {{name: string, ids: number[]|null}|null} what a thing looked up on
     *  `screen` opens; without ids the job's list of what concerns it */
    takingCard(card, screen) {
        return this.firstTaking((job) => job.takesCard?.(card, screen));
    }

    /** @returns {string|null} the job whose work an operation type is, named by its code
     *      in a scan */
    takingType({text}) {
        const [type] = this.store.snapshot.table("operation_types").by("barcode", text);
        const jobs = type ? Object.entries(this.jobs) : [];
        return jobs.find(([, job]) => job.takesType?.(type))?.[0] || null;
    }

    firstTaking(take) {
        for (const [name, job] of Object.entries(this.jobs)) {
            const ids = take(job);
            if (ids) {
                return {name, ids: ids.length ? ids : null};
            }
        }
        return null;
    }

    // ---- opening ----------------------------------------------------------------------

    /** @returns {Promise<boolean>} whether it is open */
    async open(name, ids) {
        const {store} = this;
        const sending = store.journal.flush();
        if (store.journal.online) {
            await sending;
        }
        const open = await this.load(name, ids, {opening: true});
        if (open) {
            const {main} = this.jobs[name];
            store.state.notice = null;
            this.remember(name, ids);
            store.go(main);
        }
        return open;
    }

    remember(name, ids) {
        const {heading, main} = this.jobs[name];
        const title = ids.length && heading?.(this.store.state.flows[name], main);
        if (title) {
            this.store.recent.add({job: name, ids, title});
        }
    }

    /** Make the picture anew. What is being entered, and can be taken back, stays. What
     *  was closed meanwhile is not opened, but shown where it is in hand. */
    async load(name, ids, {opening = false} = {}) {
        const {store} = this;
        let offline = false;
        const fresh = await this.refresh(name, {ids}, () => (offline = true));
        const before = this.before(name, ids);
        if (!fresh && (!offline || before)) {
            return offline;
        }
        const job = this.jobs[name];
        const picture = job.open(store.snapshot, ids);
        if (!picture || (opening && job.closed?.(store.snapshot, ids))) {
            store.notify("bad", offline ? "noConnection" : "gone", {});
            return false;
        }
        this.ids[name] = ids;
        const kept = before && job.keep ? job.keep(before, picture) : picture;
        store.state.flows[name] = this.layUnsent(name, kept);
        return true;
    }

    before(name, ids) {
        const same = String(this.ids[name]) === String(ids);
        return same ? toRaw(this.store.state.flows[name]) : null;
    }

    /** Show what this device did and the picture does not hold yet. */
    layUnsent(name, picture) {
        const applied = new Set(picture.applied);
        const {rooms = [name], lay} = this.jobs[name];
        this.settled = this.settled.filter(({uuid}) => !applied.has(uuid));
        return [...this.settled, ...this.store.journal.waiting]
            .filter(({uuid}) => !applied.has(uuid))
            .filter(({kind}) => rooms.includes(roomOf(kind)))
            .filter((operation) => this.concerns(name, picture, operation))
            .reduce(lay, picture);
    }

    /** The rows were read anew, from `start` (milliseconds) on: what had been answered
     *  by then is in them. */
    refreshed(start) {
        this.settled = this.settled.filter(({answered}) => answered >= start);
    }

    /** Whether an operation is about what `state` shows. */
    concerns(name, state, operation) {
        const {concerns} = this.jobs[name];
        const {picking_id: id} = operation.payload;
        return concerns
            ? concerns(state, operation)
            : !id || this.ids[name].includes(id);
    }

    // ---- what waits -------------------------------------------------------------------

    async openList(name, about) {
        const {store} = this;
        const {list} = this.jobs[name];
        if (!list) {
            await this.open(name, []);
            return;
        }
        store.state.about = about;
        store.state.notice = null;
        await this.refresh(name, {about}, () => {});
        store.go(list);
    }

    /** Bring the list on `screen` up to date, if it is one. */
    async refreshList(screen) {
        const name = this.jobOf(screen);
        if (name && this.jobs[name].list === screen) {
            await this.refresh(name, {about: this.store.state.about}, () => {});
        }
    }

    async refreshWaiting() {
        for (const name of Object.keys(this.jobs)) {
            await this.refresh(name, {about: null}, () => {});
        }
    }

    /** Get the rows a job needs from the server, where it says how. */
    async refresh(name, wanted, offline) {
        const {store} = this;
        const call = (method, ...args) => store.call("jxc.scanner", method, args);
        const {refresh} = this.jobs[name];
        const done = refresh
            ? await store.tryOnline(() => refresh(call, store.snapshot, wanted), {
                  offline,
              })
            : true;
        this.showWaiting();
        return done;
    }

    showWaiting() {
        const {snapshot, state, context} = this.store;
        for (const [name, {waiting}] of Object.entries(this.jobs)) {
            state.waiting[name] = waiting?.(snapshot, context.user) || [];
        }
    }

    // ---- steps ------------------------------------------------------------------------

    /** The job whose flow is in hand: its screen shows a picture, not its list. */
    get inHand() {
        const {screen, flows} = this.store.state;
        const name = this.jobOf(screen);
        return flows[name] && this.jobs[name].list !== screen ? name : null;
    }

    /** Whether the flow in hand takes codes that came at once as one event. */
    get takesMany() {
        return Boolean(this.jobs[this.inHand]?.bulk);
    }

    /** @returns {boolean} whether a flow took the event */
    act(event) {
        const {state, context} = this.store;
        const name = this.inHand;
        const step =
            name && this.jobs[name].flow(toRaw(state.flows[name]), event, context);
        if (step) {
            state.notice = null;
            this.take(name, step);
        }
        return Boolean(step);
    }

    /** @returns {Object[]} what names the transfers a note would be for, see
     *      flows/notes.js */
    get noted() {
        const name = this.inHand;
        const state = name && toRaw(this.store.state.flows[name]);
        return (state && this.jobs[name].notes?.(state)) || [];
    }

    /** @param {{text: string, data: string}} note see flows/notes.js */
    note(note) {
        const {store} = this;
        store.journal.append(noteOperations(this.noted, note, store.context));
        store.notify("good", note.data ? "photographed" : "noted", {});
    }

    /** State, journal, signal and screen change in one step. */
    take(name, {state, operations = [], feedback = null, screen = ""}) {
        const {store} = this;
        store.state.flows[name] = state;
        if (operations.length) {
            store.journal.append(operations);
        }
        if (feedback) {
            const {tone, key, values = {}} = feedback;
            store.notify(tone, key, values, this.jobs[name].messages);
        }
        if (screen) {
            this.turn(name, screen);
        }
    }

    /** Put `screen` in the place of the job's screen, be it in hand or on the way back. */
    turn(name, screen) {
        const {store} = this;
        const way = [...store.past, store.state.screen];
        const place = way.findLastIndex((one) => this.jobOf(one) === name);
        if (place >= 0) {
            way[place] = screen;
        }
        store.state.screen = way.pop();
        // A job that turns to its own list has that list behind it already.
        store.past = way.at(-1) === store.state.screen ? way.slice(0, -1) : way;
    }

    /** What the server made of an operation of this device. */
    answered(entry, answer) {
        const {store} = this;
        const applied = answer.state === "applied";
        if (applied) {
            this.settled.push({...entry, answered: Date.now()});
        } else {
            store.notify("bad", "refused", {message: answer.message});
        }
        for (const [name, job] of Object.entries(this.jobs)) {
            const state = toRaw(store.state.flows[name]);
            const ours = (job.rooms || [name]).includes(roomOf(entry.kind));
            if (!state || !ours || !this.concerns(name, state, entry)) {
                continue;
            }
            const step = job.answered?.(state, entry, answer);
            if (step) {
                this.take(name, step);
            } else if (!applied) {
                this.load(name, this.ids[name]);
            }
        }
    }
}

function roomOf(kind) {
    return kind.split(".")[0];
}
