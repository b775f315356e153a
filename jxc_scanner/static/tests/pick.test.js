import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {pick} from "@jxc_scanner/flows/pick/pick";
import {
    keepPick,
    layPick,
    pickPicture,
    progress,
} from "@jxc_scanner/flows/pick/pick_picture";
import {currentTask, openTasks} from "@jxc_scanner/flows/pick/pick_tasks";
import {pickAnswered} from "@jxc_scanner/flows/pick/pick_operations";
import {Snapshot} from "@jxc_scanner/store/snapshot";

describe.current.tags("headless");

const STOCK = 10;
const SHELF_A = 11;
const SHELF_B = 12;
const TEA = 1;
const MILK = 2;
const PHONE = 3;
const EARLY = 21;
const LATE = 22;
const RECALLED = 23;
const OLD = 24;
const SERIAL = 31;
const SERIAL_TWO = 32;

let number;
let context;

beforeEach(() => {
    number = 0;
    context = {
        newUuid: () => `uuid-${++number}`,
        now: () => "2026-03-10T01:00:00Z",
        today: "2026-03-10",
        user: {id: 2, name: "Keeper", manager: false},
    };
});

const quant = (id, product_id, location_id, lot_id, quantity, available) => ({
    id,
    product_id,
    location_id,
    lot_id,
    package_id: false,
    quantity,
    available,
});

const product = (id, name, values) => ({
    id,
    name,
    codes: [{code: name.toUpperCase(), quantity: 1}],
    unit: "Units",
    tracking: "none",
    keeping: false,
    ...values,
});

const lot = (id, product_id, name, expiration_date, values = {}) => ({
    id,
    name,
    product_id,
    expiration_date,
    hold: false,
    stopped: false,
    ...values,
});

function line(id, product_id, quantity, location_id, values = {}) {
    return {
        id,
        move_id: product_id,
        product_id,
        lot_id: false,
        location_id,
        package_id: false,
        result_package: "",
        quantity,
        picked: false,
        ...values,
    };
}

/** The snapshot of a delivery of 10 milk, 12 tea and a phone; milk by FEFO. */
function makeSnapshot({fefo = "refuse", stops = [], transfers = []} = {}) {
    return new Snapshot({
        operation_types: [{id: 1, code: "outgoing", step: "pick", backorder: "ask"}],
        locations: [
            {id: STOCK, name: "WH/Stock", barcode: "", route: "0"},
            {id: SHELF_A, name: "WH/Stock/A", barcode: "LOC-A", route: "1"},
            {id: SHELF_B, name: "WH/Stock/B", barcode: "LOC-B", route: "2"},
        ],
        products: [
            product(TEA, "Tea", {
                codes: [
                    {code: "TEA", quantity: 1},
                    {code: "TEA-6", quantity: 6},
                ],
            }),
            product(MILK, "Milk", {tracking: "lot", keeping: {by: "label"}}),
            product(PHONE, "Phone", {tracking: "serial"}),
        ],
        lots: [
            lot(EARLY, MILK, "EARLY", "2026-06-01"),
            lot(LATE, MILK, "LATE", "2026-09-01"),
            lot(RECALLED, MILK, "RECALLED", "2026-07-01", {
                hold: {state: "recalled", reason: "Vendor"},
                stopped: "recalled",
            }),
            lot(OLD, MILK, "OLD", "2026-01-01", {stopped: "expired"}),
            lot(SERIAL, PHONE, "SN1", false),
            lot(SERIAL_TWO, PHONE, "SN2", false),
        ],
        quants: [
            quant(1, MILK, SHELF_A, EARLY, 20, 10),
            quant(2, MILK, SHELF_B, LATE, 20, 20),
            quant(3, MILK, SHELF_B, RECALLED, 5, 0),
            quant(4, MILK, SHELF_A, OLD, 5, 0),
            quant(5, TEA, SHELF_B, false, 100, 88),
            quant(6, PHONE, SHELF_A, SERIAL, 1, 0),
            quant(7, PHONE, SHELF_A, SERIAL_TWO, 1, 1),
        ],
        transfers: [
            {
                id: 7,
                name: "OUT/7",
                partner: "Corner Shop",
                type_id: 1,
                location_id: STOCK,
                moves: [
                    {id: MILK, product_id: MILK, demand: 10, rules: {fefo, stops}},
                    {id: TEA, product_id: TEA, demand: 12, rules: false},
                    {id: PHONE, product_id: PHONE, demand: 1, rules: false},
                ],
                lines: [
                    line(1, TEA, 12, SHELF_B),
                    line(2, MILK, 10, SHELF_A, {lot_id: EARLY}),
                    line(3, PHONE, 1, SHELF_A, {lot_id: SERIAL}),
                ],
                applied: ["heard"],
            },
            ...transfers,
        ],
    });
}

