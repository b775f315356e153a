import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {count} from "@jxc_scanner/flows/count";
import {
    countAnswered,
    layCount,
    linesHere,
    openCount,
    stillAsked,
} from "@jxc_scanner/flows/count_picture";
import {Snapshot} from "@jxc_scanner/store/snapshot";
import {runFlow, scanOf, scans} from "./helpers/hands";

describe.current.tags("headless");

const [TEA, MILK, PHONE] = [1, 2, 3];
const [SHELF, BIN] = [11, 12];
const YEAR = {by: "production", length: 12, unit: "month"};

function product(id, name, tracking, keeping = false) {
    const codes = [{code: name.toUpperCase(), quantity: 1}];
    return {id, name, code: "", codes, unit: "pcs", tracking, keeping};
}

let context;

beforeEach(() => {
    let number = 0;
    const request = {count_date: "2026-03-09", quantity: null, available: null};
    context = {
        newUuid: () => `uuid-${++number}`,
        now: () => "2026-03-10T08:00:00.000Z",
        today: "2026-03-10",
        snapshot: new Snapshot({
            products: [
                product(TEA, "Tea", "none"),
                product(MILK, "Milk", "lot", YEAR),
                product(PHONE, "Phone", "serial"),
            ],
            lots: [
                {id: 21, name: "L1", product_id: MILK, expiration_date: "2027-01-01"},
                {id: 22, name: "S1", product_id: PHONE},
                {id: 23, name: "S2", product_id: PHONE},
            ],
            locations: [
                {id: SHELF, name: "Shelf", barcode: "SHELF", usage: "internal"},
                {id: BIN, name: "Bin", barcode: "BIN", usage: "internal"},
            ],
            quants: [
                {id: 1, product_id: TEA, location_id: SHELF, lot_id: false, ...request},
                {id: 2, product_id: MILK, location_id: SHELF, lot_id: 21, quantity: 4},
            ],
        }),
    };
});

const run = (state, ...events) => runFlow(count, context, state, events);
const begin = (...events) => run(openCount(context.snapshot), ...events);
const counts = (operations) =>
    operations.map(({payload}) => [payload.product_id, payload.lot, payload.quantity]);

test("each piece scanned is one more; the next thing closes it", () => {
    const {operations, state} = begin(...scans("SHELF", "TEA", "TEA", "TEA", "BIN"));
    expect(operations).toEqual([
        {
            uuid: "uuid-1",
            kind: "count.line",
            time: "2026-03-10T08:00:00.000Z",
            payload: {location_id: SHELF, product_id: TEA, quantity: 3, again: false},
        },
    ]);
    expect(state.place.id).toBe(BIN);
    expect(linesHere(state)).toEqual([]);
});

test("a quantity may be keyed, and none is a count", () => {
    const keyed = begin(
        ...scans("SHELF", "TEA"),
        {type: "quantity", quantity: 12},
        {type: "confirm"}
    );
    expect(counts(keyed.operations)).toEqual([[TEA, undefined, 12]]);
    const none = begin(
        ...scans("SHELF"),
        {type: "choose", productId: TEA},
        {type: "confirm"}
    );
    expect(counts(none.operations)).toEqual([[TEA, undefined, 0]]);
});

test("the place is asked for first, and kept for a product counted alone", () => {
    const asked = begin(...scans("TEA"));
    expect(asked.feedback).toMatchObject({tone: "ask", key: "need_place"});
    const {state, operations} = begin(
        ...scans("TEA", "SHELF"),
        {type: "quantity", quantity: 2},
        ...scans("BIN"),
        {type: "quantity", quantity: 5},
        {type: "confirm"}
    );
    expect(operations.map(({payload}) => payload.location_id)).toEqual([SHELF, BIN]);
    expect(state.lines.map(({quantity}) => quantity)).toEqual([2, 5]);
});

test("a known lot needs no date, one nobody knew does and is told", () => {
    const known = begin(...scans("SHELF", "MILK", "L1"));
    expect(known.state.entry).toMatchObject({lot: "L1", step: "quantity"});
    const asked = begin(...scans("SHELF", "MILK", "NEW"));
    expect(asked.feedback.key).toBe("unexpectedLot");
    const {operations, feedback} = run(
        asked.state,
        {type: "dates", productionDate: "2026-02-28"},
        {type: "quantity", quantity: 3},
        {type: "confirm"}
    );
    expect(feedback).toMatchObject({tone: "warn", key: "countedNew"});
    expect(operations[0].payload).toMatchObject({
        lot: "NEW",
        production_date: "2026-02-28",
        expiration_date: "2027-02-28",
    });
    const future = run(asked.state, {type: "dates", productionDate: "2026-03-11"});
    expect(future.feedback.key).toBe("future");
});

test("what still lacks its date is not displaced by the next scan", () => {
    const {operations, feedback} = begin(...scans("SHELF", "MILK", "NEW", "TEA"));
    expect(operations).toEqual([]);
    expect(feedback.tone).toBe("bad");
});

test("serials count one by one, none twice", () => {
    const {operations, state} = begin(...scans("SHELF", "PHONE", "S1", "S2"));
    expect(counts(operations)).toEqual([
        [PHONE, "S1", 1],
        [PHONE, "S2", 1],
    ]);
    expect(run(state, ...scans("S1")).feedback.key).toBe("serialTwice");
});

