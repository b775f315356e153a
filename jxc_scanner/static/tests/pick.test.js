import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {
    keepPick,
    layPick,
    pickPicture,
    progress,
} from "@jxc_scanner/flows/pick/pick_picture";
import {currentTask, openTasks} from "@jxc_scanner/flows/pick/pick_tasks";
import {pickAnswered} from "@jxc_scanner/flows/pick/pick_operations";
import {
    begin,
    SHELF_A,
    SHELF_B,
    TEA,
    MILK,
    PHONE,
    EARLY,
    LATE,
    SERIAL,
    SERIAL_TWO,
    context,
    lot,
    makeSnapshot,
    scanOf,
    run,
    start,
    payloads,
    kinds,
    SAID,
    MILK_GS1,
} from "./helpers/pick_warehouse";

describe.current.tags("headless");
beforeEach(begin);

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
