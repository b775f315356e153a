/**
 * What a device knows of the receipt in hand: the server's picture with its own
 * operations laid over it. Pure functions; the state is described in receive.js.
 */

/** Less than any quantity a keeper means. */
export const EPSILON = 1e-6;

/** @returns {ReceiveState} at the opening of a receipt */
export function openReceipt(receipt) {
    return {
        receipt,
        applied: receipt.applied || [],
        entry: null,
        unexpected: null,
        history: [],
        finishing: null,
        results: [],
    };
}

// ---- operations on the local picture --------------------------------------------------

/** Show `operation` as done, before or without the server's word for it. */
export function applyOperation(state, operation) {
    if (operation.kind === "receive.start") {
        return startedReceipt(state, operation);
    }
    if (operation.kind === "receive.count") {
        const {payload, product} = operation;
        return {
            ...changeCount(withProduct(state, product), payload, payload.quantity),
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
    return operation.kind === "receive.validate"
        ? {...state, finishing: operation.uuid}
        : state;
}

function startedReceipt(state, {uuid, partner}) {
    const receipt = {...state.receipt, started: uuid, partner: partner || ""};
    return {...state, receipt};
}

/** Goods that were not ordered are brought along by their count. */
function withProduct(state, product) {
    const {products} = state.receipt;
    return !product || products.some(({id}) => id === product.id)
        ? state
        : {...state, receipt: {...state.receipt, products: [...products, product]}};
}

function changeCount(state, payload, quantity) {
    const products = state.receipt.products.map((product) => {
        if (product.id !== payload.product_id) {
            return product;
        }
        return {
            ...product,
            done: round(product.done + quantity),
            ...changeParts(product, payload.picking_id, quantity),
            counted: changeLine(product.counted, payload, quantity),
            lots: rememberLot(product.lots, payload),
        };
    });
    return {...state, receipt: {...state.receipt, products}};
}

/** How much of it each of several receipts has. */
function changeParts({parts}, pickingId, quantity) {
    const change = (part) =>
        part.id === pickingId ? {...part, done: round(part.done + quantity)} : part;
    return parts && {parts: parts.map(change)};
}

function changeLine(counted, payload, quantity) {
    const lot = payload.lot || "";
    const damaged = Boolean(payload.damaged);
    const same = (entry) => entry.lot === lot && Boolean(entry.damaged) === damaged;
    const line = counted.find(same) || {
        lot,
        ...(damaged && {damaged}),
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

/** @param {number} [productId] of goods chosen by name, which may have no code */
export function findProduct(state, codes, productId) {
    const chosen = productId && productOf(state, productId);
    if (chosen) {
        return {product: chosen, pack: 1};
    }
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
