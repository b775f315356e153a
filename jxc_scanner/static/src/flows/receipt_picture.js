/**
 * What a device knows of the receipt in hand: the server's picture with its own
 * operations laid over it. Pure functions; the state is described in receive.js.
 */

/** Less than any quantity a keeper means. */
export const EPSILON = 1e-6;

/** @returns {ReceiveState} at the opening of a receipt, as the server described it */
export function openReceipt(receipt) {
    return {receipt, entry: null, history: [], finishing: null};
}

// ---- operations on the local picture --------------------------------------------------

/** Show `operation` as done, before or without the server's word for it. */
export function applyOperation(state, operation) {
    if (operation.kind === "receive.count") {
        return {
            ...changeCount(state, operation.payload, operation.payload.quantity),
            history: [...state.history, operation],
        };
    }
    if (operation.kind === "receive.undo") {
        const target = state.history.find(
            ({uuid}) => uuid === operation.payload.target
        );
        if (!target) {
            return state;
        }
        return {
            ...changeCount(state, target.payload, -target.payload.quantity),
            history: state.history.filter((entry) => entry !== target),
        };
    }
    return {...state, finishing: operation.uuid};
}

function changeCount(state, payload, quantity) {
    const products = state.receipt.products.map((product) => {
        if (product.id !== payload.product_id) {
            return product;
        }
        return {
            ...product,
            done: round(product.done + quantity),
            counted: changeLine(product.counted, payload, quantity),
            lots: rememberLot(product.lots, payload),
        };
    });
    return {...state, receipt: {...state.receipt, products}};
}

function changeLine(counted, payload, quantity) {
    const lot = payload.lot || "";
    const line = counted.find((entry) => entry.lot === lot) || {
        lot,
        quantity: 0,
        production_date: payload.production_date || false,
        expiration_date: payload.expiration_date || false,
    };
    const changed = {...line, quantity: round(line.quantity + quantity)};
    const others = counted.filter((entry) => entry !== line);
    return changed.quantity > EPSILON ? [...others, changed] : others;
}

/** The same lot scanned again need not be dated again. */
function rememberLot(lots, payload) {
    if (!payload.lot || lots.some(({name}) => name === payload.lot)) {
        return lots;
    }
    const {lot, production_date, expiration_date} = payload;
    return [{name: lot, production_date, expiration_date}, ...lots];
}

// ---- asking the picture ------------------------------------------------------------

/** @returns {Object[]} products of which less than expected has been counted */
export function shortProducts(state) {
    return state.receipt.products.filter(
        (product) => product.done < product.demand - EPSILON
    );
}

/** @returns {Object[]} counted lots that are past their expiration date */
export function expiredLots(state) {
    return state.receipt.products.flatMap((product) =>
        product.counted
            .filter(
                (line) =>
                    line.expiration_date && line.expiration_date < state.receipt.today
            )
            .map((line) => ({...line, product: product.name}))
    );
}

export function findProduct(state, codes) {
    for (const product of state.receipt.products) {
        const named = product.codes.find(({code}) => codes.includes(code));
        if (named) {
            return {product, pack: named.quantity};
        }
    }
    return null;
}

export function productOfLot(state, lot) {
    const owners = state.receipt.products.filter((product) =>
        product.lots.some(({name}) => name === lot)
    );
    return owners.length === 1 ? owners[0] : null;
}

export function productOf(state, productId) {
    return state.receipt.products.find((product) => product.id === productId);
}

/** Sums of decimals without the dust of binary fractions. */
export function round(quantity) {
    return Math.round(quantity * 1e6) / 1e6;
}