function scanOf(code, values = {}) {
    return {
        type: "scan",
        scan: {text: code, codes: [code], lot: false, quantity: false, ...values},
    };
}

/** Run events in turn; gives the last step with all operations so far. */
function run(state, ...events) {
    const operations = [];
    let step;
    for (const event of events) {
        step = pick(state, event, context);
        state = step.state;
        operations.push(...step.operations);
    }
    return {...step, operations};
}

const start = (values, ids = [7], mode = "pick") =>
    pickPicture(makeSnapshot(values), ids, mode);

const payloads = (operations) => operations.map(({payload}) => payload);
const kinds = (operations) => operations.map(({kind}) => kind);
const SAID = (step) => [step.feedback.tone, step.feedback.key];

const MILK_GS1 = (lotName) => scanOf("MILK", {tradeItem: true, lot: lotName});

test("tasks come in walking order", () => {
    const names = openTasks(start()).map(({productId, locationId}) => [
        productId,
        locationId,
    ]);
    expect(names).toEqual([
        [MILK, SHELF_A],
        [PHONE, SHELF_A],
        [TEA, SHELF_B],
    ]);
});

test("the reserved lot is taken from its place with one scan", () => {
    const step = run(start(), MILK_GS1("EARLY"));
    expect(SAID(step)).toEqual(["good", "taken"]);
    expect(payloads(step.operations)).toEqual([
        {
            picking_id: 7,
            product_id: MILK,
            quantity: 1,
            location_id: SHELF_A,
            lot_id: EARLY,
            package_id: false,
            result_package: "",
            lot: "EARLY",
        },
    ]);
    expect(step.feedback.values.taken).toBe(1);
    expect(step.feedback.values.quantity).toBe(10);
});

test("after one scan the rest can be taken at once, before none can", () => {
    expect(SAID(run(start(), {type: "all"}))).toEqual(["bad", "scanFirst"]);
    const step = run(start(), MILK_GS1("EARLY"), {type: "all"});
    expect(step.operations.map(({payload}) => payload.quantity)).toEqual([1, 9]);
    expect(currentTask(step.state).productId).toBe(PHONE);
});

test("product, then lot", () => {
    const asked = run(start(), scanOf("MILK"));
    expect(SAID(asked)).toEqual(["ask", "needLot"]);
    const step = run(asked.state, scanOf("EARLY"));
    expect(SAID(step)).toEqual(["good", "taken"]);
    expect(step.operations[0].payload.lot_id).toBe(EARLY);
});

test("a packaging counts by its content, and not beyond what is wanted", () => {
    const step = run(start(), scanOf("TEA-6"), scanOf("TEA"), scanOf("TEA-6"));
    expect(step.operations.map(({payload}) => payload.quantity)).toEqual([6, 1]);
    expect(SAID(step)).toEqual(["bad", "tooMany"]);
    expect(step.feedback.values.rest).toBe(5);
});

test("a place says what is to be taken there", () => {
    const step = run(start(), scanOf("LOC-B"));
    expect(SAID(step)).toEqual(["good", "atPlace"]);
    expect(currentTask(step.state).productId).toBe(TEA);
});

test("undo puts the last take back", () => {
    const step = run(start(), scanOf("TEA-6"), scanOf("TEA"), {type: "undo"});
    expect(kinds(step.operations)).toEqual(["pick.take", "pick.take", "pick.undo"]);
    expect(step.operations[2].payload).toEqual({picking_id: 7, target: "uuid-2"});
    expect(progress(step.state).taken).toBe(6);
    expect(SAID(run(start(), {type: "undo"}))).toEqual(["bad", "nothingToUndo"]);
});

