import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {pick} from "@jxc_scanner/flows/pick/pick";
import {pickPicture, progress} from "@jxc_scanner/flows/pick/pick_picture";
import {waitingRows} from "@jxc_scanner/flows/pick/pick_waiting";
import {
    begin,
    STOCK,
    SHELF_B,
    TEA,
    MILK,
    EARLY,
    RECALLED,
    OLD,
    context,
    lot,
    line,
    makeSnapshot,
    scanOf,
    run,
    start,
    kinds,
    SAID,
} from "./helpers/pick_warehouse";

describe.current.tags("headless");
beforeEach(begin);

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

test("a list tells of a transfer what its screen will tell", () => {
    const half = {
        ...SECOND,
        lines: [line(80, TEA, 1, SHELF_B, {picked: true}), line(81, TEA, 1, SHELF_B)],
        partner: "",
        origin: "OP/1",
    };
    const snapshot = makeSnapshot({transfers: [half]});
    const [row] = waitingRows([snapshot.transfer(8)], null);
    // One of three is on no shelf Odoo knows of; it is wanted all the same.
    expect(row).toMatchObject({taken: 1, quantity: 3});
    expect(progress(pickPicture(snapshot, [8], "pick"))).toMatchObject({
        taken: 1,
        quantity: 3,
    });
    // Without a partner its name stands above, and not twice.
    expect(row).toMatchObject({title: "OUT/8", subtitle: "OP/1"});
});

test("one transfer of a batch is packed and shipped by its own name", () => {
    const transfers = [{...SECOND, batch_id: 5, batch: "BATCH/5"}];
    const named = (mode) => start({transfers}, [8], mode).name;
    expect(named("batch")).toBe("BATCH/5");
    expect(named("ship")).toBe("OUT/8");
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
