/**
 * Receiving, as a pure function of what was known and what happened.
 *
 * Nothing here knows of screens, network or clock: `receive(state, event, context)`
 * gives the next state, the operations to put into the journal, and what to tell the
 * keeper. The server's refusals come later and by themselves (see store/).
 *
 * @typedef {Object} Entry what is being entered for one product of tracked goods
 * @property {number} productId
 * @property {string} lot
 * @property {string|false} productionDate ISO date
 * @property {string|false} expirationDate ISO date
 * @property {boolean} known whether the lot was known before
 * @property {number} quantity
 * @property {"lot"|"date"|"quantity"} step what the next scan or key is taken for
 * @property {Object|false} doubt another reading of the scanned lot
 *
 * @typedef {Object} ReceiveState
 * @property {Object} receipt the transfer; `products` with demand, done, counted, lots
 * @property {Entry|null} entry
 * @property {Object[]} history counts of this device that can be taken back, last last
 * @property {string|null} finishing number of the finish operation under way
 *
 * @typedef {Object} Step
 * @property {ReceiveState} state
 * @property {Object[]} operations
 * @property {{tone: "good"|"warn"|"bad"|"ask", key: string, values: Object}|null} feedback
 */
import {expiryOf} from "../parse/dates";
import {quantityOf} from "./goods";
import {EPSILON, findProduct, productOf, productOfLot} from "./receipt_picture";
import {
    count,
    onDamage,
    onFinish,
    onPack,
    onReplace,
    onUndo,
    said,
} from "./receive_operations";
import {addProduct, meetUnexpected, onStart, takeMany} from "./receive_unplanned";

/**
 * @param {ReceiveState} state
 * @param {{type: string}} event
 * @param {{newUuid: () => string, now: () => string}} context
 * @returns {Step}
 */
export function receive(state, event, context) {
    const handler = HANDLERS[event.type];
    return handler(state, event, context);
}

const HANDLERS = {
    scan: onScan,
    scans: (state, event, context) => takeMany(state, event, context, receive),
    start: onStart,
    accept: onAccept,
    decline: (state) => said({...state, unexpected: null}, null),
    choose: (state, {productId}, context) =>
        beginProduct(state, productOf(state, productId), {codes: []}, 1, context),
    lot: (state, {lot}, context) => takeLot(state, {lot}, context),
    dates: onDates,
    skipDates: (state) => said(withEntry(state, {step: "quantity"}), null),
    quantity: (state, {quantity}) =>
        said(withEntry(state, {quantity: Math.max(0, quantity)}), null),
    back: (state) => said(backOneStep(state), null),
    reading: onReading,
    confirm: (state, event, context) => countEntry(state, context),
    cancel: (state) => said({...state, entry: null}, null),
    undo: onUndo,
    replace: onReplace,
    damage: onDamage,
    pack: onPack,
    finish: onFinish,
};

// ---- scans --------------------------------------------------------------------

function onScan(state, {scan}, context) {
    if (state.finishing) {
        return said(state, "bad", "finishing");
    }
    if (scan.error) {
        return said(state, "bad", "badDate", {code: scan.text});
    }
    if (state.receipt.unordered && !state.receipt.started) {
        return said(state, "ask", "need_vendor");
    }
    const match = findProduct(state, scan.codes, scan.productId);
    const {entry} = state;
    if (!match) {
        return takeAsLot(state, scan, context);
    }
    const {product, pack} = match;
    const quantity = quantityOf(scan, product, pack);
    if (entry && entry.productId === product.id && !scan.lot) {
        if (entry.step !== "quantity") {
            return said(state, "ask", `need_${entry.step}`, {product: product.name});
        }
        const more = entry.quantity + quantity;
        return said(withEntry(state, {quantity: more}), "good", "more", {
            product: product.name,
            quantity: more,
        });
    }
    if (entry && isIncomplete(state, entry)) {
        return said(state, "bad", `need_${entry.step}`, {
            product: productOf(state, entry.productId).name,
        });
    }
    const counted = leaveEntry(state, context);
    const begun = beginProduct(counted.state, product, scan, quantity, context);
    return {...begun, operations: [...counted.operations, ...begun.operations]};
}