test("a quantity keyed in replaces the last take", () => {
    const step = run(start(), scanOf("TEA"), {type: "replace", quantity: 5});
    expect(kinds(step.operations)).toEqual(["pick.take", "pick.undo", "pick.take"]);
    expect(progress(step.state).taken).toBe(5);
    const over = run(start(), scanOf("TEA"), {type: "replace", quantity: 13});
    expect(SAID(over)).toEqual(["bad", "tooMany"]);
    expect(progress(over.state).taken).toBe(1);
});

// ---- lots that are stopped --------------------------------------------------------

test("a later lot is stopped where FEFO is the rule, and names the earlier one", () => {
    const step = run(start(), MILK_GS1("LATE"));
    expect(SAID(step)).toEqual(["bad", "stop_fefo"]);
    expect(step.feedback.values.earlier).toBe("EARLY");
    expect(step.operations).toEqual([]);
    expect(step.state.stop).toMatchObject({allowed: false, releasable: false});
    expect(SAID(run(step.state, {type: "accept"}))).toEqual(["bad", "notAllowed"]);
    const refused = run(step.state, {type: "release", reason: "Please"});
    expect(SAID(refused)).toEqual(["bad", "notAllowed"]);
});

test("the right lot after a wrong one goes on as if nothing had been", () => {
    const step = run(start(), MILK_GS1("LATE"), MILK_GS1("EARLY"));
    expect(SAID(step)).toEqual(["good", "taken"]);
    expect(step.state.stop).toBe(null);
    expect(step.operations).toHaveLength(1);
});

test("who may release takes a later lot for a reason, once given", () => {
    const stopped = run(start({fefo: "release"}), MILK_GS1("LATE"));
    expect(stopped.state.stop.releasable).toBe("rule");
    const asked = run(stopped.state, {type: "release", reason: " "});
    expect(SAID(asked)).toEqual(["ask", "needReason"]);
    const step = run(stopped.state, {type: "release", reason: "Torn carton"});
    expect(SAID(step)).toEqual(["good", "taken"]);
    const more = run(step.state, MILK_GS1("LATE"));
    for (const {payload} of [...step.operations, ...more.operations]) {
        expect(payload).toMatchObject({
            lot_id: LATE,
            location_id: SHELF_B,
            reason: "Torn carton",
            instead: {location_id: SHELF_A, lot_id: EARLY, package_id: false},
        });
    }
});

test("without a rule another lot is asked about and takes the place of the first", () => {
    const asked = run(start({fefo: false}), MILK_GS1("LATE"));
    expect(SAID(asked)).toEqual(["ask", "stop_otherLot"]);
    expect(asked.operations).toEqual([]);
    const step = run(asked.state, {type: "accept"});
    expect(SAID(step)).toEqual(["good", "taken"]);
    const milk = step.state.tasks.filter(({productId}) => productId === MILK);
    expect(milk.map(({lotId, quantity, taken}) => [lotId, quantity, taken])).toEqual([
        [EARLY, 9, 0],
        [LATE, 1, 1],
    ]);
    expect(SAID(run(step.state, MILK_GS1("LATE")))).toEqual(["good", "taken"]);
    const undone = run(step.state, {type: "undo"});
    expect(undone.state.tasks).toEqual(start({fefo: false}).tasks);
});

test("expired and recalled lots are stopped whatever the rule", () => {
    for (const fefo of [false, "refuse", "release"]) {
        const old = run(start({fefo}), MILK_GS1("OLD"));
        expect(SAID(old)).toEqual(["bad", "stop_expired"]);
        const recalled = run(start({fefo}), MILK_GS1("RECALLED"));
        expect(SAID(recalled)).toEqual(["bad", "stop_hold"]);
        expect(recalled.state.stop.releasable).toBe(false);
        expect([...old.operations, ...recalled.operations]).toEqual([]);
    }
});

