import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {receiptOf, unorderedReceipt} from "@jxc_scanner/flows/receipt_opening";
import {
    applyOperation,
    openReceipt,
    productOf,
} from "@jxc_scanner/flows/receipt_picture";
import {receive} from "@jxc_scanner/flows/receive";
import {receiveAnswered} from "@jxc_scanner/flows/receive_operations";
import {Snapshot} from "@jxc_scanner/store/snapshot";

describe.current.tags("headless");

const [TEA, MILK, PHONE, RICE] = [1, 2, 3, 4];

function product(id, name, tracking) {
    const codes = [{code: name.toUpperCase(), quantity: 1}];
    return {id, name, code: "", codes, unit: "pcs", tracking, keeping: false};
}

function transfer(id, ...moves) {
    return {
        id,
        name: `IN/${id}`,
        type_id: 5,
        partner: "Dairy",
        applied: [],
        lines: [],
        moves: moves.map(([product_id, demand], index) => ({
            id: id * 10 + index,
            product_id,
            demand,
        })),
    };
}

let context;

beforeEach(() => {
    let number = 0;
    context = {
        newUuid: () => `uuid-${++number}`,
        now: () => "2026-03-10T08:00:00.000Z",
        today: "2026-03-10",
        snapshot: new Snapshot({
            today: "2026-03-10",
            products: [
                product(TEA, "Tea", "none"),
                product(MILK, "Milk", "lot"),
                product(PHONE, "Phone", "serial"),
                product(RICE, "Rice", "none"),
            ],
            lots: [{id: 21, name: "HERE", product_id: PHONE}],
            quants: [
                {id: 1, product_id: PHONE, location_id: 9, lot_id: 21, quantity: 1},
            ],
            operation_types: [{id: 5, code: "incoming", backorder: "always"}],
            transfers: [
                transfer(7, [TEA, 4], [MILK, 2]),
                transfer(8, [TEA, 5], [PHONE, 500]),
            ],
        }),
    };
});

function scanOf(text, values = {}) {
    return {type: "scan", scan: {text, codes: [text], lot: false, ...values}};
}

function run(state, ...events) {
    const operations = [];
    let step = {state, feedback: null};
    for (const event of events) {
        step = receive(step.state, event, context);
        operations.push(...step.operations);
    }
    return {...step, operations};
}

const open = (...ids) => openReceipt(receiptOf(context.snapshot, ids));
const told = (operations) =>
    operations.map(({kind, payload}) => [kind, payload.picking_id, payload.quantity]);

test("a receipt is opened from what the device knows", () => {
    const {receipt} = open(8);
    expect(receipt).toMatchObject({
        name: "IN/8",
        partner: "Dairy",
        backorder: "always",
    });
    expect(productOf({receipt}, PHONE)).toMatchObject({demand: 500, done: 0});
    expect(productOf({receipt}, PHONE).lots[0]).toMatchObject({
        name: "HERE",
        in_stock: true,
    });
    expect(receiptOf(context.snapshot, [99])).toBe(null);
});

test("several orders of a vendor are one picture, counts go where they are awaited", () => {
    const {state, operations, feedback} = run(open(7, 8), scanOf("TEA", {quantity: 6}));
    expect(productOf(state, TEA)).toMatchObject({demand: 9, done: 6});
    expect(told(operations)).toEqual([
        ["receive.count", 7, 4],
        ["receive.count", 8, 2],
    ]);
    expect(feedback).toMatchObject({key: "counted", values: {done: 6, demand: 9}});
    const undone = run(state, {type: "undo"});
    expect(undone.operations.map(({payload}) => payload)).toEqual([
        {picking_id: 7, target: "uuid-1"},
        {picking_id: 8, target: "uuid-2"},
    ]);
    expect(productOf(undone.state, TEA).done).toBe(0);
    const finish = run(state, {type: "finish", backorder: true});
    expect(told(finish.operations).map(([kind, id]) => [kind, id])).toEqual([
        ["receive.validate", 7],
        ["receive.validate", 8],
    ]);
    const [one, other] = finish.operations;
    const applied = (name) => ({state: "applied", result: {name, lots: [1]}});
    const half = receiveAnswered(finish.state, one, applied("IN/7"));
    expect(half.finished).toBe(undefined);
    const done = receiveAnswered(half, other, applied("IN/8"));
    expect(done.finished).toMatchObject({name: "IN/7, IN/8", lots: [1, 1]});
});

