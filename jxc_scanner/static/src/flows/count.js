/**
 * Counting what lies at a place without being told what should, as a pure function.
 *
 * @typedef {Object} CountEntry
 * @property {number} productId
 * @property {string} lot
 * @property {string|false} productionDate of a lot nobody knew
 * @property {string|false} expirationDate
 * @property {boolean} unexpected whether nobody knew the lot
 * @property {number} quantity
 * @property {number|null} standing what was counted of it before
 * @property {"add"|"replace"|""} choice what becomes of that
 * @property {"lot"|"date"|"quantity"} step
 *
 * @typedef {Object} CountState
 * @property {{id: number, name: string}|null} place
 * @property {{id: number, name: string}|null} product counted from place to place
 * @property {CountEntry|null} entry
 * @property {Object[]} lines what was counted: `{key, placeId, productId, product, lot,
 *      quantity, uuid, refused}`
 * @property {Object[]} history `{operation, previous}`, last last
 * @property {Object[]} asked what somebody asked this user to count here
 * @property {{place: string, zero: boolean, missing: number|null}|null} ended
 */
import {expiryOf} from "../parse/dates";
import {countMany} from "./count_many";
import {endCount, stateCount, undoCount} from "./count_operations";
import {lineOf, openPlace, withEntry} from "./count_picture";
import {quantityOf, resolve} from "./goods";
import {round} from "./receipt_picture";
import {said} from "./receive_operations";

export function count(state, event, context) {
    return HANDLERS[event.type](state, event, context);
}

const HANDLERS = {
    scan: onScan,
    scans: (state, event, context) => countMany(state, event, context, count),
    choose: (state, {productId, lot}, context) =>
        begin(state, context.snapshot.product(productId), {lot: lot || ""}, 0, context),
    lot: (state, {lot}, context) => takeLot(state, {lot}, context),
    dates: onDates,
    back: (state) => said(withEntry(state, {step: "lot"})),
    skipDates: (state) => said(withEntry(state, {step: "quantity"})),
    quantity: (state, {quantity}) =>
        said(withEntry(state, {quantity: Math.max(0, round(quantity))})),
    twice: (state, {choice}) => said(withEntry(state, {choice})),
    confirm,
    cancel: (state) => said({...state, entry: null}),
    undo: undoCount,
    finish: endCount,
    allPlaces: (state) => said({...state, product: null, entry: null}),
};

// ---- scans ----------------------------------------------------------------------------

function onScan(state, {scan}, context) {
    if (scan.error) {
        return said(state, "bad", "badDate", {code: scan.text});
    }
    const found = resolve(context.snapshot, scan);
    if (found.location) {
        return onPlace(state, found.location, context);
    }
    if (state.entry?.step === "lot" && (!found.product || found.byLot)) {
        return takeLot(state, {...scan, lot: scan.lot || scan.text}, context);
    }
    if (!found.product) {
        return said(state, "bad", "unknown", {code: scan.lot || scan.text});
    }
    const reading = {...scan, lot: found.lotName || ""};
    return onProduct(state, found, reading, context);
}

function onPlace(state, location, context) {
    if (!["internal", "transit"].includes(location.usage)) {
        return said(state, "bad", "noPlace", {place: location.name});
    }
    const left = leave(state, context);
    if (left.stopped) {
        return left.stopped;
    }
    const next = openPlace(left.state, location, context.snapshot);
    const {product} = next;
    const step = product
        ? begin(next, context.snapshot.product(product.id), {lot: ""}, 0, context)
        : said(next, "good", "place", {place: location.name});
    return {...step, operations: [...left.operations, ...step.operations]};
}

function onProduct(state, {product, pack}, scan, context) {
    const {entry, place} = state;
    const quantity = quantityOf(scan, product, pack);
    if (!place) {
        const {id, name} = product;
        return said({...state, product: {id, name}}, "ask", "need_place", {
            product: name,
        });
    }
    if (entry?.productId === product.id && (!scan.lot || scan.lot === entry.lot)) {
        return countMore(state, product, quantity);
    }
    const left = leave(state, context);
    if (left.stopped) {
        return left.stopped;
    }
    const step = begin(left.state, product, scan, quantity, context);
    return {...step, operations: [...left.operations, ...step.operations]};
}

function countMore(state, product, quantity) {
    const {entry} = state;
    if (entry.step !== "quantity") {
        return said(state, "ask", `need_${entry.step}`, {product: product.name});
    }
    const more = round(entry.quantity + quantity);
    return said(withEntry(state, {quantity: more}), "good", "more", {
        product: product.name,
        quantity: more,
    });
}

