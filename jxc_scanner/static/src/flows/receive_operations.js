/**
 * The steps of receiving that end in operations: count, take back, correct, finish.
 * State and step are described in receive.js.
 */
import {noteOperations} from "./notes";
import {applyOperation, EPSILON, productOf, round} from "./receipt_picture";

/** A step that only says something. */
export function said(state, tone, key, values = {}) {
    const feedback = tone ? {tone, key, values} : null;
    return {state, operations: [], feedback};
}

/** Count `quantity` of a product in. */
export function count(state, product, entry, context) {
    const shares = deal(state.receipt, product, entry.quantity);
    const operations = shares.map(([receipt, quantity]) => ({
        uuid: context.newUuid(),
        kind: "receive.count",
        time: context.now(),
        ...(product.unexpected && {product: uncounted(product)}),
        payload: {
            ...receipt,
            product_id: product.id,
            quantity,
            ...lotOf(entry),
            ...(entry.damaged && {damaged: true}),
            ...(product.unexpected && {unexpected: true}),
        },
    }));
    if (operations.length > 1) {
        operations.forEach((one) => Object.assign(one, {group: operations[0].uuid}));
    }
    const next = operations.reduce(applyOperation, {...state, entry: null});
    return {...toldCount(next, product), operations};
}

function uncounted(product) {
    const parts = product.parts.map((part) => ({...part, done: 0}));
    return {...product, done: 0, counted: [], parts};
}

function lotOf({lot, productionDate, expirationDate}) {
    return (
        lot && {
            lot,
            production_date: productionDate || false,
            expiration_date: expirationDate || false,
        }
    );
}

function toldCount(next, product) {
    const {done} = productOf(next, product.id);
    const over = done - product.demand;
    const values = {
        product: product.name,
        done,
        demand: product.demand,
        unit: product.unit,
        over: round(over),
    };
    if (!product.demand) {
        return said(next, "good", "countedFree", values);
    }
    const counted = over > EPSILON ? ["warn", "over"] : ["good", "counted"];
    return said(next, ...counted, values);
}

/** Which receipt takes how much: as much as each still expects, what is over the last.
 *  @returns {[Object, number][]} what names the receipt in a payload, and a quantity */
function deal({id, started}, {parts = []}, quantity) {
    if (started) {
        return [[{started}, quantity]];
    }
    const shares = [];
    let rest = quantity;
    for (const part of parts.slice(0, -1)) {
        const share = Math.min(rest, Math.max(0, round(part.demand - part.done)));
        if (share > EPSILON) {
            shares.push([{picking_id: part.id}, share]);
            rest = round(rest - share);
        }
    }
    const last = parts.at(-1)?.id || id;
    return rest > EPSILON ? [...shares, [{picking_id: last}, rest]] : shares;
}

// ---- taking back ------------------------------------------------------------------

/** @returns {Object[]} the operations of the last count: several when it was dealt to
 *      several receipts */
export function lastCount({history}) {
    const last = history.at(-1);
    return last?.group ? history.filter(({group}) => group === last.group) : [last];
}

export function sumOfCount(operations) {
    return round(operations.reduce((sum, {payload}) => sum + payload.quantity, 0));
}

export function onUndo(state, event, context) {
    const [target, ...others] = lastCount(state);
    if (!target) {
        return said(state, "bad", "nothingToUndo");
    }
    const targets = [target, ...others];
    const operations = targets.map((one) => undoOf(one, context));
    const {name} = productOf(state, target.payload.product_id);
    return {
        ...said(operations.reduce(applyOperation, state), "warn", "undone", {
            product: name,
            quantity: sumOfCount(targets),
        }),
        operations,
    };
}

/** Correct the last count: take it back and count `quantity` instead. */
export function onReplace(state, {quantity}, context) {
    const [target] = lastCount(state);
    if (!target || quantity < EPSILON) {
        return onUndo(state, {}, context);
    }
    const undone = onUndo(state, {}, context);
    const again = countAgain(undone.state, target, {quantity}, context);
    return {...again, operations: [...undone.operations, ...again.operations]};
}

