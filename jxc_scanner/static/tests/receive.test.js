import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {
    applyOperation,
    expiredLots,
    openReceipt,
    shortProducts,
} from "@jxc_scanner/flows/receipt_picture";
import {receive} from "@jxc_scanner/flows/receive";

describe.current.tags("headless");

const TODAY = "2026-03-10";
const TEA = 1;
const MILK = 2;
const PHONE = 3;

let number;
const context = {newUuid: () => `uuid-${++number}`, now: () => "2026-03-10T01:00:00Z"};

beforeEach(() => {
    number = 0;
});

const kinds = (operations) => operations.map(({kind}) => kind.replace("receive.", ""));

function product(id, values) {
    return {
        id,
        name: `product ${id}`,
        codes: [],
        unit: "Units",
        tracking: "none",
        keeping: false,
        demand: 10,
        done: 0,
        counted: [],
        lots: [],
        ...values,
    };
}

function makeState() {
    return openReceipt({
        id: 7,
        name: "WH/IN/00007",
        today: TODAY,
        products: [
            product(TEA, {
                codes: [
                    {code: "TEA", quantity: 1},
                    {code: "BOX-OF-6", quantity: 6},
                ],
            }),
            product(MILK, {
                codes: [{code: "MILK", quantity: 1}],
                tracking: "lot",
                keeping: {by: "production", length: 12, unit: "month"},
                lots: [
                    {
                        name: "KNOWN",
                        production_date: "2026-01-01",
                        expiration_date: "2027-01-01",
                    },
                ],
            }),
            product(PHONE, {
                codes: [{code: "PHONE", quantity: 1}],
                tracking: "serial",
                demand: 2,
            }),
        ],
    });
}

function scanOf(code, values = {}) {
    return {
        type: "scan",
        scan: {text: code, codes: [code], lot: false, quantity: false, ...values},
    };
}

/** A GS1 code of milk with the given content. */
const milkGs1 = (values) => scanOf("MILK", {tradeItem: true, ...values});

/** Run events in turn; gives the last step with all operations so far. */
function run(...events) {
    let state = makeState();
    const operations = [];
    let step;
    for (const event of events) {
        step = receive(state, event, context);
        state = step.state;
        operations.push(...step.operations);
    }
    return {...step, operations};
}

const done = (state, id) => state.receipt.products.find((line) => line.id === id).done;

test("an untracked product counts by scan, a packaging by its content", () => {
    const {state, operations, feedback} = run(scanOf("TEA"), scanOf("BOX-OF-6"));
    expect(operations.map(({kind, payload}) => [kind, payload])).toEqual([
        ["receive.count", {picking_id: 7, product_id: TEA, quantity: 1}],
        ["receive.count", {picking_id: 7, product_id: TEA, quantity: 6}],
    ]);
    expect(done(state, TEA)).toBe(7);
    expect(feedback).toMatchObject({tone: "good", key: "counted"});
});

test("more than ordered is counted with a warning", () => {
    const {state, feedback} = run(scanOf("BOX-OF-6"), scanOf("BOX-OF-6"));
    expect(done(state, TEA)).toBe(12);
    expect(feedback).toMatchObject({tone: "warn", key: "over"});
    expect(feedback.values.over).toBe(2);
});

test("an unknown code is told and changes nothing", () => {
    const {state, operations, feedback} = run(scanOf("WHAT"));
    expect(operations).toEqual([]);
    expect(state).toEqual(makeState());
    expect(feedback).toMatchObject({tone: "bad", key: "unknown"});
});