/** Count what stands complete on the screen before something else takes its place. */
function leave(state, context) {
    const {entry} = state;
    const empty = !entry || (!entry.quantity && !entry.choice);
    if (empty && entry?.step !== "date") {
        return {state: {...state, entry: null}, operations: []};
    }
    const step = confirm(state, {}, context);
    return step.operations.length
        ? {state: {...step.state, entry: null}, operations: step.operations}
        : {stopped: step};
}

// ---- entering -----------------------------------------------------------------------

function begin(state, product, scan, quantity, context) {
    if (!product || !state.place) {
        return said(state, "ask", "need_place", {product: product?.name || ""});
    }
    const entry = {
        productId: product.id,
        lot: "",
        productionDate: false,
        expirationDate: false,
        unexpected: false,
        quantity: product.tracking === "serial" ? 1 : quantity,
        standing: null,
        choice: "",
        step: product.tracking === "none" ? "quantity" : "lot",
    };
    const begun = {...state, entry};
    if (product.tracking === "none") {
        return askQuantity(begun, product);
    }
    return scan.lot
        ? takeLot(begun, scan, context)
        : said(begun, "ask", "need_lot", {product: product.name});
}

function takeLot(state, scan, context) {
    const lot = (scan.lot || "").trim();
    const product = context.snapshot.product(state.entry.productId);
    if (!lot) {
        return said(state, "ask", "need_lot", {product: product.name});
    }
    const known = context.snapshot.lotsOf(product.id).find(({name}) => name === lot);
    const dates = known || datesOf(product, scan);
    if (dates.productionDate > context.today) {
        return said(state, "bad", "future", {date: dates.productionDate});
    }
    const undated = !known && product.keeping && !dates.expirationDate;
    const entered = withEntry(state, {
        lot,
        unexpected: !known,
        ...(!known && dates),
        step: undated && product.keeping.by !== "receipt" ? "date" : "quantity",
    });
    if (product.tracking === "serial" && lineOf(entered)) {
        return said(state, "bad", "serialTwice", {lot});
    }
    if (entered.entry.step === "date") {
        return said(entered, "ask", "unexpectedLot", {lot, product: product.name});
    }
    return product.tracking === "serial"
        ? confirm(entered, {}, context)
        : askQuantity(entered, product);
}

function datesOf(product, {productionDate = false, expirationDate = false}) {
    const {keeping} = product;
    const computed = productionDate && keeping && keeping.by === "production";
    return {
        productionDate,
        expirationDate:
            expirationDate || (computed ? expiryOf(productionDate, keeping) : false),
    };
}

function onDates(state, event, context) {
    const product = context.snapshot.product(state.entry.productId);
    const dates = datesOf(product, event);
    if (dates.productionDate > context.today) {
        return said(state, "bad", "future", {date: dates.productionDate});
    }
    if (dates.expirationDate && dates.productionDate > dates.expirationDate) {
        return said(state, "bad", "datesCross");
    }
    const entered = withEntry(state, {...dates, step: "quantity"});
    return product.tracking === "serial"
        ? confirm(entered, {}, context)
        : askQuantity(entered, product);
}

/** Ask how many, and first what becomes of a count that stands already. */
function askQuantity(state, product) {
    const line = lineOf(state);
    const asked = withEntry(state, {standing: line ? line.quantity : null});
    return line
        ? said(asked, "warn", "twice", {product: product.name, quantity: line.quantity})
        : said(asked, "ask", "need_quantity", {product: product.name});
}

// ---- counting -----------------------------------------------------------------------

function confirm(state, event, context) {
    const {entry} = state;
    const product = context.snapshot.product(entry.productId);
    if (entry.step !== "quantity") {
        return said(state, "bad", `need_${entry.step}`, {product: product.name});
    }
    if (entry.standing !== null && !entry.choice) {
        return said(state, "bad", "twice", {
            product: product.name,
            quantity: entry.standing,
        });
    }
    const counted = stateCount(state, product, context);
    return product.tracking === "serial"
        ? {...counted, state: {...counted.state, entry: nextSerial(entry)}}
        : counted;
}

/** Serials come one by one: stay ready for the next. */
function nextSerial(entry) {
    return {...entry, lot: "", unexpected: false, standing: null, step: "lot"};
}
