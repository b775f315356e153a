import {describe, expect, test} from "@odoo/hoot";
import {
    giveBack,
    openReturn,
    returnAnswered,
    scanned,
} from "@jxc_scanner/flows/give_back";

describe.current.tags("headless");

const [TEA, PHONE] = [1, 2];
const context = {newUuid: () => "uuid-1", now: () => "2026-03-10T08:00:00.000Z"};

function open() {
    return openReturn({
        id: 7,
        name: "WH/OUT/7",
        products: [
            {
                id: TEA,
                name: "Tea",
                codes: [{code: "TEA", quantity: 1}],
                tracking: "none",
                lots: [{name: "", left: 4}],
            },
            {
                id: PHONE,
                name: "Phone",
                codes: [{code: "PHONE", quantity: 1}],
                tracking: "serial",
                lots: [{name: "S1", left: 1}],
            },
        ],
    });
}

function run(...events) {
    return events.reduce((step, event) => giveBack(step.state, event, context), {
        state: open(),
    });
}

function scanOf(text, values = {}) {
    return {type: "scan", scan: {text, codes: [text], lot: false, ...values}};
}

test("what was sold comes back, each lot no more than it was", () => {
    const {state} = run(scanOf("TEA"), scanOf("TEA"), scanOf("S1"));
    expect(scanned(state, TEA, "")).toBe(2);
    expect(scanned(state, PHONE, "S1")).toBe(1);
    const again = giveBack(state, scanOf("S1"), context);
    expect(again.feedback).toMatchObject({tone: "bad", key: "moreThanMoved"});
    expect(scanned(again.state, PHONE, "S1")).toBe(1);
});

test("a serial that was not sold is refused, and so is any other product", () => {
    expect(run(scanOf("PHONE"), scanOf("S9")).feedback).toMatchObject({
        tone: "bad",
        key: "notMoved",
    });
    expect(run(scanOf("MILK")).feedback.key).toBe("notMoved");
    expect(run(scanOf("PHONE")).feedback.key).toBe("need_lot");
});

test("the last scan is corrected or taken back", () => {
    const set = run(scanOf("TEA"), {type: "quantity", quantity: 4});
    expect(scanned(set.state, TEA, "")).toBe(4);
    const over = run(scanOf("TEA"), {type: "quantity", quantity: 5});
    expect(over.feedback.key).toBe("moreThanMoved");
    const none = run(scanOf("TEA"), {type: "undo"});
    expect(none.state.lines).toEqual([]);
    expect(run({type: "undo"}).feedback.key).toBe("nothingToUndo");
});

test("all goes to the server as one return", () => {
    expect(run({type: "finish"}).operations).toEqual([]);
    const {operations, state} = run(scanOf("TEA"), scanOf("S1"), {
        type: "finish",
        note: "wet",
    });
    expect(operations).toEqual([
        {
            uuid: "uuid-1",
            kind: "return.finish",
            time: "2026-03-10T08:00:00.000Z",
            payload: {
                picking_id: 7,
                lines: [
                    {product_id: TEA, quantity: 1},
                    {product_id: PHONE, lot: "S1", quantity: 1},
                ],
                note: "wet",
            },
        },
    ]);
    expect(giveBack(state, scanOf("TEA"), context).feedback.key).toBe("finishing");
    const refused = returnAnswered(state, operations[0], {state: "refused"});
    expect([refused.finishing, refused.finished]).toEqual([null, null]);
    const done = returnAnswered(state, operations[0], {
        state: "applied",
        result: {name: "WH/IN/8"},
    });
    expect(done.finished.name).toBe("WH/IN/8");
});
