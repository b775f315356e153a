/**
 * What a scan means to a keeper who picks: a place, goods, a lot, a package or a tote.
 * State and step are described in pick.js.
 */
import {quantityOf} from "../goods";
import {transferOf} from "./pick_picture";
import {currentTask, EPSILON, openTasks, restOf} from "./pick_tasks";
import {isWithin, judge} from "./pick_judge";
import {said, take} from "./pick_operations";
import {toteScanned} from "./pick_totes";

export function onScan(state, {scan}, context) {
    if (state.finishing.length) {
        return said(state, "bad", "pickFinishing");
    }
    if (scan.error) {
        return said(state, "bad", "badDate", {code: scan.text});
    }
    // Another scan after a stop: the goods were put back.
    const ready = {...state, stop: null};
    const names = new Set([...scan.codes, scan.text]);
    const tote = state.pending && toteScanned(ready, names, scan, context);
    return (
        tote ||
        placeScanned(ready, names) ||
        goodsScanned(ready, names, scan, context) ||
        lotScanned(ready, scan, context) ||
        packageScanned(ready, names, context) ||
        boxScanned(ready, scan) ||
        said(ready, "bad", "notWanted", {code: scan.text})
    );
}

// ---- place ------------------------------------------------------------------------

function placeScanned(state, names) {
    const place = Object.values(state.places).find(({barcode}) => names.has(barcode));
    return place ? goTo(state, place) : null;
}

/** Stand at a place: say what is to be taken there. */
export function goTo(state, place) {
    const next = {...state, place: place.id, focus: null, entry: null};
    const task = openTasks(next).find(({locationId}) => locationId === place.id);
    if (task) {
        return said(next, "good", "atPlace", {
            place: place.name,
            product: state.products[task.productId].name,
            rest: restOf(task),
        });
    }
    return said(next, "warn", "nothingHere", {place: place.name});
}

// ---- goods --------------------------------------------------------------------------

function goodsScanned(state, names, scan, context) {
    for (const product of Object.values(state.products)) {
        const named = product.codes.find(({code}) => names.has(code));
        if (named) {
            const quantity = quantityOf(scan, product, named.quantity);
            return productScanned(state, product, scan.lot, quantity, context);
        }
    }
    return null;
}

function productScanned(state, product, lot, quantity, context) {
    if (product.tracking === "none") {
        return reach(state, product, false, quantity, context);
    }
    if (lot) {
        return lotOf(state, product, lot, quantity, context);
    }
    const entry = {productId: product.id, quantity};
    const task = bestTask(state, product.id, null);
    if (!task) {
        return said(state, "bad", "allTaken");
    }
    const next = {...state, entry, focus: task.key};
    return said(next, "ask", "needLot", {product: product.name});
}

/** A code that names no product: a lot or serial number of what is picked here. */
function lotScanned(state, scan, context) {
    const name = scan.lot || scan.text;
    const wanted = state.entry?.productId || currentTask(state)?.productId;
    const owners = Object.values(state.lots).filter((lot) => lot.name === name);
    const lot = owners.find(({product_id}) => product_id === wanted) || owners[0];
    if (lot) {
        const {quantity} = state.entry || {quantity: 1};
        const product = state.products[lot.product_id];
        return reach(state, product, lot.id, quantity, context);
    }
    return state.entry
        ? unknownLot(state, state.products[state.entry.productId], name)
        : null;
}

function lotOf(state, product, name, quantity, context) {
    const lot = Object.values(state.lots).find(
        (one) => one.product_id === product.id && one.name === name
    );
    return lot
        ? reach(state, product, lot.id, quantity, context)
        : unknownLot(state, product, name);
}

function unknownLot(state, product, name) {
    const task = bestTask(state, product.id, null);
    const wanted = state.lots[task?.lotId]?.name || "";
    return said(state, "bad", "unknownLot", {lot: name, wanted});
}

/** Take `quantity` of goods in hand for the task they fit best, if nothing forbids. */
function reach(state, product, lotId, quantity, context) {
    const task = bestTask(state, product.id, lotId);
    if (!task) {
        return said({...state, entry: null}, "bad", "allTaken");
    }
    const place = placeOfGoods(state, task, lotId);
    if (!place) {
        return said(state, "ask", "needPlace", {product: product.name});
    }
    if (quantity > restOf(task) + EPSILON) {
        return said(state, "bad", "tooMany", {
            product: product.name,
            rest: restOf(task),
        });
    }
    return weigh(state, {task, place, quantity}, context);
}

