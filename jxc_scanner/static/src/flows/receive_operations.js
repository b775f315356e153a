/**
 * The steps of receiving that end in operations: count, take back, correct, finish.
 * State and step are described in receive.js.
 */
import {applyOperation, EPSILON, productOf, round} from "./receipt_picture";

/** A step that only says something. */
export function said(state, tone, key, values = {}) {
    const feedback = tone ? {tone, key, values} : null;
    return {state, operations: [], feedback};
}

/** Count `quantity` of a product in. */
export function count(
    state,
    product,
    {lot, productionDate, expirationDate, quantity},
    context
) {
    const operation = {
        uuid: context.newUuid(),
        kind: "receive.count",
        time: context.now(),
        payload: {
            picking_id: state.receipt.id,
            product_id: product.id,
            quantity,
            ...(lot && {
                lot,
                production_date: productionDate || false,
                expiration_date: expirationDate || false,
            }),
        },
    };
    const next = applyOperation({...state, entry: null}, operation);
    const {done} = productOf(next, product.id);
    const over = done - product.demand;
    const values = {
        product: product.name,
        done,
        demand: product.demand,
        unit: product.unit,
        over: round(over),
    };
    const counted = over > EPSILON ? ["warn", "over"] : ["good", "counted"];
    return {...said(next, ...counted, values), operations: [operation]};
}

// ---- taking back ------------------------------------------------------------------

export function onUndo(state, event, context) {
    const target = state.history.at(-1);
    if (!target) {
        return said(state, "bad", "nothingToUndo");
    }
    const operation = undoOf(state, target, context);
    const {name} = productOf(state, target.payload.product_id);
    return {
        ...said(applyOperation(state, operation), "warn", "undone", {
            product: name,
            quantity: target.payload.quantity,
        }),
        operations: [operation],
    };
}

/** Correct the last count: take it back and count `quantity` instead. */
export function onReplace(state, {quantity}, context) {
    const target = state.history.at(-1);
    if (!target || quantity < EPSILON) {
        return onUndo(state, {}, context);
    }
    const undo = undoOf(state, target, context);
    const {product_id, lot, production_date, expiration_date} = target.payload;
    const undone = applyOperation(state, undo);
    const again = count(
        undone,
        productOf(undone, product_id),
        {
            lot,
            productionDate: production_date,
            expirationDate: expiration_date,
            quantity,
        },
        context
    );
    return {...again, operations: [undo, ...again.operations]};
}

function undoOf(state, target, context) {
    return {
        uuid: context.newUuid(),
        kind: "receive.undo",
        time: context.now(),
        payload: {picking_id: state.receipt.id, target: target.uuid},
    };
}

// ---- finishing ----------------------------------------------------------------------

export function onFinish(state, {backorder, acceptExpired}, context) {
    if (!state.receipt.products.some((product) => product.done > EPSILON)) {
        return said(state, "bad", "nothingCounted");
    }
    const operation = {
        uuid: context.newUuid(),
        kind: "receive.validate",
        time: context.now(),
        payload: {
            picking_id: state.receipt.id,
            backorder: Boolean(backorder),
            accept_expired: Boolean(acceptExpired),
        },
    };
    const next = {...state, entry: null, finishing: operation.uuid};
    return {...said(next, null), operations: [operation]};
}
