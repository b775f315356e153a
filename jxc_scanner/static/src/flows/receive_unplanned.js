/**
 * Receiving what nobody expects: receipts without order, goods that were not ordered,
 * and many tags read at once.
 */
import {resolve} from "./goods";
import {expected} from "./receipt_opening";
import {applyOperation} from "./receipt_picture";
import {said} from "./receive_operations";

/** Open a receipt without order. */
export function onStart(state, {partnerId, partner, origin}, context) {
    const operation = {
        uuid: context.newUuid(),
        kind: "receive.start",
        time: context.now(),
        partner,
        payload: {partner_id: partnerId || false, ...(origin && {origin})},
    };
    const next = applyOperation(state, operation);
    return {...said(next, "good", "started"), operations: [operation]};
}

/**
 * Goods the receipt does not expect: a receipt without order takes them at once, others
 * when the keeper says so.
 *
 * @returns {Object|null} a step with the product among those of the receipt, or asking
 *      whether to; null when nobody knows the code
 */
export function meetUnexpected(state, scan, {snapshot}) {
    const found = snapshot ? resolve(snapshot, scan) : {};
    const known = state.receipt.products.some(({id}) => id === found.product?.id);
    if (!found.product || known || (found.byLot && !state.receipt.started)) {
        return null;
    }
    if (state.receipt.started) {
        return {state: addProduct(state, found.product, snapshot)};
    }
    const {id, name} = found.product;
    const unexpected = {productId: id, name, scan};
    return said({...state, unexpected}, "bad", "notOrdered", {
        product: name,
    });
}

/** @returns {ReceiveState} with `product` among those of the receipt */
export function addProduct(state, product, snapshot) {
    const {receipt} = state;
    const parts = receipt.id ? [{id: receipt.id, demand: 0, done: 0}] : [];
    const added = {...expected(snapshot, product, parts), unexpected: true};
    const products = [...receipt.products, added];
    return {...state, unexpected: null, receipt: {...receipt, products}};
}

/**
 * Tags read at once: one step, told with one sentence. What needs a person waits.
 *
 * @param {(state, event, context) => Object} take the flow for one scan
 */
export function takeMany(state, {scans}, context, take) {
    const tally = {counted: 0, refused: 0};
    const operations = [];
    let current = state;
    for (const scan of scans) {
        const step = take({...current, entry: null}, {type: "scan", scan}, context);
        tally[step.operations.length ? "counted" : "refused"] += 1;
        operations.push(...step.operations);
        // What was begun for one tag is not for the next to finish.
        current = {...step.state, entry: null, unexpected: null};
    }
    const tone = tally.refused ? "warn" : "good";
    return {...said(current, tone, "many", tally), operations};
}