test("a recalled lot is freed by nobody here, a blocked one by a manager", () => {
    context.user = {...context.user, manager: true};
    const recalled = run(start(), MILK_GS1("RECALLED"));
    expect(recalled.state.stop.releasable).toBe(false);
    const snapshot = makeSnapshot();
    const hold = {state: "blocked", reason: "Dented"};
    snapshot.put({
        lots: [lot(EARLY, MILK, "EARLY", "2026-06-01", {hold, stopped: "blocked"})],
    });
    const stopped = run(pickPicture(snapshot, [7], "pick"), MILK_GS1("EARLY"));
    expect(stopped.state.stop.releasable).toBe("hold");
    const step = run(stopped.state, {type: "release", reason: "Tins are fine"});
    expect(kinds(step.operations)).toEqual(["lot.release", "pick.take"]);
    expect(step.operations[0].payload).toEqual({
        lot_id: EARLY,
        reason: "Tins are fine",
    });
});

test("what the customer does not accept is stopped with the server's sentence", () => {
    const stop = {
        lot_id: EARLY,
        kind: "delivery_life",
        message: "Too short",
        releasable: true,
    };
    const step = run(start({stops: [stop]}), MILK_GS1("EARLY"));
    expect(SAID(step)).toEqual(["bad", "stop_delivery_life"]);
    expect(step.state.stop).toMatchObject({message: "Too short", releasable: "rule"});
    // And does not make a later lot wait.
    const later = run(start({stops: [stop]}), MILK_GS1("LATE"), {type: "accept"});
    expect(kinds(later.operations)).toEqual(["pick.take"]);
});

test("an unknown lot is not taken", () => {
    const step = run(start(), MILK_GS1("NOBODY"));
    expect(SAID(step)).toEqual(["bad", "unknownLot"]);
    expect(step.feedback.values).toEqual({lot: "NOBODY", wanted: "EARLY"});
});

test("goods that do not lie there by the books are stopped", () => {
    const step = run(start({fefo: false}), scanOf("LOC-A"), MILK_GS1("EARLY"));
    expect(SAID(step)).toEqual(["good", "taken"]);
    const tea = run(start(), scanOf("LOC-A"), scanOf("TEA"));
    // Tea lies on the other shelf alone: that is where it came from.
    expect(SAID(tea)).toEqual(["good", "taken"]);
    expect(tea.operations[0].payload.location_id).toBe(SHELF_B);
});

test("any serial number of the product serves", () => {
    const step = run(start(), scanOf("SN2"));
    expect(SAID(step)).toEqual(["good", "taken"]);
    expect(step.operations[0].payload).toMatchObject({
        lot_id: SERIAL_TWO,
        instead: {lot_id: SERIAL},
    });
    expect(SAID(run(step.state, scanOf("SN1")))).toEqual(["bad", "allTaken"]);
});

// ---- short, finish ------------------------------------------------------------------

test("a short pick goes on to the next place and has the first counted", () => {
    const step = run(start(), {type: "short"});
    expect(step.operations.map(({kind, payload}) => [kind, payload.lot_id])).toEqual([
        ["pick.short", EARLY],
    ]);
    expect(currentTask(step.state).productId).toBe(PHONE);
    // Found after all.
    const found = run(step.state, MILK_GS1("EARLY"));
    expect(SAID(found)).toEqual(["good", "taken"]);
});

test("finishing waits for the server and takes nothing more meanwhile", () => {
    expect(SAID(run(start(), {type: "finish"}))).toEqual(["bad", "nothingTaken"]);
    const step = run(start(), scanOf("TEA"), {type: "finish", backorder: true});
    const finish = step.operations.at(-1);
    expect([finish.kind, finish.payload]).toEqual([
        "pick.validate",
        {picking_id: 7, backorder: true},
    ]);
    expect(SAID(run(step.state, scanOf("TEA")))).toEqual(["bad", "pickFinishing"]);
    const result = {name: "OUT/7", backorder: "OUT/8"};
    const done = pickAnswered(step.state, finish, {state: "applied", result});
    expect(done.finished).toEqual([result]);
    const refused = pickAnswered(step.state, finish, {state: "refused"});
    expect([refused.finishing, refused.finished]).toEqual([[], []]);
});

test("unsent operations are laid over a fresh picture, heard ones are in it", () => {
    const {state, operations} = run(start(), scanOf("TEA-6"), scanOf("TEA"));
    const fresh = keepPick(state, {...start(), applied: ["uuid-1"]});
    expect(fresh.history.map(({uuid}) => uuid)).toEqual(["uuid-1"]);
    const laid = layPick(fresh, operations[1]);
    expect(progress(laid).taken).toBe(1);
    expect(laid.history).toHaveLength(2);
});