/** A serial product waits for the next serial: leaving it open there loses nothing. */
function isIncomplete(state, entry) {
    const serial = productOf(state, entry.productId).tracking === "serial";
    return (
        entry.step === "date" || (entry.step === "lot" && Boolean(entry.lot) && !serial)
    );
}

/** Count what stands complete on the screen before the next product takes its place. */
function leaveEntry(state, context) {
    if (!state.entry || state.entry.step !== "quantity") {
        return {state: {...state, entry: null}, operations: []};
    }
    return countEntry(state, context);
}

/** A code that names no expected product: a lot number if one is awaited or known. */
function takeAsLot(state, scan, context) {
    const {entry} = state;
    if (entry?.step === "lot" && scan.tradeItem) {
        return said(state, "bad", "unknown", {code: scan.text});
    }
    if (entry?.step === "lot") {
        return takeLot(state, {...scan, lot: scan.lot || scan.text}, context);
    }
    if (entry?.step === "quantity" && [scan.lot, scan.text].includes(entry.lot)) {
        const more = entry.quantity + 1;
        return said(withEntry(state, {quantity: more}), "good", "more", {
            product: productOf(state, entry.productId).name,
            quantity: more,
        });
    }
    const product = !entry && productOfLot(state, scan.lot || scan.text);
    if (product) {
        const known = {...scan, lot: scan.lot || scan.text};
        return beginProduct(state, product, known, 1, context, {askQuantity: true});
    }
    return takeUnexpected(state, scan, context);
}

/** A code that names nothing of this receipt. */
function takeUnexpected(state, scan, context) {
    const step = entryWaits(state) ? null : meetUnexpected(state, scan, context);
    if (!step) {
        return said(state, "bad", "unknown", {code: scan.text});
    }
    return step.feedback ? step : onScan(step.state, {scan}, context);
}

function entryWaits({entry}) {
    return Boolean(entry) && entry.step !== "quantity";
}

/** The keeper takes goods that were not ordered. */
function onAccept(state, event, context) {
    const {productId, scan} = state.unexpected;
    const product = context.snapshot.product(productId);
    return onScan(addProduct(state, product, context.snapshot), {scan}, context);
}

// ---- entering -------------------------------------------------------------------

/** Start on `product` with what `scan` tells; goods that lack nothing count at once. */
function beginProduct(state, product, scan, quantity, context, options = {}) {
    if (product.tracking === "none") {
        return count(state, product, {quantity}, context);
    }
    const entry = {
        productId: product.id,
        lot: "",
        productionDate: false,
        expirationDate: false,
        known: false,
        quantity: product.tracking === "serial" ? 1 : quantity,
        step: "lot",
        doubt: false,
    };
    const begun = {...state, entry, unexpected: null};
    if (!scan.lot) {
        return said(begun, "ask", "need_lot", {product: product.name});
    }
    const taken = takeLot(begun, scan, context);
    const complete = taken.state.entry?.step === "quantity" && !options.askQuantity;
    // A doubtful lot and expired goods are for a person to decide.
    const clear =
        !scan.doubt && taken.state.entry && !isExpired(taken.state, taken.state.entry);
    return complete && clear && scan.codes.length
        ? countEntry(taken.state, context)
        : taken;
}

