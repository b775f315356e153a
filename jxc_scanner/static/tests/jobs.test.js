import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {ConnectionLostError} from "@web/core/network/rpc";
import {registeredJobs} from "@jxc_scanner/jobs/jobs";
import {ScannerStore} from "@jxc_scanner/store/scanner_store";

describe.current.tags("headless");

/** A job that adds up what is scanned on one transfer. */
const ADDING = {
    sequence: 1,
    icon: "fa-plus",
    title: () => "Add",
    screens: {sums: {}, sum: {}, total: {}},
    list: "sums",
    main: "sum",
    refresh: async (call, snapshot, {ids}) => {
        const rows = await call("sums", ids || false);
        snapshot.put({sums: rows});
    },
    open(snapshot, [id]) {
        const row = snapshot.get("sums", id);
        return row && {id, sum: row.sum, applied: row.applied};
    },
    lay: (state, {payload}) => ({...state, sum: state.sum + payload.more}),
    flow(state, event, {newUuid}) {
        if (event.type === "scans") {
            return {state: {...state, many: event.scans.length}};
        }
        const more = Number(event.scan.text);
        if (!more) {
            return null;
        }
        const operation = {
            uuid: newUuid(),
            kind: "add.more",
            time: "",
            payload: {picking_id: state.id, more},
        };
        return {
            state: {...state, sum: state.sum + more},
            operations: [operation],
            feedback: {tone: "good", key: "added", values: {more}},
        };
    },
    takes: (snapshot, {text}) => (text === "SUM-7" ? [7] : null),
    waiting: (snapshot) => snapshot.all("sums"),
    answered: (state, entry, {result}) =>
        result?.total
            ? {state: {...state, total: result.total}, screen: "total"}
            : null,
    messages: {added: ({more}) => `${more} more`},
};

let server;

beforeEach(() => {
    server = {rows: [{id: 7, sum: 100, applied: []}], online: true, answers: []};
});

function makeStore(values = {}, stored = []) {
    const told = [];
    const opened = [];
    const call = async (model, method, args) => {
        if (!server.online) {
            throw new ConnectionLostError(method);
        }
        if (method === "sync") {
            return server.answer ? args[0].map(server.answer) : new Promise(() => {});
        }
        return {
            start: {warehouse: {name: "WH"}, today: "2026-03-10", rules: [], user: {}},
            sums: server.rows,
            look_up: {hits: [], card: false},
        }[method];
    };
    const store = new ScannerStore({
        call,
        storage: {put: async () => {}, remove: async () => {}, all: async () => stored},
        recent: {add: (item) => opened.push(item)},
        signal: (...heard) => told.push(heard),
        say: (key, say, messages = {}) => messages[key]?.(say) || key,
        jobs: {add: {...ADDING, ...values}},
    });
    return {store, told, opened};
}

async function openStore(...parameters) {
    const made = makeStore(...parameters);
    await made.store.start();
    await made.store.openJob("add", [7]);
    return made;
}

test("home shows what waits for each job", async () => {
    const {store} = makeStore();
    await store.start();
    expect(store.state.waiting.add.map(({id}) => id)).toEqual([7]);
});

test("a scan goes to the flow of the screen in hand and is said in its words", async () => {
    server.answer = ({uuid}) => ({uuid, state: "applied", message: "", result: {}});
    const {store, told} = await openStore();
    await store.scan("005");
    expect(store.state.flows.add.sum).toBe(105);
    expect(told).toEqual([["good", "5 more"]]);
    expect(store.state.notice.text).toBe("5 more");
});

test("a message does not follow to where it means nothing", async () => {
    const {store} = makeStore();
    await store.start();
    const places = {
        settings: () => store.visit("settings"),
        sums: () => store.openList("add"),
        home: () => store.home(),
    };
    for (const [screen, go] of Object.entries(places)) {
        store.notify("bad", "nothing", {code: "QQQ"});
        await go();
        expect(store.state.screen).toBe(screen);
        expect(store.state.notice).toBe(null);
    }
});

test("what was opened is remembered by its heading", async () => {
    const {opened} = await openStore({heading: ({id}) => `Sum ${id}`});
    expect(opened).toEqual([{job: "add", ids: [7], title: "Sum 7"}]);
});

test("a product chosen by name goes to the flow like a scan", async () => {
    const {store} = await openStore({
        flow: (state, {scan}) => ({state: {...state, chosen: scan.productId}}),
    });
    await store.choose({id: 3, name: "Tea", codes: []});
    expect(store.state.flows.add.chosen).toBe(3);
});

test("rows read after an answer hold what was answered", async () => {
    server.answer = ({uuid}) => ({uuid, state: "applied", message: "", result: {}});
    const {store} = await openStore();
    await store.scan("005");
    await store.journal.flush();
    store.desk.refreshed(Date.now() - 60000);
    expect(store.desk.settled.length).toBe(1);
    store.desk.refreshed(Date.now() + 1);
    expect(store.desk.settled).toEqual([]);
});

test("a scan on the settings screen is only shown", async () => {
    const {store, told} = await openStore();
    store.go("settings");
    await store.scan("005");
    expect(store.state.trial.raw).toBe("005");
    expect(store.state.flows.add.sum).toBe(100);
    expect(told).toEqual([]);
});

