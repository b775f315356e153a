/**
 * Goods that come back from a customer or go back to a vendor, as a pure function: only
 * what the transfer moved, each lot no more than it moved.
 *
 * @typedef {Object} ReturnState
 * @property {Object} transfer the finished one: `products` with `lots` and what is
 *      `left` of each to come back
 * @property {Object[]} lines what was scanned: `{productId, lot, quantity}`
 * @property {Object[]} history what can be taken back of it, last last
 * @property {number|null} productId tracked goods whose lot is awaited
 * @property {string|null} finishing number of the operation under way
 * @property {Object|null} finished the return, once the server made it
 */
import {EPSILON, round} from "./receipt_picture";
import {said} from "./receive_operations";

/** @returns {ReturnState} */
export function openReturn(transfer) {
    return {
        transfer,
        lines: [],
        history: [],
        productId: null,
        finishing: null,
        finished: null,
        applied: [],
    };
}

export function giveBack(state, event, context) {
    return HANDLERS[event.type](state, event, context);
}

const HANDLERS = {
    scan: onScan,
    choose: (state, {productId, lot}) =>
        addLine(state, productById(state, productId), lot || "", 1),
    quantity: onQuantity,
    cancel: (state) => said({...state, productId: null}),
    undo: onUndo,
    finish: onFinish,
};

function productById({transfer}, id) {
    return transfer.products.find((product) => product.id === id);
}

/** @returns {number} how much of a lot has been scanned */
export function scanned({lines}, productId, lot) {
    return (
        lines.find((line) => line.productId === productId && line.lot === lot)
            ?.quantity || 0
    );
}

// ---- scans ----------------------------------------------------------------------------

function onScan(state, {scan}) {
    if (state.finishing) {
        return said(state, "bad", "finishing");
    }
    const {products} = state.transfer;
    const fits = ({code}) => scan.codes.includes(code);
    const product = products.find(
        ({id, codes}) => id === scan.productId || codes.some(fits)
    );
    if (product) {
        const pack = product.codes.find(fits)?.quantity || 1;
        return onProduct(state, product, scan, (scan.quantity || 1) * pack);
    }
    return onLot(state, scan.lot || scan.text);
}

function onProduct(state, product, scan, quantity) {
    if (product.tracking === "none") {
        return addLine(state, product, "", quantity);
    }
    if (scan.lot) {
        return addLine(state, product, scan.lot, quantity);
    }
    return said({...state, productId: product.id}, "ask", "need_lot", {
        product: product.name,
    });
}

function onLot(state, lot) {
    const awaited = state.productId && productById(state, state.productId);
    const owners = state.transfer.products.filter(({lots}) =>
        lots.some(({name}) => name && name === lot)
    );
    const product = awaited || owners[0];
    if (!product) {
        return said(state, "bad", "notMoved", {code: lot, name: state.transfer.name});
    }
    return addLine(state, product, lot, 1);
}

function addLine(state, product, lot, quantity) {
    const known = product.lots.find(({name}) => name === lot);
    if (!known) {
        return said(state, "bad", "notMoved", {
            code: lot || product.name,
            name: state.transfer.name,
        });
    }
    const before = scanned(state, product.id, lot);
    if (before + quantity > known.left + EPSILON) {
        return said(state, "bad", "moreThanMoved", {
            product: product.name,
            lot,
            left: known.left,
        });
    }
    const next = setLine(state, product.id, lot, round(before + quantity));
    const history = [...state.history, {productId: product.id, lot, quantity}];
    return said({...next, history, productId: null}, "good", "takenBack", {
        product: product.name,
        lot,
        quantity: round(before + quantity),
    });
}

function setLine(state, productId, lot, quantity) {
    const others = state.lines.filter(
        (line) => line.productId !== productId || line.lot !== lot
    );
    const lines = quantity > EPSILON ? [...others, {productId, lot, quantity}] : others;
    return {...state, lines};
}

// ---- corrections ------------------------------------------------------------------------

function onQuantity(state, {quantity}) {
    const last = state.history.at(-1);
    if (!last) {
        return said(state, "bad", "nothingToUndo");
    }
    const undone = onUndo(state).state;
    return quantity > EPSILON
        ? addLine(undone, productById(state, last.productId), last.lot, quantity)
        : said(undone);
}

function onUndo(state) {
    const last = state.history.at(-1);
    if (!last) {
        return said(state, "bad", "nothingToUndo");
    }
    const {productId, lot, quantity} = last;
    const rest = round(scanned(state, productId, lot) - quantity);
    const next = setLine(state, productId, lot, rest);
    const values = {product: productById(state, productId).name, quantity};
    return said(
        {...next, history: state.history.slice(0, -1)},
        "warn",
        "undone",
        values
    );
}

function onFinish(state, {note}, context) {
    if (!state.lines.length) {
        return said(state, "bad", "nothingScanned");
    }
    const operation = {
        uuid: context.newUuid(),
        kind: "return.finish",
        time: context.now(),
        payload: {
            picking_id: state.transfer.id,
            lines: state.lines.map(({productId, lot, quantity}) => ({
                product_id: productId,
                ...(lot && {lot}),
                quantity,
            })),
            ...(note && {note}),
        },
    };
    return {
        ...said({...state, finishing: operation.uuid, productId: null}),
        operations: [operation],
    };
}

/** Show `operation` as under way. */
export function layReturn(state, {uuid}) {
    return {...state, finishing: uuid};
}

/** What the server made of the return. */
export function returnAnswered(state, {uuid}, {state: outcome, result}) {
    if (state.finishing !== uuid) {
        return state;
    }
    const finished = outcome === "applied" ? result : null;
    return {...state, finishing: null, finished};
}