test("what Odoo found nowhere is a task without a place", () => {
    const snapshot = makeSnapshot({fefo: false});
    const transfer = snapshot.transfer(7);
    snapshot.put({transfers: [{...transfer, lines: transfer.lines.slice(0, 1)}]});
    const state = pickPicture(snapshot, [7], "pick");
    const missing = openTasks(state).filter(({locationId}) => !locationId);
    expect(missing.map(({productId, quantity}) => [productId, quantity])).toEqual([
        [MILK, 10],
        [PHONE, 1],
    ]);
    const step = run(state, MILK_GS1("EARLY"), {type: "accept"});
    expect(step.operations[0].payload).toMatchObject({
        lot_id: EARLY,
        location_id: SHELF_A,
        instead: {location_id: false},
    });
});

// ---- batch ----------------------------------------------------------------------------

const SECOND = {
    id: 8,
    name: "OUT/8",
    partner: "Kiosk",
    type_id: 1,
    location_id: STOCK,
    batch_id: false,
    moves: [{id: 80, product_id: TEA, demand: 3, rules: false}],
    lines: [line(80, TEA, 3, SHELF_B)],
    applied: [],
};
const startBatch = () => start({transfers: [SECOND]}, [7, 8], "batch");

test("goods of a batch count when they are in their transfer's tote", () => {
    const held = run(startBatch(), scanOf("TEA-6"));
    expect(SAID(held)).toEqual(["ask", "needTote"]);
    expect(held.operations).toEqual([]);
    const step = run(held.state, scanOf("TOTE-1"));
    expect(SAID(step)).toEqual(["good", "taken"]);
    expect(step.operations[0].payload).toMatchObject({
        picking_id: 7,
        quantity: 6,
        result_package: "TOTE-1",
    });
    const more = run(step.state, scanOf("TEA-6"));
    expect(SAID(more)).toEqual(["ask", "putInto"]);
    expect(more.feedback.values.tote).toBe("TOTE-1");
});

test("a batch walks one route and deals goods to the transfers in turn", () => {
    const state = run(
        startBatch(),
        scanOf("TEA-6"),
        {type: "all"},
        scanOf("TOTE-1")
    ).state;
    const step = run(state, scanOf("TEA"), {type: "all"}, scanOf("TOTE-2"));
    expect(step.operations[0].payload).toMatchObject({
        picking_id: 8,
        quantity: 3,
        result_package: "TOTE-2",
    });
});

test("the tote of another transfer is refused, goods stay in hand", () => {
    const state = run(
        startBatch(),
        scanOf("TEA-6"),
        {type: "all"},
        scanOf("TOTE-1"),
        scanOf("TEA")
    ).state;
    const wrong = run(state, scanOf("TOTE-1"));
    expect(SAID(wrong)).toEqual(["bad", "wrongTote"]);
    expect(wrong.operations).toEqual([]);
    expect(wrong.state.pending.quantity).toBe(1);
    const place = run(state, scanOf("LOC-A"));
    expect(SAID(place)).toEqual(["bad", "needTote"]);
});

test("scanning goods again while the tote is awaited adds to them", () => {
    const step = run(startBatch(), scanOf("TEA"), scanOf("TEA"), scanOf("TEA-6"));
    expect(step.state.pending.quantity).toBe(8);
    const over = run(step.state, scanOf("TEA-6"));
    expect(SAID(over)).toEqual(["bad", "tooMany"]);
    expect(over.state.pending.quantity).toBe(8);
    const keyed = run(step.state, {type: "amount", quantity: 4}, scanOf("T"));
    expect(keyed.operations[0].payload.quantity).toBe(4);
});

test("a batch of Odoo's is finished as one, chosen transfers each for itself", () => {
    const chosen = run(startBatch(), scanOf("TEA"), scanOf("T1"), {type: "finish"});
    expect(kinds(chosen.operations)).toEqual(["pick.take", "pick.validate"]);
    const snapshot = makeSnapshot({transfers: [SECOND]});
    snapshot.put({
        transfers: [7, 8].map((id) => ({
            ...snapshot.transfer(id),
            batch_id: 5,
            batch: "BATCH/5",
        })),
    });
    const state = pickPicture(snapshot, [7, 8], "batch");
    expect(state.name).toBe("BATCH/5");
    const batch = run(state, scanOf("TEA"), scanOf("T1"), {type: "finish"});
    expect(batch.operations.at(-1)).toMatchObject({
        kind: "batch.validate",
        payload: {batch_id: 5, backorder: false},
    });
});

