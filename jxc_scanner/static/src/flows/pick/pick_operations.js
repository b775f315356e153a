/**
 * The steps of picking that end in operations: take, put back, correct, give up,
 * finish. State and step are described in pick.js.
 */
import {anyTaken, layPick, transferOf} from "./pick_picture";
import {currentTask, EPSILON, keyOf, openTasks, placeOf, restOf} from "./pick_tasks";
import {samePlace} from "./pick_judge";

/** A step that says something and does `operations`. */
export function said(state, tone, key, values = {}, operations = []) {
    const feedback = tone ? {tone, key, values} : null;
    return {state, operations, feedback};
}

export const operationOf = (kind, payload, context) => ({
    uuid: context.newUuid(),
    kind,
    time: context.now(),
    payload,
});

// ---- take -------------------------------------------------------------------------

/**
 * @param {Object} hand what the keeper holds: `task`, `place`, `quantity`
 * @returns {Step} goods taken for one task, from `place` which may be another one
 */
export function take(state, {task, place, quantity}, context) {
    const box = boxOf(state, task);
    const reason = state.released[place.lotId];
    const instead = !samePlace(task, place) && {
        location_id: task.locationId,
        lot_id: task.lotId,
        package_id: task.packageId,
    };
    const operation = operationOf(
        "pick.take",
        {
            picking_id: task.transferId,
            product_id: task.productId,
            quantity,
            location_id: place.locationId,
            lot_id: place.lotId,
            package_id: place.packageId,
            result_package: box,
            // For whoever sees to it when the server refuses.
            ...(place.lotId && {lot: state.lots[place.lotId].name}),
            ...(instead && {instead}),
            ...(reason && {reason}),
        },
        context
    );
    const idle = {
        ...state,
        entry: null,
        stop: null,
        pending: null,
        place: place.locationId,
        focus: task.key,
    };
    const next = layPick(idle, operation);
    return said(next, "good", "taken", takenValues(next, operation), [operation]);
}

/** The package goods go into: the transfer's tote, or the one being packed. */
function boxOf(state, task) {
    if (state.mode === "pack") {
        return state.box;
    }
    if (state.mode === "ship" && task.packageId) {
        return state.packages[task.packageId].name;
    }
    return state.mode === "batch" ? transferOf(state, task.transferId).tote : "";
}

function takenValues(state, {payload}) {
    const product = state.products[payload.product_id];
    const task = state.tasks.find(({key}) => key === keyOf(placeOf(payload)));
    return {
        product: product.name,
        unit: product.unit,
        taken: task.taken,
        quantity: task.quantity,
    };
}

/** Take all that is still wanted at the place where some of it has been scanned. */
export function onAll(state, _event, context) {
    const task = currentTask(state);
    if (!task) {
        return said(state, "bad", "allTaken");
    }
    const {codes, tracking, name} = state.products[task.productId];
    const identifiable = codes.length || tracking !== "none";
    if (!task.locationId || (identifiable && task.taken < EPSILON)) {
        return said(state, "bad", "scanFirst", {product: name});
    }
    if (tracking === "serial") {
        return said(state, "ask", "needLot", {product: name});
    }
    return take(state, {task, place: task, quantity: restOf(task)}, context);
}

// ---- put back ---------------------------------------------------------------------

export function onUndo(state, _event, context) {
    const target = state.history.at(-1);
    if (!target) {
        return said(state, "bad", "nothingToUndo");
    }
    const operation = undoOf(target, context);
    return said(
        layPick(state, operation),
        "warn",
        "putBack",
        {
            product: state.products[target.payload.product_id].name,
            quantity: target.payload.quantity,
        },
        [operation]
    );
}

const undoOf = ({uuid, payload}, context) =>
    operationOf("pick.undo", {picking_id: payload.picking_id, target: uuid}, context);

/** Correct the last take: put it back and take `quantity` instead. */
export function onReplace(state, {quantity}, context) {
    const target = state.history.at(-1);
    if (!target || quantity < EPSILON) {
        return onUndo(state, {}, context);
    }
    const {name, tracking} = state.products[target.payload.product_id];
    const undo = undoOf(target, context);
    const undone = layPick(state, undo);
    const reserved = target.payload.instead
        ? {...target.payload, ...target.payload.instead}
        : target.payload;
    const task = undone.tasks.find(({key}) => key === keyOf(placeOf(reserved)));
    if (!task || quantity > restOf(task) + EPSILON) {
        return said(state, "bad", "tooMany", {
            product: name,
            rest: task ? restOf(task) : 0,
        });
    }
    if (tracking === "serial" && quantity !== 1) {
        return said(state, "ask", "needLot", {product: name});
    }
    const place = placeOf(target.payload);
    const box = target.payload.result_package;
    const again = take({...undone, box}, {task, place, quantity}, context);
    return {
        ...again,
        state: {...again.state, box: state.box},
        operations: [undo, ...again.operations],
    };
}

// ---- give up, finish ------------------------------------------------------------------

/** The goods are not where the books say: go on, and have the place counted. */
export function onShort(state, _event, context) {
    const task = currentTask(state);
    if (!task) {
        return said(state, "bad", "allTaken");
    }
    const {name} = state.products[task.productId];
    const values = {product: name, rest: restOf(task)};
    if (!task.locationId) {
        const tasks = state.tasks.map((one) =>
            one === task ? {...one, short: true} : one
        );
        return said({...state, tasks}, "warn", "shortPicked", values);
    }
    const operation = operationOf(
        "pick.short",
        {
            picking_id: task.transferId,
            product_id: task.productId,
            location_id: task.locationId,
            lot_id: task.lotId,
            package_id: task.packageId,
        },
        context
    );
    const next = layPick({...state, focus: null, pending: null}, operation);
    return said(next, "warn", "shortPicked", values, [operation]);
}

export function onFinish(state, {backorder}, context) {
    if (!anyTaken(state)) {
        return said(state, "bad", "nothingTaken");
    }
    const payloads = state.batch
        ? [["batch.validate", {batch_id: state.batch.id}]]
        : state.transfers
              .filter(({id}) =>
                  state.tasks.some(
                      (task) => task.transferId === id && task.taken > EPSILON
                  )
              )
              .map(({id}) => ["pick.validate", {picking_id: id}]);
    const operations = payloads.map(([kind, payload]) =>
        operationOf(kind, {...payload, backorder: Boolean(backorder)}, context)
    );
    const idle = {...state, entry: null, stop: null, pending: null};
    return said(operations.reduce(layPick, idle), null, "", {}, operations);
}

/** What the server said: finished transfers are gathered, a refusal opens them again. */
export function pickAnswered(state, {uuid, kind}, answer) {
    if (!state.finishing.includes(uuid)) {
        return state;
    }
    const finishing = state.finishing.filter((one) => one !== uuid);
    const done = answer.state === "applied" && kind.endsWith(".validate");
    const finished = done ? [...state.finished, answer.result] : state.finished;
    return {...state, finishing, finished};
}

/** Nothing is left to do and every transfer in hand was finished by the server. */
export const isFinished = (state) =>
    state.finished.length > 0 && !state.finishing.length;

export const isComplete = (state) => !openTasks(state).length;
