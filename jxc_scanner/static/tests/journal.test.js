import {describe, expect, test} from "@odoo/hoot";
import {advanceTime} from "@odoo/hoot-mock";
import {_OriginalIndexedDB} from "@web/core/utils/indexed_db";
import {ConnectionLostError} from "@web/core/network/rpc";
import {Journal} from "@jxc_scanner/store/journal";
import {JournalStorage} from "@jxc_scanner/store/journal_storage";

describe.current.tags("headless");

class MemoryStorage {
    constructor() {
        this.entries = new Map();
    }
    async put(entry) {
        this.entries.set(entry.uuid, structuredClone(entry));
    }
    async remove(uuid) {
        this.entries.delete(uuid);
    }
    async all() {
        return [...this.entries.values()].sort((a, b) => a.sequence - b.sequence);
    }
}

/** A server that applies each number once and can be cut off before or after. */
class FakeServer {
    constructor() {
        this.applied = new Map();
        this.order = [];
        this.cut = null;
        this.calls = 0;
    }
    async sync(operations) {
        this.calls += 1;
        if (this.cut === "before") {
            throw new ConnectionLostError("/sync");
        }
        const answers = operations.map((sent) => this.apply(sent));
        if (this.cut === "after") {
            throw new ConnectionLostError("/sync");
        }
        return answers;
    }
    apply({uuid, payload}) {
        if (!this.applied.has(uuid)) {
            this.order.push(payload.number);
            const state = payload.bad ? "refused" : "applied";
            this.applied.set(uuid, {
                uuid,
                state,
                message: payload.bad || "",
                result: {},
            });
        }
        return this.applied.get(uuid);
    }
}

function operation(number, values = {}) {
    const payload = {number, ...values};
    return {uuid: `uuid-${number}`, kind: "receive.count", time: "", payload};
}

function makeJournal(server, storage = new MemoryStorage()) {
    const answers = [];
    const journal = new Journal({
        storage,
        send: (operations) => server.sync(operations),
        onChange: () => {},
        onAnswer: (entry, answer) => answers.push([entry.payload.number, answer.state]),
    });
    return {journal, storage, answers};
}

test("what the server has answered is forgotten", async () => {
    const server = new FakeServer();
    const {journal, storage, answers} = makeJournal(server);
    await journal.append([operation(1), operation(2)]);
    await journal.flush();
    expect(server.order).toEqual([1, 2]);
    expect(answers).toEqual([
        [1, "applied"],
        [2, "applied"],
    ]);
    expect(journal.entries).toEqual([]);
    expect(storage.entries.size).toBe(0);
});

test("without network everything waits, is kept, and goes out in order later", async () => {
    const server = new FakeServer();
    const {journal, storage} = makeJournal(server);
    server.cut = "before";
    for (const number of [1, 2, 3]) {
        await journal.append([operation(number)]);
    }
    await journal.flush();
    expect(journal.online).toBe(false);
    expect(journal.waiting.length).toBe(3);
    expect(storage.entries.size).toBe(3);
    server.cut = null;
    await advanceTime(2000);
    await journal.flush();
    expect(server.order).toEqual([1, 2, 3]);
    expect(journal.waiting.length).toBe(0);
    expect(journal.online).toBe(true);
});

test("an answer lost on the way is asked for again and nothing doubles", async () => {
    const server = new FakeServer();
    const {journal} = makeJournal(server);
    server.cut = "after";
    await journal.append([operation(1)]);
    await journal.flush();
    expect(journal.waiting.length).toBe(1);
    server.cut = null;
    await journal.append([operation(2)]);
    await journal.flush();
    await journal.flush();
    expect(server.order).toEqual([1, 2]);
    expect(journal.waiting.length).toBe(0);
});

test("a new session takes up what the last one left", async () => {
    const server = new FakeServer();
    const storage = new MemoryStorage();
    server.cut = "before";
    const first = makeJournal(server, storage).journal;
    await first.append([operation(1)]);
    await first.append([operation(2)]);
    first.destroy();
    server.cut = null;
    const second = makeJournal(server, storage).journal;
    await second.load();
    expect(second.waiting.length).toBe(2);
    await second.append([operation(3)]);
    await second.flush();
    expect(server.order).toEqual([1, 2, 3]);
});

test("a refused operation stays with its reason until somebody has seen it", async () => {
    const server = new FakeServer();
    const {journal, storage, answers} = makeJournal(server);
    await journal.append([operation(1, {bad: "no such lot"}), operation(2)]);
    await journal.flush();
    expect(answers).toEqual([
        [1, "refused"],
        [2, "applied"],
    ]);
    expect(journal.refused.map(({message}) => message)).toEqual(["no such lot"]);
    expect(storage.entries.size).toBe(1);
    await journal.dismiss("uuid-1");
    expect(storage.entries.size).toBe(0);
});

test("a server error keeps the operations and tells its message", async () => {
    const {journal} = makeJournal({
        sync: async () => {
            throw Object.assign(new Error("RPC"), {data: {message: "Session expired"}});
        },
    });
    await journal.append([operation(1)]);
    await journal.flush();
    expect(journal.waiting.length).toBe(1);
    expect(journal.trouble).toBe("Session expired");
    journal.destroy();
});

test("a server that answers nothing does not make the journal spin", async () => {
    let calls = 0;
    const {journal} = makeJournal({
        sync: async () => {
            calls += 1;
            return [];
        },
    });
    await journal.append([operation(1)]);
    await journal.flushing;
    expect(calls).toBe(1);
    expect(journal.waiting.length).toBe(1);
    journal.destroy();
});

test("storage that cannot keep is noticed and the operation is sent all the same", async () => {
    const server = new FakeServer();
    const storage = new MemoryStorage();
    storage.put = async () => {
        throw new Error("quota");
    };
    const {journal} = makeJournal(server, storage);
    await journal.append([operation(1)]);
    await journal.flush();
    expect(journal.stored).toBe(false);
    expect(server.order).toEqual([1]);
});

test("the journal on disk keeps order and survives reopening", async () => {
    const name = `jxc_scanner_test_${Math.random()}`;
    const open = () => {
        const storage = new JournalStorage(name);
        storage.database = new _OriginalIndexedDB(name, 1);
        return storage;
    };
    const storage = open();
    expect(await storage.all()).toEqual([]);
    await storage.put({uuid: "b", sequence: 2});
    await storage.put({uuid: "a", sequence: 3});
    await storage.put({uuid: "c", sequence: 1});
    await storage.remove("b");
    expect((await open().all()).map(({uuid}) => uuid)).toEqual(["c", "a"]);
    await storage.database.deleteDatabase();
});