/** Ask the rules, then take; `hand` is what the keeper holds and for which task. */
export function weigh(state, hand, context) {
    const {task, place, quantity} = hand;
    const stop = judge(state, task, place, quantity, context.user);
    if (!stop) {
        return hold(state, hand, context);
    }
    const {name, expiration_date: date} = state.lots[place.lotId] || {name: ""};
    const {earlier} = stop;
    const values = {
        ...stop,
        lot: name,
        date: date || false,
        product: state.products[task.productId].name,
        wanted: state.lots[task.lotId]?.name || "",
        place: state.places[place.locationId].name,
        earlier: earlier ? state.lots[earlier.lotId].name : "",
        earlierPlace: earlier ? state.places[earlier.locationId].name : "",
    };
    const next = {
        ...state,
        entry: null,
        stop: {...stop, values, hand: {...hand, task: task.key}},
    };
    return said(next, stop.allowed ? "ask" : "bad", `stop_${stop.kind}`, values);
}

/** In a batch the goods count when they are in their tote; else at once. */
export function hold(state, hand, context) {
    const {task, quantity} = hand;
    if (state.mode === "batch") {
        const pending = {...hand, task: task.key};
        const {tote, name} = transferOf(state, task.transferId);
        const next = {...state, pending, stop: null, entry: null, focus: task.key};
        return said(next, "ask", tote ? "putInto" : "needTote", {
            quantity,
            product: state.products[task.productId].name,
            tote,
            transfer: name,
        });
    }
    if (state.mode === "pack" && !state.box) {
        const next = {...state, stop: null, entry: null};
        return said(next, "ask", "needBox", {});
    }
    return take(state, hand, context);
}

// ---- which task, from where ---------------------------------------------------------

/** The open task goods fit best: of this lot, at this place, the nearest on the way. */
function bestTask(state, productId, lotId) {
    const open = openTasks(state).filter((task) => task.productId === productId);
    const skipped = state.tasks.filter(
        (task) => task.productId === productId && task.short && restOf(task) > EPSILON
    );
    const rank = (task) =>
        (task.lotId === lotId ? 0 : 4) +
        (task.locationId === state.place ? 0 : 2) +
        (task.key === state.focus ? 0 : 1);
    return [...open, ...skipped].sort((one, other) => rank(one) - rank(other))[0];
}

/** Where the goods in hand come from: the task's place, else where the keeper stands
 *  or where alone such goods lie. */
function placeOfGoods(state, task, lotId) {
    const elsewhere = state.place && state.place !== task.locationId;
    if (task.locationId && task.lotId === lotId && !elsewhere) {
        return task;
    }
    const source = transferOf(state, task.transferId).locationId;
    const lying = state.quants.filter(
        (quant) =>
            quant.productId === task.productId &&
            quant.lotId === lotId &&
            quant.quantity !== 0 &&
            isWithin(state, quant.locationId, source)
    );
    const here = lying.find(({locationId}) => locationId === state.place);
    const places = new Set(lying.map(({locationId}) => locationId));
    const found = here || (places.size === 1 ? lying[0] : null);
    if (found) {
        return {lotId, locationId: found.locationId, packageId: found.packageId};
    }
    if (task.locationId && task.lotId === lotId) {
        return task;
    }
    // By the books it lies nowhere, or in several places: where the keeper stands.
    const locationId = state.place || task.locationId;
    return locationId ? {lotId, locationId, packageId: false} : null;
}

// ---- packages -------------------------------------------------------------------------

/** A package that goes whole: everything of it at once. */
function packageScanned(state, names, context) {
    const found = Object.values(state.packages).find(({name}) => names.has(name));
    const tasks = found
        ? openTasks(state).filter(({packageId}) => packageId === found.id)
        : [];
    if (!tasks.length) {
        return null;
    }
    let step = said(state, null);
    const operations = [];
    for (const task of tasks) {
        const hand = {task, place: task, quantity: restOf(task)};
        step = weigh(step.state, hand, context);
        if (!step.operations.length) {
            // What one line is stopped for stops the whole package.
            return {...step, state: {...state, stop: step.state.stop}};
        }
        operations.push(...step.operations);
    }
    return {...step, operations};
}

/** In packing an unknown code is the label of the package to fill. */
function boxScanned(state, scan) {
    if (state.mode !== "pack" || scan.tradeItem || scan.lot) {
        return null;
    }
    return said({...state, box: scan.text}, "good", "boxOpen", {box: scan.text});
}