test("a scan the flow does not want is looked up", async () => {
    const {store, told} = await openStore();
    await store.scan("UNKNOWN");
    expect(store.state.flows.add.sum).toBe(100);
    expect(told).toEqual([["bad", "nothing"]]);
});

test("a scan that a job knows opens it from any screen outside a flow", async () => {
    const {store} = makeStore();
    await store.start();
    await store.scan("SUM-7");
    expect(store.state.screen).toBe("sum");
    expect(store.state.flows.add.id).toBe(7);
    await store.back();
    expect(store.state.screen).toBe("home");
});

test("unsent operations of before a reload are laid over the fresh picture", async () => {
    const unsent = (uuid, picking_id) => ({
        uuid,
        kind: "add.more",
        payload: {picking_id, more: 5},
        sequence: 1,
        state: "waiting",
    });
    server.rows[0].applied = ["heard"];
    const foreign = {...unsent("foreign", 7), kind: "count.line"};
    const {store} = makeStore({}, [
        unsent("heard", 7),
        unsent("new", 7),
        unsent("other", 8),
        foreign,
    ]);
    store.journal.flush = async () => {};
    await store.start();
    await store.openJob("add", [7]);
    expect(store.state.flows.add.sum).toBe(105);
});

test("without network a picture is opened from what the device knows", async () => {
    server.answer = ({uuid}) => ({uuid, state: "applied", message: "", result: {}});
    const {store} = await openStore();
    await store.scan("005");
    await store.journal.flush();
    await store.home();
    store.state.flows = {};
    server.online = false;
    expect(await store.openJob("add", [7])).toBe(true);
    // The rows are older than what the server has applied since.
    expect(store.state.flows.add.sum).toBe(105);
    expect(await store.openJob("add", [8])).toBe(false);
    expect(store.state.notice.key).toBe("noConnection");
    store.journal.destroy();
});

test("an answer may lead to another screen, which Back then skips", async () => {
    server.answer = ({uuid}) => ({
        uuid,
        state: "applied",
        message: "",
        result: {total: 9},
    });
    const {store} = makeStore();
    await store.start();
    await store.openList("add");
    await store.openJob("add", [7]);
    await store.scan("005");
    store.go("journal");
    await store.journal.flush();
    expect(store.state.screen).toBe("journal");
    await store.back();
    expect(store.state.screen).toBe("total");
    await store.back();
    expect(store.state.screen).toBe("sums");
});

test("what the server refused is told and the picture made anew", async () => {
    server.answer = ({uuid}) => ({uuid, state: "refused", message: "gone", result: {}});
    const {store, told} = await openStore();
    server.rows = [{id: 7, sum: 90, applied: []}];
    await store.scan("005");
    await store.journal.flush();
    await Promise.resolve();
    expect(told.at(-1)).toEqual(["bad", "refused"]);
    await store.desk.load("add", [7]);
    expect(store.state.flows.add.sum).toBe(90);
});

test("codes that came at once are one event where the job takes many", async () => {
    const {store} = await openStore({bulk: true});
    const tag = (serial) => `(01)06901234567892(21)${serial}`;
    await store.scanAll(["S1", "S2", "S3"].map(tag));
    expect(store.state.flows.add.many).toBe(3);
});

test("codes that came at once are told with the worst signal only", async () => {
    const {store, told} = await openStore();
    store.journal.flush = async () => {};
    await store.scanAll(["001", "NOBODY", "003"]);
    expect(store.state.flows.add.sum).toBe(104);
    expect(told).toEqual([["bad", "nothing"]]);
});

test("the registered jobs are complete and share no screen", () => {
    const screens = [];
    for (const [name, job] of Object.entries(registeredJobs())) {
        for (const part of ["title", "open", "flow", "lay"]) {
            expect(job[part]).toBeInstanceOf(Function, {message: `${name}: ${part}`});
        }
        expect(job.screens).toInclude(job.main);
        screens.push(...Object.keys(job.screens));
    }
    expect(new Set(screens).size).toBe(screens.length);
    expect(screens.length).toBeGreaterThan(0);
});

test("labels seen side by side are goods and their lot, not one event", async () => {
    const taken = [];
    const {store} = await openStore({
        bulk: true,
        flow: (state, {type, scan}) => {
            taken.push(`${type} ${scan.text}`);
            return {state};
        },
    });
    await store.scanAll(["LOT-7", "6901234567892"]);
    expect(taken).toEqual(["scan 6901234567892", "scan LOT-7"]);
});

test("a command is no scan, and is told when there is nothing to do", async () => {
    const {store, told} = await openStore();
    const heard = [];
    store.obey = (command) => heard.push(command) === 1;
    await store.scan("OBTVALI");
    await store.scan("OBTPACK");
    expect(heard).toEqual(["OBTVALI", "OBTPACK"]);
    expect(told).toEqual([["good"], ["bad", "noCommand"]]);
    expect(store.state.flows.add.sum).toBe(100);
});

test("the code of an operation type opens the list of its job", async () => {
    const {store} = makeStore({takesType: ({code}) => code === "incoming"});
    await store.start();
    store.snapshot.put({
        operation_types: [
            {id: 1, code: "incoming", barcode: "WHIN"},
            {id: 2, code: "outgoing", barcode: "WHOUT"},
        ],
    });
    await store.scan("WHIN");
    expect(store.state.screen).toBe("sums");
    await store.home();
    await store.scan("WHOUT");
    expect(store.state.screen).toBe("home");
});