/** Some of what was counted last is damaged: it goes to a place of its own. */
export function onDamage(state, {quantity, note}, context) {
    const targets = lastCount(state);
    if (!targets[0] || quantity < EPSILON) {
        return said(state, "bad", "nothingToUndo");
    }
    const [target] = targets;
    const good = round(sumOfCount(targets) - quantity);
    let step = onUndo(state, {}, context);
    const operations = [...step.operations];
    for (const part of [
        {quantity: good, damaged: false},
        {quantity, damaged: true},
    ].filter((one) => one.quantity > EPSILON)) {
        step = countAgain(step.state, target, part, context);
        operations.push(...step.operations);
    }
    const product = productOf(step.state, target.payload.product_id);
    const text = [`${product.name} ${target.payload.lot || ""} × ${quantity}`, note];
    const noted = noteOperations(
        receiptNames(step.state.receipt),
        {text: text.filter(Boolean).join(": ")},
        context
    );
    return {
        ...said(step.state, "warn", "damaged", {product: product.name, quantity}),
        operations: [...operations, ...noted],
    };
}

function countAgain(state, {payload}, changes, context) {
    const {product_id, lot, production_date, expiration_date, damaged} = payload;
    const entry = {
        lot,
        productionDate: production_date,
        expirationDate: expiration_date,
        damaged,
        ...changes,
    };
    return count(state, productOf(state, product_id), entry, context);
}

function undoOf({uuid, payload: {picking_id, started}}, context) {
    const receipt = started ? {started} : {picking_id};
    return {
        uuid: context.newUuid(),
        kind: "receive.undo",
        time: context.now(),
        payload: {...receipt, target: uuid},
    };
}

// ---- beside the goods ---------------------------------------------------------------

/** @returns {Object[]} what names the receipts in hand that `fits` in a payload */
export function receiptNames(receipt, fits = () => true) {
    const {started, ids = [receipt.id]} = receipt;
    return started ? [{started}] : ids.filter(fits).map((id) => ({picking_id: id}));
}

/** One operation for each receipt in hand that `fits`. */
function forReceipts({receipt}, kind, payload, context, fits) {
    return receiptNames(receipt, fits).map((name) => ({
        uuid: context.newUuid(),
        kind,
        time: context.now(),
        payload: {...name, ...payload},
    }));
}

/** What is counted and not packed yet goes into one package. */
export function onPack(state, event, context) {
    const operations = forReceipts(
        state,
        "receive.pack",
        {},
        context,
        hasCounts(state.receipt)
    );
    return operations.length && state.history.length
        ? {...said(state, "good", "packed"), operations}
        : said(state, "bad", "nothingCounted");
}

function hasCounts({products}) {
    return (id) =>
        products.some(({parts, done}) =>
            parts
                ? parts.some((part) => part.id === id && part.done > EPSILON)
                : done > EPSILON
        );
}

// ---- finishing ----------------------------------------------------------------------

export function onFinish(state, {backorder, acceptExpired}, context) {
    if (!state.receipt.products.some((product) => product.done > EPSILON)) {
        return said(state, "bad", "nothingCounted");
    }
    const payload = {
        backorder: Boolean(backorder),
        accept_expired: Boolean(acceptExpired),
    };
    const fits = hasCounts(state.receipt);
    const kind = "receive.validate";
    const operations = forReceipts(state, kind, payload, context, fits);
    const next = operations.reduce(applyOperation, {
        ...state,
        entry: null,
        results: [],
    });
    return {...said(next, null), operations};
}

/** What the server made of a finished receipt; of several, the last ends it. */
export function receiveAnswered(state, {uuid}, {state: outcome, result}) {
    if (outcome !== "applied") {
        return null;
    }
    const results = [...state.results, result];
    const joined = (name) =>
        results
            .map((one) => one[name])
            .filter(Boolean)
            .join(", ");
    const finished = uuid === state.finishing && {
        name: joined("name"),
        backorder: joined("backorder") || false,
        lots: results.flatMap(({lots = []}) => lots),
    };
    return {...state, results, ...(finished && {finished})};
}
