import {describe, expect, test} from "@odoo/hoot";
import {Journal} from "@jxc_scanner/store/journal";
import {ScannerDevice} from "@jxc_scanner/store/scanner_device";

describe.current.tags("headless");

const DEVICE = {
    describe: async () => ({token: "secret", version: "1"}),
    noteError: () => {},
};

function makeJournal(answerTo) {
    const sent = [];
    const solved = [];
    const entries = new Map();
    const journal = new Journal({
        device: DEVICE,
        storage: {
            put: async (entry) => entries.set(entry.uuid, structuredClone(entry)),
            remove: async (uuid) => entries.delete(uuid),
            all: async () => [...entries.values()],
        },
        send: async (operations, device) => {
            sent.push({numbers: operations.map(({sequence}) => sequence), device});
            return answerTo(operations, device);
        },
        onChange: () => {},
        onAnswer: (entry, {state}) => solved.push(state),
    });
    return {journal, sent, solved, entries};
}

function operation(uuid) {
    return {uuid, kind: "receive.count", time: "", payload: {}};
}

function answer(operations, state) {
    return operations.map(({uuid}) => ({uuid, state, message: "", result: {}}));
}

test("operations are numbered in the order they happen, with what is still held", async () => {
    const {journal, sent} = makeJournal((operations) => answer(operations, "applied"));
    await journal.append([operation("a"), operation("b")]);
    await journal.flush();
    await journal.append([operation("c")]);
    await journal.flush();
    expect(sent.map(({numbers}) => numbers)).toEqual([[1, 2], [3]]);
    expect(sent[1].device.first).toEqual({[journal.run]: 3});
    expect(sent[0].device.token).toBe("secret");
    expect(sent[0].device.unsent).toBe(2);
});

test("what comes too early is kept and sent again", async () => {
    let state = "early";
    const {journal, entries} = makeJournal((operations) => answer(operations, state));
    await journal.append([operation("a")]);
    await journal.flush();
    expect(journal.waiting.length).toBe(1);
    state = "applied";
    await journal.flush();
    expect([journal.waiting.length, entries.size]).toEqual([0, 0]);
    journal.destroy();
});

test("a refusal put away is told to the server, then forgotten", async () => {
    const {journal, sent, entries} = makeJournal((operations) =>
        answer(operations, "refused")
    );
    await journal.append([operation("a")]);
    await journal.flush();
    expect(journal.refused.length).toBe(1);
    await journal.dismiss("a");
    await journal.flush();
    expect(journal.refused.length).toBe(0);
    expect(sent.at(-1)).toEqual({
        numbers: [],
        device: {
            token: "secret",
            version: "1",
            unsent: 0,
            first: {},
            seen: ["a"],
            open: [],
        },
    });
    expect(entries.size).toBe(0);
});

test("a refusal somebody has solved leaves the device", async () => {
    const {journal, solved, entries} = makeJournal((operations, device) =>
        device.open.length
            ? answer([{uuid: "a"}], "solved")
            : answer(operations, "refused")
    );
    await journal.append([operation("a")]);
    await journal.flush();
    await journal.flush();
    expect(solved).toEqual(["refused", "solved"]);
    expect([journal.refused.length, entries.size]).toEqual([0, 0]);
});

test("a device registers once, and anew when the server does not know it", async () => {
    let registered = 0;
    const device = new ScannerDevice({
        database: `test ${crypto.randomUUID()}`,
        version: "1",
        call: async () => ({token: `token ${++registered}`}),
    });
    expect((await device.describe()).token).toBe("token 1");
    expect((await device.describe()).token).toBe("token 1");
    device.noteError({exceptionName: "odoo.exceptions.UserError"});
    expect((await device.describe()).token).toBe("token 1");
    device.noteError({exceptionName: "odoo.addons.x.DeviceUnknown"});
    expect((await device.describe()).token).toBe("token 2");
});