/** Take a lot or serial number into the entry, with the dates known or scanned. */
function takeLot(state, scan, context) {
    const lot = (scan.lot || "").trim();
    const product = productOf(state, state.entry.productId);
    if (!lot) {
        return said(state, "ask", "need_lot", {product: product.name});
    }
    if (scan.codes?.length && findProduct(state, [lot])?.product.id === product.id) {
        return said(state, "ask", "need_lot", {product: product.name});
    }
    if (
        product.tracking === "serial" &&
        product.counted.some((line) => line.lot === lot)
    ) {
        return said(state, "bad", "serialTwice", {lot});
    }
    const known = product.lots.find((line) => line.name === lot);
    if (product.tracking === "serial" && known?.in_stock) {
        return said(state, "bad", "serialInStock", {lot});
    }
    const dates = known?.expiration_date
        ? {
              productionDate: known.production_date,
              expirationDate: known.expiration_date,
          }
        : readDates(product, scan);
    if (dates.productionDate > state.receipt.today) {
        return said(state, "bad", "future", {date: dates.productionDate});
    }
    const entry = {
        ...state.entry,
        lot,
        ...dates,
        known: Boolean(known),
        doubt: scan.doubt || false,
        step: needsDate(product, dates) ? "date" : "quantity",
    };
    return afterEntry({...state, entry}, product, context);
}

function afterEntry(state, product, context) {
    const {entry} = state;
    if (entry.step === "date") {
        return said(state, "ask", "need_date", {product: product.name});
    }
    if (isExpired(state, entry)) {
        return said(state, "bad", "expired", {
            lot: entry.lot,
            date: entry.expirationDate,
        });
    }
    if (product.tracking === "serial") {
        return countEntry(state, context);
    }
    return said(state, "ask", "need_quantity", {product: product.name});
}

/** Dates read from the goods; a printed expiration date wins over a computed one. */
function readDates(product, {productionDate = false, expirationDate = false}) {
    const keeping = product.keeping;
    if (!expirationDate && productionDate && keeping && keeping.by === "production") {
        expirationDate = expiryOf(productionDate, keeping);
    }
    return {productionDate, expirationDate};
}

function needsDate(product, {productionDate, expirationDate}) {
    if (!product.keeping) {
        return false;
    }
    return !expirationDate && !(product.keeping.by === "receipt" && productionDate);
}

function onDates(state, {productionDate, expirationDate}, context) {
    const product = productOf(state, state.entry.productId);
    const dates = readDates(product, {productionDate, expirationDate});
    if (dates.productionDate > state.receipt.today) {
        return said(state, "bad", "future", {date: dates.productionDate});
    }
    if (dates.expirationDate && dates.productionDate > dates.expirationDate) {
        return said(state, "bad", "datesCross", {});
    }
    const entry = {...state.entry, ...dates, step: "quantity"};
    return afterEntry({...state, entry}, product, context);
}

/** The keeper chose the other reading of a lot that had swallowed its dates. */
function onReading(state, {reading}, context) {
    return takeLot(state, {...reading, doubt: false}, context);
}

function backOneStep(state) {
    const product = productOf(state, state.entry.productId);
    const {step, known} = state.entry;
    const previous = step === "quantity" && product.keeping && !known ? "date" : "lot";
    return withEntry(state, {step: previous});
}

function isExpired(state, entry) {
    return Boolean(entry.expirationDate) && entry.expirationDate < state.receipt.today;
}

// ---- counting -------------------------------------------------------------------

function countEntry(state, context) {
    const {entry} = state;
    const product = productOf(state, entry.productId);
    if (entry.step !== "quantity") {
        return said(state, "bad", `need_${entry.step}`, {product: product.name});
    }
    if (entry.quantity < EPSILON) {
        return said(state, "bad", "need_quantity", {product: product.name});
    }
    const counted = count(state, product, entry, context);
    if (product.tracking !== "serial") {
        return counted;
    }
    // Serials come one by one: stay ready for the next while some are expected.
    const done = productOf(counted.state, product.id).done;
    const next =
        done < product.demand - EPSILON
            ? {...entry, lot: "", step: "lot", known: false, doubt: false}
            : null;
    return {...counted, state: {...counted.state, entry: next}};
}

// ---- small things ------------------------------------------------------------------------

function withEntry(state, changes) {
    return {...state, entry: {...state.entry, ...changes}};
}
