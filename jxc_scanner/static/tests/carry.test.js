import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {carry} from "@jxc_scanner/flows/carry";
import {
    awaited,
    layCarried,
    openCarrying,
    openPlanned,
    rowsOf,
} from "@jxc_scanner/flows/carry_picture";
import {sumOf} from "@jxc_scanner/flows/goods";
import {Snapshot} from "@jxc_scanner/store/snapshot";
import {runFlow, scanOf, scans} from "./helpers/hands";

describe.current.tags("headless");

const [TEA, MILK, PHONE] = [1, 2, 3];
const [DOCK, SHELF, BIN, STRICT, VENDOR] = [10, 11, 12, 13, 14];

function place(id, name, values = {}) {
    const barcode = name.toUpperCase();
    return {id, name, barcode, usage: "internal", warehouse_id: 1, ...values};
}

function quant(id, product_id, location_id, quantity, values = {}) {
    const plain = {lot_id: false, package_id: false, available: quantity};
    return {id, product_id, location_id, quantity, ...plain, ...values};
}

function product(id, name, tracking, packs = []) {
    const codes = [{code: name.toUpperCase(), quantity: 1}, ...packs];
    return {id, name, code: "", codes, unit: "pcs", tracking, keeping: false};
}

const TABLES = {
    products: [
        product(TEA, "Tea", "none", [{code: "BOX-6", quantity: 6}]),
        product(MILK, "Milk", "lot"),
        product(PHONE, "Phone", "serial"),
    ],
    lots: [
        {id: 21, name: "L1", product_id: MILK},
        {id: 22, name: "L2", product_id: MILK},
        {id: 23, name: "S1", product_id: PHONE},
    ],
    locations: [
        place(DOCK, "Dock"),
        place(SHELF, "Shelf"),
        place(BIN, "Bin"),
        place(STRICT, "Strict", {mixing: "one_product"}),
        place(VENDOR, "Vendors", {usage: "supplier"}),
    ],
    packages: [{id: 31, name: "PACK1", location_id: DOCK}],
    quants: [
        quant(1, TEA, DOCK, 10),
        quant(2, MILK, DOCK, 5, {lot_id: 21}),
        quant(3, MILK, DOCK, 3, {lot_id: 22}),
        quant(4, TEA, SHELF, 4),
        quant(5, MILK, BIN, 1, {lot_id: 21}),
        quant(6, PHONE, BIN, 1, {lot_id: 23}),
        quant(7, TEA, DOCK, 2, {package_id: 31}),
        quant(8, MILK, STRICT, 2, {lot_id: 21}),
    ],
};

let context;

beforeEach(() => {
    let number = 0;
    context = {
        newUuid: () => `uuid-${++number}`,
        now: () => "2026-03-10T08:00:00.000Z",
        today: "2026-03-10",
        snapshot: new Snapshot(structuredClone(TABLES)),
    };
});

const run = (state, ...events) => runFlow(carry, context, state, events);
const transfer = (...events) => run(openCarrying("transfer"), ...events);
const putaway = (...events) => run(openCarrying("putaway"), ...events);

test("place, goods, place: one move", () => {
    const {operations, state, feedback} = transfer(
        ...scans("DOCK", "TEA", "TEA", "BIN")
    );
    expect(operations).toEqual([
        {
            uuid: "uuid-1",
            kind: "transfer.move",
            time: "2026-03-10T08:00:00.000Z",
            payload: {
                product_id: TEA,
                lot_id: false,
                package_id: false,
                quantity: 2,
                location_id: DOCK,
                location_dest_id: BIN,
            },
        },
    ]);
    expect(feedback).toMatchObject({tone: "good", key: "moved"});
    expect(state.goods).toBe(null);
    expect(state.from.id).toBe(DOCK);
});

test("goods first: where they are taken from is asked when it is not clear", () => {
    const asked = transfer(...scans("TEA"));
    expect(asked.feedback.key).toBe("need_from");
    const moved = transfer(...scans("TEA", "SHELF", "BIN"));
    expect(moved.operations[0].payload).toMatchObject({
        location_id: SHELF,
        location_dest_id: BIN,
        quantity: 1,
    });
    expect(moved.state.from).toBe(null);
});

