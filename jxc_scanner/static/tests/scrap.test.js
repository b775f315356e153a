import {expect, describe, test} from "@odoo/hoot";
import {carryAnswered, openCarrying, rowsOf} from "@jxc_scanner/flows/carry_picture";
import {scrap} from "@jxc_scanner/flows/scrap";
import {Snapshot} from "@jxc_scanner/store/snapshot";

describe.current.tags("headless");

const [MILK, SHELF, BIN] = [2, 11, 12];

const snapshot = new Snapshot({
    products: [
        {
            id: MILK,
            name: "Milk",
            code: "",
            codes: [{code: "MILK", quantity: 1}],
            unit: "pcs",
            tracking: "lot",
            keeping: false,
        },
    ],
    lots: [{id: 21, name: "L1", product_id: MILK}],
    locations: [
        {id: SHELF, name: "Shelf", barcode: "SHELF", usage: "internal"},
        {id: BIN, name: "Bin", barcode: "BIN", usage: "internal"},
    ],
    packages: [{id: 31, name: "PACK1", location_id: BIN}],
    quants: [
        {
            id: 1,
            product_id: MILK,
            location_id: BIN,
            lot_id: 21,
            package_id: false,
            quantity: 1,
        },
    ],
});
const context = {
    newUuid: () => "uuid-1",
    now: () => "2026-03-10T08:00:00.000Z",
    snapshot,
};

function run(...events) {
    let step = {state: openCarrying("transfer"), operations: [], feedback: null};
    for (const event of events) {
        step = scrap(step.state, event, context);
    }
    return step;
}

const scans = (...codes) =>
    codes.map((text) => ({type: "scan", scan: {text, codes: [text], lot: false}}));

test("a place where goods would go is answered by asking why", () => {
    expect(run(...scans("BIN", "MILK")).feedback).toMatchObject({
        tone: "ask",
        key: "need_reason",
    });
    const {feedback, operations} = run(...scans("BIN", "MILK", "SHELF"));
    expect(feedback).toMatchObject({tone: "bad", key: "need_reason"});
    expect(operations).toEqual([]);
});

test("without reason or note nothing is scrapped", () => {
    const none = run(...scans("BIN", "MILK"), {type: "post", reasonIds: []});
    expect(none.operations).toEqual([]);
    expect(run({type: "post", reasonIds: [5]}).operations).toEqual([]);
    expect(run(...scans("PACK1")).feedback.key).toBe("noPackages");
});

test("goods, place and reason make one operation, and the goods are gone", () => {
    const {operations, state} = run(...scans("BIN", "MILK"), {
        type: "post",
        reasonIds: [5],
        note: "wet",
    });
    expect(operations).toEqual([
        {
            uuid: "uuid-1",
            kind: "scrap.post",
            time: "2026-03-10T08:00:00.000Z",
            payload: {
                product_id: MILK,
                lot_id: 21,
                package_id: false,
                quantity: 1,
                location_id: BIN,
                reason_ids: [5],
                note: "wet",
            },
        },
    ]);
    expect(rowsOf(state, snapshot, {productId: MILK})).toEqual([]);
});

test("refused, the goods are there again; settled, newer rows tell", () => {
    const {operations, state} = run(...scans("BIN", "MILK"), {
        type: "post",
        reasonIds: [5],
    });
    const [entry] = operations;
    const here = (one) => rowsOf(one, snapshot, {productId: MILK}).length;
    expect(here(carryAnswered(state, entry, {state: "refused"}, 0))).toBe(1);
    const settled = carryAnswered(state, entry, {state: "applied"}, 5);
    expect(here(settled)).toBe(0);
    snapshot.freshAsOf = 9;
    expect(here(settled)).toBe(1);
    snapshot.freshAsOf = 0;
});