test("lot, production date and quantity are asked for in turn", () => {
    let step = run(scanOf("MILK"));
    expect([step.feedback.key, step.state.entry.step]).toEqual(["need_lot", "lot"]);
    step = run(scanOf("MILK"), scanOf("L1"));
    expect([step.feedback.key, step.state.entry.step]).toEqual(["need_date", "date"]);
    step = run(scanOf("MILK"), scanOf("L1"), {
        type: "dates",
        productionDate: "2026-02-28",
    });
    expect(step.feedback.key).toBe("need_quantity");
    expect(step.state.entry.expirationDate).toBe("2027-02-28");
    step = run(
        scanOf("MILK"),
        scanOf("L1"),
        {type: "dates", productionDate: "2026-02-28"},
        {type: "quantity", quantity: 4},
        {type: "confirm"}
    );
    expect(step.operations).toEqual([
        {
            uuid: "uuid-1",
            kind: "receive.count",
            time: "2026-03-10T01:00:00Z",
            payload: {
                picking_id: 7,
                product_id: MILK,
                quantity: 4,
                lot: "L1",
                production_date: "2026-02-28",
                expiration_date: "2027-02-28",
            },
        },
    ]);
    expect(step.state.entry).toBe(null);
    expect(done(step.state, MILK)).toBe(4);
});

test("a known lot needs no date", () => {
    const {state} = run(scanOf("MILK"), scanOf("KNOWN"));
    expect(state.entry).toMatchObject({
        step: "quantity",
        productionDate: "2026-01-01",
        expirationDate: "2027-01-01",
    });
});

test("a lot just counted is known when it comes again", () => {
    const gs1 = milkGs1({lot: "L1", productionDate: "2026-02-01"});
    const {state} = run(gs1, scanOf("MILK"), scanOf("L1"));
    expect(state.entry).toMatchObject({step: "quantity", productionDate: "2026-02-01"});
});

test("a GS1 code with lot and date counts at once", () => {
    const {state, operations} = run(
        milkGs1({lot: "L1", productionDate: "2026-02-01", quantity: 3})
    );
    expect(operations.length).toBe(1);
    expect(done(state, MILK)).toBe(3);
    expect(state.entry).toBe(null);
});

test("a printed expiration date wins over the computed one", () => {
    const {operations} = run(
        milkGs1({lot: "L1", productionDate: "2026-02-01", expirationDate: "2027-06-30"})
    );
    expect(operations[0].payload.expiration_date).toBe("2027-06-30");
});

test("a doubtful lot waits for a person", () => {
    const doubt = {lot: "L1", productionDate: "2026-02-01"};
    const asked = run(milkGs1({lot: "L111260201", doubt}));
    expect(asked.operations).toEqual([]);
    expect(asked.state.entry.doubt).toEqual(doubt);
    const chosen = run(milkGs1({lot: "L111260201", doubt}), {
        type: "reading",
        reading: doubt,
    });
    expect(chosen.state.entry).toMatchObject({
        lot: "L1",
        step: "quantity",
        doubt: false,
    });
});

test("a production date in the future is refused at once", () => {
    const typed = run(scanOf("MILK"), scanOf("L1"), {
        type: "dates",
        productionDate: "2026-03-11",
    });
    expect(typed.feedback).toMatchObject({tone: "bad", key: "future"});
    expect(typed.state.entry.step).toBe("date");
    const scanned = run(milkGs1({lot: "L1", productionDate: "2026-03-11"}));
    expect(scanned.feedback.key).toBe("future");
    expect(scanned.operations).toEqual([]);
});

test("expired goods count only when a person says so", () => {
    const scan = milkGs1({lot: "OLD", productionDate: "2024-01-01"});
    const asked = run(scan);
    expect(asked.feedback).toMatchObject({tone: "bad", key: "expired"});
    expect(asked.operations).toEqual([]);
    const confirmed = run(scan, {type: "confirm"});
    expect(confirmed.operations.length).toBe(1);
    expect(expiredLots(confirmed.state).map(({lot}) => lot)).toEqual(["OLD"]);
});

test("another product's barcode is not taken for a lot", () => {
    const {state, feedback} = run(
        scanOf("MILK"),
        scanOf("6901234567892", {tradeItem: true})
    );
    expect(feedback.key).toBe("unknown");
    expect(state.entry.lot).toBe("");
});

test("the next product counts in what stands complete on the screen", () => {
    const {state, operations} = run(scanOf("MILK"), scanOf("KNOWN"), scanOf("TEA"));
    expect(operations.map(({payload}) => payload.product_id)).toEqual([MILK, TEA]);
    expect(done(state, MILK)).toBe(1);
    expect(done(state, TEA)).toBe(1);
});