test("counted twice asks: more of it, or a new count", () => {
    const once = begin(
        ...scans("SHELF", "TEA"),
        {type: "quantity", quantity: 5},
        {type: "confirm"}
    );
    const asked = run(once.state, ...scans("TEA"));
    expect(asked.feedback).toMatchObject({key: "twice", values: {quantity: 5}});
    expect(run(asked.state, {type: "confirm"}).operations).toEqual([]);
    const added = run(asked.state, {type: "twice", choice: "add"}, {type: "confirm"});
    expect(added.operations[0].payload).toMatchObject({quantity: 6, again: true});
    const anew = run(
        asked.state,
        {type: "twice", choice: "replace"},
        {type: "confirm"}
    );
    expect(anew.operations[0].payload).toMatchObject({quantity: 1, again: true});
});

test("undo takes back the last count, or brings back the one before", () => {
    const once = begin(
        ...scans("SHELF", "TEA"),
        {type: "quantity", quantity: 5},
        {type: "confirm"}
    );
    const undone = run(once.state, {type: "undo"});
    expect(undone.operations[0]).toMatchObject({
        kind: "count.undo",
        payload: {location_id: SHELF, target: "uuid-1"},
    });
    expect(undone.state.lines).toEqual([]);
    const twice = run(
        once.state,
        ...scans("TEA"),
        {type: "twice", choice: "add"},
        {type: "confirm"},
        {type: "undo"}
    );
    expect(twice.operations.at(-1).payload).toMatchObject({quantity: 5, again: true});
    expect(twice.state.lines.map(({quantity}) => quantity)).toEqual([5]);
});

test("what was asked for shows until it is counted, without any number", () => {
    const state = openCount(context.snapshot, SHELF);
    expect(stillAsked(state)).toEqual([{productId: TEA, product: "Tea", lot: ""}]);
    const done = run(
        state,
        {type: "choose", productId: TEA},
        {type: "quantity", quantity: 2},
        {type: "confirm"}
    );
    expect(stillAsked(done.state)).toEqual([]);
    expect(JSON.stringify(done.state)).not.toMatch(/"available"/);
});

test("the end of a place names the counts it proves", () => {
    const {operations, state} = begin(
        ...scans("SHELF", "TEA"),
        {type: "confirm"},
        {type: "finish", zero: true}
    );
    expect(operations[1]).toMatchObject({
        kind: "count.finish",
        payload: {location_id: SHELF, rest: "zero", counts: ["uuid-1"]},
    });
    const answered = countAnswered(state, operations[1], {
        state: "applied",
        result: {missing: 2},
    });
    expect(answered.ended).toMatchObject({counted: 1, missing: 2});
});

test("a refused count stays, marked, and holds up the end", () => {
    const counted = begin(...scans("SHELF", "TEA"), {type: "confirm"});
    const state = countAnswered(counted.state, counted.operations[0], {
        state: "refused",
        message: "Li has counted it",
    });
    expect(linesHere(state)[0].refused).toBe("Li has counted it");
    expect(run(state, {type: "finish", zero: true}).feedback.key).toBe("refusedCounts");
    const again = run(
        state,
        ...scans("TEA"),
        {type: "twice", choice: "replace"},
        {type: "confirm"}
    );
    expect(again.operations[0].payload.again).toBe(true);
    expect(linesHere(again.state)[0].refused).toBe("");
});

test("unsent operations laid over a fresh picture give the same lines", () => {
    const {operations, state} = begin(
        ...scans("SHELF", "TEA", "MILK", "L1"),
        {type: "quantity", quantity: 3},
        {type: "confirm"},
        {type: "undo"}
    );
    const again = operations.reduce(layCount, openCount(context.snapshot));
    expect(again.lines).toEqual(state.lines);
});

test("five hundred tags are one step, what needs a person waits", () => {
    const tag = (code, serial) => scanOf(code, {lot: serial, tradeItem: true}).scan;
    const phones = Array.from({length: 500}, (_, index) => tag("PHONE", `P${index}`));
    const teas = Array.from({length: 3}, (_, index) => tag("TEA", `${index}`));
    const here = begin(...scans("SHELF", "TEA", "TEA")).state;
    const once = {
        type: "scans",
        scans: [...phones, tag("MILK", "NEW"), tag("WHAT", "1")],
    };
    const first = run(here, once);
    // The two teas on the screen come first; a lot without date and a stranger wait.
    expect(counts(first.operations).slice(0, 2)).toEqual([
        [TEA, undefined, 2],
        [PHONE, "P0", 1],
    ]);
    expect(first.operations.length).toBe(501);
    expect(first.feedback).toMatchObject({
        tone: "warn",
        key: "many",
        values: {counted: 500, refused: 2},
    });
    // Heard again: the phones are known, the teas on the next shelf are added up.
    const again = run(first.state, {type: "scans", scans: phones.slice(0, 50)});
    expect(again.operations).toEqual([]);
    expect(again.feedback).toMatchObject({tone: "good", values: {counted: 0}});
    const next = run(again.state, ...scans("BIN"), {type: "scans", scans: teas});
    expect(counts(next.operations)).toEqual([[TEA, undefined, 3]]);
    expect(next.state.entry).toBe(null);
});