// ---- pack, ship -------------------------------------------------------------------------

test("goods are packed into the package in hand, which is closed with its weight", () => {
    const packing = start({}, [7], "pack");
    expect(SAID(run(packing, scanOf("TEA")))).toEqual(["ask", "needBox"]);
    const step = run(packing, {type: "box"}, scanOf("TEA-6"), {
        type: "closeBox",
        weight: 2.5,
        typeId: 4,
    });
    expect(step.operations[0].payload.result_package).toBe("OUT/7-1");
    expect(step.operations[1]).toMatchObject({
        kind: "pack.close",
        payload: {picking_id: 7, name: "OUT/7-1", package_type_id: 4, weight: 2.5},
    });
    const next = run(step.state, {type: "box"});
    expect(next.state.box).toBe("OUT/7-2");
    const empty = run(next.state, {type: "closeBox"});
    expect(SAID(empty)).toEqual(["bad", "emptyBox"]);
});

test("the label of a package opens it", () => {
    const step = run(start({}, [7], "pack"), scanOf("CARTON-9"), scanOf("TEA"));
    expect(step.operations[0].payload.result_package).toBe("CARTON-9");
});

test("a package is shipped whole, or not at all when something in it is stopped", () => {
    const snapshot = makeSnapshot();
    const transfer = snapshot.transfer(7);
    snapshot.put({
        packages: [{id: 90, name: "BOX-1", location_id: SHELF_B}],
        transfers: [
            {
                ...transfer,
                lines: transfer.lines.map((one) => ({...one, package_id: 90})),
            },
        ],
    });
    const step = run(pickPicture(snapshot, [7], "ship"), scanOf("BOX-1"));
    expect(step.operations.map(({payload}) => payload.result_package)).toEqual([
        "BOX-1",
        "BOX-1",
        "BOX-1",
    ]);
    const {taken, quantity} = progress(step.state);
    expect(taken).toBe(quantity);
    const hold = {state: "recalled", reason: ""};
    snapshot.put({
        lots: [lot(EARLY, MILK, "EARLY", "2026-06-01", {hold, stopped: "recalled"})],
    });
    const stopped = run(pickPicture(snapshot, [7], "ship"), scanOf("BOX-1"));
    expect(stopped.operations).toEqual([]);
    expect(progress(stopped.state).taken).toBe(0);
    expect(stopped.state.stop.kind).toBe("hold");
});

test("a tracking reference goes to the delivery", () => {
    const step = run(start({}, [7], "ship"), {type: "tracking", text: " SF123 "});
    expect(step.operations[0]).toMatchObject({
        kind: "ship.note",
        payload: {picking_id: 7, tracking: "SF123"},
    });
});

test("10,000 codes at random never throw and never take what is not wanted", () => {
    const codes = ["TEA", "TEA-6", "MILK", "EARLY", "LATE", "OLD", "LOC-A", "LOC-B"];
    codes.push("SN1", "SN2", "RECALLED", "", "]C1", "01", "T1", "T2", "A/B");
    const events = ["all", "undo", "short", "accept", "dismiss", "box", "closeBox"];
    let seed = 7;
    const random = (count) => {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        return seed % count;
    };
    for (const mode of ["pick", "batch", "pack", "ship"]) {
        let state = start({transfers: [SECOND]}, [7, 8], mode);
        for (let count = 0; count < 2500; count++) {
            const code = codes[random(codes.length)];
            const lots = [false, "EARLY", "LATE", "NO"];
            const event = random(4)
                ? scanOf(code, {lot: lots[random(lots.length)]})
                : {type: events[random(events.length)]};
            state = pick(state, event, context).state;
            for (const task of state.tasks) {
                expect(task.taken <= task.quantity + 1e-6).toBe(true);
                expect([OLD, RECALLED].includes(task.lotId)).toBe(false);
            }
            const {quantity} = progress(state, 7);
            expect(quantity).toBe(23);
        }
    }
});