test("the next product does not displace what still lacks its date", () => {
    const {state, operations, feedback} = run(
        scanOf("MILK"),
        scanOf("L1"),
        scanOf("TEA")
    );
    expect(operations).toEqual([]);
    expect(feedback).toMatchObject({tone: "bad", key: "need_date"});
    expect(state.entry.lot).toBe("L1");
});

test("the same product or lot again means one more", () => {
    const {state} = run(
        scanOf("MILK"),
        scanOf("KNOWN"),
        scanOf("MILK"),
        scanOf("KNOWN")
    );
    expect(state.entry.quantity).toBe(3);
});

test("serials come one by one until all are there, none twice", () => {
    let step = run(scanOf("PHONE"), scanOf("S1"));
    expect(step.operations[0].payload).toMatchObject({lot: "S1", quantity: 1});
    expect(step.state.entry.step).toBe("lot");
    step = run(scanOf("PHONE"), scanOf("S1"), scanOf("S1"));
    expect(step.feedback.key).toBe("serialTwice");
    step = run(scanOf("PHONE"), scanOf("S1"), scanOf("S2"));
    expect(step.state.entry).toBe(null);
    expect(done(step.state, PHONE)).toBe(2);
});

test("a serial that is in stock already is refused, one that was sold is not", () => {
    const state = makeState();
    const phone = state.receipt.products[2];
    phone.lots = [
        {name: "HERE", in_stock: true},
        {name: "SOLD", in_stock: false},
    ];
    const ready = receive(state, scanOf("PHONE"), context).state;
    expect(receive(ready, scanOf("HERE"), context).feedback.key).toBe("serialInStock");
    expect(receive(ready, scanOf("SOLD"), context).operations.length).toBe(1);
});

test("undo takes back the last count, then the one before, then nothing", () => {
    const step = run(scanOf("TEA"), scanOf("BOX-OF-6"), {type: "undo"});
    expect(step.operations.at(-1)).toMatchObject({
        kind: "receive.undo",
        payload: {picking_id: 7, target: "uuid-2"},
    });
    expect(done(step.state, TEA)).toBe(1);
    const all = run(scanOf("TEA"), {type: "undo"}, {type: "undo"});
    expect(all.state.receipt).toEqual(makeState().receipt);
    expect(all.feedback.key).toBe("nothingToUndo");
});

test("correcting the last count takes it back and counts anew", () => {
    const {state, operations} = run(scanOf("TEA"), {type: "replace", quantity: 8});
    expect(kinds(operations)).toEqual(["count", "undo", "count"]);
    expect(done(state, TEA)).toBe(8);
    const none = run(scanOf("TEA"), {type: "replace", quantity: 0});
    expect(done(none.state, TEA)).toBe(0);
});

test("sums of decimals stay clean", () => {
    const tenth = scanOf("TEA", {quantity: 0.1});
    const {state} = run(tenth, tenth, tenth);
    expect(done(state, TEA)).toBe(0.3);
});

test("finishing needs a count, names what is short, and stops further scans", () => {
    expect(run({type: "finish", backorder: true}).feedback.key).toBe("nothingCounted");
    const {state, operations} = run(
        scanOf("TEA"),
        {type: "finish", backorder: true},
        scanOf("TEA")
    );
    expect(operations.length).toBe(2);
    expect(operations[1].payload).toEqual({
        picking_id: 7,
        backorder: true,
        accept_expired: false,
    });
    expect(shortProducts(state).length).toBe(3);
});

test("unsent operations laid over a fresh receipt give the same picture", () => {
    const {state, operations} = run(
        scanOf("TEA"),
        milkGs1({lot: "L1", productionDate: "2026-02-01"}),
        scanOf("BOX-OF-6"),
        {type: "undo"}
    );
    const again = operations.reduce(applyOperation, makeState());
    expect(again.receipt).toEqual(state.receipt);
});

test("the flow changes nothing it was given", () => {
    const state = Object.freeze(makeState());
    const before = JSON.stringify(state);
    receive(state, scanOf("TEA"), context);
    expect(JSON.stringify(state)).toBe(before);
});