test("a serial number alone is enough", () => {
    const {operations} = transfer(...scans("S1", "SHELF"));
    expect(operations[0].payload).toMatchObject({
        product_id: PHONE,
        lot_id: 23,
        quantity: 1,
        location_id: BIN,
        location_dest_id: SHELF,
    });
});

test("a lot is asked for when several lie there, taken when only one does", () => {
    const asked = transfer(...scans("DOCK", "MILK"));
    expect(asked.feedback.key).toBe("need_lot");
    const refused = transfer(...scans("DOCK", "MILK", "BIN"));
    expect(refused.feedback).toMatchObject({tone: "bad", key: "need_lot"});
    const {operations} = transfer(...scans("DOCK", "MILK", "L2", "BIN"));
    expect(operations[0].payload.lot_id).toBe(22);
    const only = transfer(...scans("BIN", "MILK"));
    expect(only.state.goods.lotId).toBe(21);
});

test("a pack counts by its content, a keyed quantity as it is", () => {
    const {state} = transfer(...scans("DOCK", "BOX-6", "TEA"));
    expect(state.goods.quantity).toBe(7);
    const keyed = transfer(...scans("DOCK", "TEA"), {type: "quantity", quantity: 9});
    expect(keyed.state.goods.quantity).toBe(9);
});

test("put-away takes all that stands there and knows where such goods lie", () => {
    const {state} = putaway(...scans("DOCK", "TEA"));
    expect(state.goods.quantity).toBe(12);
    expect(state.suggestion.id).toBe(SHELF);
    const told = carry(
        state,
        {type: "suggested", suggestion: {id: BIN, name: "Bin"}},
        context
    );
    expect(told.state.suggestion.id).toBe(BIN);
});

test("a package and a whole place go as they are", () => {
    const boxed = transfer(...scans("PACK1", "BIN"));
    expect(boxed.operations[0].payload).toEqual({
        package_id: 31,
        location_id: DOCK,
        location_dest_id: BIN,
    });
    const whole = transfer(...scans("DOCK"), {type: "whole"}, ...scans("BIN"));
    expect(whole.operations[0].payload).toEqual({
        whole: true,
        location_id: DOCK,
        location_dest_id: BIN,
    });
    const left = rowsOf(whole.state, context.snapshot, {locationId: DOCK});
    expect(left).toEqual([]);
    expect(sumOf(rowsOf(whole.state, context.snapshot, {locationId: BIN}))).toBe(22);
});

test("what was moved is no longer there, and is there again when taken back", () => {
    const moved = transfer(...scans("DOCK", "TEA", "BIN"));
    const at = (state, id) =>
        sumOf(
            rowsOf(state, context.snapshot, {locationId: id}).filter(
                (row) => row.product_id === TEA
            )
        );
    expect([at(moved.state, DOCK), at(moved.state, BIN)]).toEqual([11, 1]);
    const back = run(moved.state, {type: "undo"});
    expect(back.operations[0]).toMatchObject({
        kind: "transfer.back",
        payload: {target: "uuid-1"},
    });
    expect([at(back.state, DOCK), at(back.state, BIN)]).toEqual([12, 0]);
    expect(run(back.state, {type: "undo"}).feedback.key).toBe("nothingToUndo");
});

test("goods nobody knows to be there are taken when scanned again", () => {
    const doubted = transfer(...scans("SHELF", "PHONE"));
    expect(doubted.feedback).toMatchObject({tone: "bad", key: "notHere"});
    expect(doubted.state.goods).toBe(null);
    const insisted = run(doubted.state, ...scans("PHONE", "S1", "S1"));
    expect(insisted.state.goods.productId).toBe(PHONE);
});

test("a bin that keeps one product is refused, and taken when insisted on", () => {
    const refused = transfer(...scans("DOCK", "TEA", "STRICT"));
    expect(refused.feedback).toMatchObject({
        tone: "bad",
        key: "mixed",
        values: {product: "Milk"},
    });
    expect(refused.operations).toEqual([]);
    const insisted = run(refused.state, ...scans("STRICT"));
    expect(insisted.operations.length).toBe(1);
    const same = transfer(...scans("DOCK", "MILK", "L1", "STRICT"));
    expect(same.operations.length).toBe(1);
});

