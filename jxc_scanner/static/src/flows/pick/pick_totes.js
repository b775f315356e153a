/**
 * Goods of a batch count when they are in the tote of their transfer. State and step
 * are described in pick.js.
 */
import {quantityOf} from "../goods";
import {transferOf} from "./pick_picture";
import {EPSILON, restOf} from "./pick_tasks";
import {said, take} from "./pick_operations";

/** @returns {Step|null} what a scan means while goods in hand wait for their tote */
export function toteScanned(state, names, scan, context) {
    const task = state.tasks.find(({key}) => key === state.pending.task);
    const product = state.products[task.productId];
    const transfer = transferOf(state, task.transferId);
    const other = state.transfers.find(
        ({id, tote}) => id !== transfer.id && tote && names.has(tote)
    );
    if (other || (transfer.tote && isTote(state, names) && !names.has(transfer.tote))) {
        return said(state, "bad", "wrongTote", {
            tote: transfer.tote,
            scanned: scan.text,
            transfer: transfer.name,
        });
    }
    const {place, quantity} = state.pending;
    if (transfer.tote && names.has(transfer.tote)) {
        return take(state, {task, place, quantity}, context);
    }
    const named = product.codes.find(({code}) => names.has(code));
    const lot = state.lots[place.lotId]?.name;
    if ((named && (!scan.lot || scan.lot === lot)) || (lot && scan.text === lot)) {
        const more = quantity + quantityOf(scan, product, named?.quantity);
        return changePending(state, task, more);
    }
    if (transfer.tote || isKnown(state, names)) {
        return said(state, "bad", transfer.tote ? "wrongTote" : "needTote", {
            tote: transfer.tote,
            scanned: scan.text,
            transfer: transfer.name,
            product: product.name,
            quantity,
        });
    }
    const transfers = state.transfers.map((one) =>
        one === transfer ? {...one, tote: scan.text} : one
    );
    return take({...state, transfers}, {task, place, quantity}, context);
}

/** Hold `quantity` in hand before it goes into the tote. */
export function changePending(state, task, quantity) {
    const {name, tracking} = state.products[task.productId];
    if (tracking === "serial" || quantity > restOf(task) + EPSILON || quantity <= 0) {
        return said(state, "bad", "tooMany", {product: name, rest: restOf(task)});
    }
    const {tote, name: transfer} = transferOf(state, task.transferId);
    const next = {...state, pending: {...state.pending, quantity}};
    const values = {quantity, product: name, tote, transfer};
    return said(next, "ask", tote ? "putInto" : "needTote", values);
}

const isTote = (state, names) => state.transfers.some(({tote}) => names.has(tote));

/** Whether the code is something else than an unused tote. */
const isKnown = (state, names) =>
    Object.values(state.places).some(({barcode}) => names.has(barcode)) ||
    Object.values(state.products).some(({codes}) =>
        codes.some(({code}) => names.has(code))
    ) ||
    Object.values(state.lots).some(({name}) => names.has(name));