test("a receipt of several that nothing arrived for stays open", () => {
    const {operations} = run(open(7, 8), scanOf("MILK", {lot: "L1"}), {type: "finish"});
    expect(told(operations).map(([kind, id]) => [kind, id])).toEqual([
        ["receive.count", 7],
        ["receive.validate", 7],
    ]);
});

test("without order: who delivers, then whatever is scanned", () => {
    const state = openReceipt(unorderedReceipt(context.snapshot, "New"));
    expect(run(state, scanOf("TEA")).feedback.key).toBe("need_vendor");
    const {operations, state: counted} = run(
        state,
        {type: "start", partnerId: 3, partner: "Dairy", origin: "N1"},
        scanOf("TEA"),
        scanOf("TEA"),
        scanOf("MILK", {lot: "L1"}),
        scanOf("WHAT")
    );
    expect(operations[0]).toMatchObject({
        kind: "receive.start",
        payload: {partner_id: 3, origin: "N1"},
    });
    expect(operations.slice(1).map(({payload}) => payload.started)).toEqual(
        Array(3).fill("uuid-1")
    );
    expect(productOf(counted, TEA).done).toBe(2);
    expect(productOf(counted, MILK).counted[0]).toMatchObject({lot: "L1", quantity: 1});
    const again = operations.reduce(applyOperation, state);
    expect(productOf(again, TEA).done).toBe(2);
    const finish = run(counted, {type: "finish"});
    expect(finish.operations[0].payload).toMatchObject({started: "uuid-1"});
});

test("goods that were not ordered wait for a person", () => {
    const asked = run(open(7), scanOf("RICE"));
    expect(asked.feedback).toMatchObject({tone: "bad", key: "notOrdered"});
    expect(asked.operations).toEqual([]);
    expect(run(asked.state, {type: "decline"}).state.unexpected).toBe(null);
    const {operations, state} = run(asked.state, {type: "accept"});
    expect(operations[0].payload).toMatchObject({
        picking_id: 7,
        product_id: RICE,
        unexpected: true,
    });
    expect(productOf(state, RICE)).toMatchObject({demand: 0, done: 1});
    expect(run(open(7), scanOf("WHAT")).feedback.key).toBe("unknown");
});

test("damaged goods of the last count are counted apart, with a note", () => {
    const {operations, state} = run(open(7), scanOf("TEA", {quantity: 4}), {
        type: "damage",
        quantity: 1,
        note: "wet",
    });
    expect(operations.map(({kind}) => kind)).toEqual([
        "receive.count",
        "receive.undo",
        "receive.count",
        "receive.count",
        "note.write",
    ]);
    expect(operations.slice(2).map(({payload}) => payload)).toMatchObject([
        {quantity: 3},
        {quantity: 1, damaged: true},
        {picking_id: 7, text: "Tea  × 1: wet"},
    ]);
    expect(productOf(state, TEA).counted).toMatchObject([
        {quantity: 3},
        {quantity: 1, damaged: true},
    ]);
});

test("500 tags read at once are one step", () => {
    const tags = Array.from({length: 500}, (_, index) =>
        scanOf("PHONE", {lot: `S${index}`})
    );
    const scans = [...tags, scanOf("PHONE", {lot: "HERE"}), scanOf("WHAT")];
    const {operations, feedback, state} = run(open(8), {
        type: "scans",
        scans: scans.map(({scan}) => scan),
    });
    expect(operations.length).toBe(500);
    expect(feedback).toMatchObject({
        tone: "warn",
        key: "many",
        values: {counted: 500, refused: 2},
    });
    expect(productOf(state, PHONE).done).toBe(500);
    expect(state.entry).toBe(null);
});

test("what is counted goes into a package with the receipt in hand", () => {
    const {operations} = run(open(7), {type: "pack"}, scanOf("TEA"), {type: "pack"});
    expect(operations.map(({kind}) => kind)).toEqual(["receive.count", "receive.pack"]);
    expect(operations[1].payload).toEqual({picking_id: 7});
});