test("other goods do not displace those in hand, nor do places without goods", () => {
    const {feedback, state} = transfer(...scans("DOCK", "TEA", "S1"));
    expect(feedback).toMatchObject({tone: "bad", key: "handsFull"});
    expect(state.goods.productId).toBe(TEA);
    expect(transfer(...scans("VENDORS")).feedback.key).toBe("noPlace");
    expect(transfer(...scans("DOCK", "TEA", "DOCK")).feedback.key).toBe("samePlace");
    expect(transfer(...scans("WHAT")).feedback.key).toBe("unknown");
});

test("more than was known is moved with a warning", () => {
    const {feedback, operations} = transfer(
        ...scans("SHELF", "TEA"),
        {type: "quantity", quantity: 9},
        ...scans("BIN")
    );
    expect(feedback).toMatchObject({tone: "warn", key: "movedOver"});
    expect(operations.length).toBe(1);
    const none = transfer(
        ...scans("SHELF", "TEA"),
        {type: "quantity", quantity: 0},
        ...scans("BIN")
    );
    expect(none.feedback).toMatchObject({tone: "bad", key: "need_quantity"});
});

// ---- planned transfers ------------------------------------------------------------------

function planned() {
    const line = {lot_id: false, package_id: false, picked: false, location_id: DOCK};
    context.snapshot.put({
        transfers: [
            {
                id: 7,
                name: "WH/STOR/7",
                origin: "PO7",
                applied: [],
                moves: [],
                lines: [
                    {
                        ...line,
                        id: 1,
                        product_id: TEA,
                        quantity: 10,
                        location_dest_id: SHELF,
                    },
                    {
                        ...line,
                        id: 2,
                        product_id: MILK,
                        lot_id: 21,
                        quantity: 5,
                        location_dest_id: BIN,
                    },
                ],
            },
        ],
    });
    return openPlanned(context.snapshot, 7);
}

test("a planned transfer tells what, from where and where to", () => {
    const {state} = run(planned(), ...scans("MILK"));
    expect(state.goods).toMatchObject({lotId: 21, quantity: 5});
    expect([state.from.id, state.suggestion.id]).toEqual([DOCK, BIN]);
    const {operations} = run(state, ...scans("SHELF"));
    expect(operations[0]).toMatchObject({
        kind: "putaway.take",
        payload: {picking_id: 7, location_dest_id: SHELF, quantity: 5},
    });
});

test("what is put away is no more to do, until it is taken back", () => {
    const todo = (state) => sumOf(rowsOf(state, context.snapshot, {}));
    const put = run(planned(), ...scans("TEA", "SHELF"));
    expect(todo(put.state)).toBe(5);
    const back = run(put.state, {type: "undo"});
    expect(back.operations[0].kind).toBe("putaway.undo");
    expect(todo(back.state)).toBe(15);
});

test("a planned transfer is finished once something was put away", () => {
    expect(run(planned(), {type: "finish"}).feedback.key).toBe("nothingMoved");
    const {operations, state} = run(planned(), ...scans("TEA", "SHELF"), {
        type: "finish",
        backorder: true,
    });
    expect(operations[1]).toMatchObject({
        kind: "putaway.validate",
        payload: {picking_id: 7, backorder: true},
    });
    expect(run(state, ...scans("TEA")).feedback.key).toBe("finishing");
});

test("unsent operations laid over a fresh picture give the same picture", () => {
    const {operations, state} = transfer(
        ...scans("DOCK", "TEA", "BIN", "MILK", "L1", "BIN"),
        {type: "undo"}
    );
    const again = operations.reduce(layCarried, openCarrying("transfer"));
    expect(again.moved).toEqual(state.moved);
});

test("nothing it was given is changed, and nothing scanned ever throws", () => {
    const state = Object.freeze(planned());
    const before = JSON.stringify(state);
    let current = openCarrying("transfer");
    for (const code of ["TEA", "DOCK", "PACK1", "L1", "WHAT", "S1", "VENDORS", "BIN"]) {
        carry(state, scanOf(code), context);
        for (const other of ["MILK", code, "STRICT", "BOX-6"]) {
            current = carry(current, scanOf(other), context).state;
            expect(["any", "goods", "lot", "from", "target"]).toInclude(
                awaited(current)
            );
        }
    }
    expect(JSON.stringify(state)).toBe(before);
});
