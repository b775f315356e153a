/**
 * Radio tags read at once while a place is counted: one step, told with one sentence.
 * Pure functions; the state is described in count.js.
 */
import {quantityOf, resolve} from "./goods";
import {round} from "./receipt_picture";
import {said} from "./receive_operations";

/**
 * A number counted already is no news; what needs a person is told by number and waits.
 *
 * @param {(state, event, context) => Object} take the flow for one event
 */
export function countMany(state, {scans}, context, take) {
    if (!state.place) {
        return take(state, {type: "scan", scan: scans[0]}, context);
    }
    const left = leftBehind(state, context, take);
    if (left.state.entry) {
        return left;
    }
    const tally = {counted: 0, refused: 0};
    const operations = [...left.operations];
    let current = left.state;
    for (const {scan, tags} of folded(scans, context.snapshot)) {
        const step = countOne(current, scan, context, take);
        if (step.operations.length) {
            tally.counted += tags;
        } else if (step.feedback?.key !== "serialTwice") {
            tally.refused += tags;
        }
        operations.push(...step.operations);
        // What was begun for one tag is not for the next to finish.
        current = {...step.state, entry: null};
    }
    const tone = tally.refused ? "warn" : "good";
    return {...said(current, tone, "many", tally), operations};
}

/** What stands complete on the screen is counted, what was only begun is let go. */
function leftBehind(state, context, take) {
    const {entry} = state;
    return entry?.step === "quantity" && entry.quantity
        ? take(state, {type: "confirm"}, context)
        : said({...state, entry: null});
}

function countOne(state, scan, context, take) {
    const step = take(state, {type: "scan", scan}, context);
    const {entry} = step.state;
    return !step.operations.length && entry?.step === "quantity"
        ? take(step.state, {type: "confirm"}, context)
        : step;
}

/** @returns {{scan: Scan, tags: number}[]} pieces that have no number of their own in
 *      stock, though their tags have, added up by product */
function folded(scans, snapshot) {
    const groups = new Map();
    for (const scan of scans) {
        const {product, pack} = resolve(snapshot, scan);
        if (product?.tracking !== "none") {
            groups.set(scan, {scan, tags: 1});
            continue;
        }
        const group = groups.get(product.id) || {tags: 0, scan: {quantity: 0}};
        const quantity = round(group.scan.quantity + quantityOf(scan, product, pack));
        const whole = {quantity, weight: false, lot: false, productId: product.id};
        groups.set(product.id, {
            tags: group.tags + 1,
            scan: {...scan, codes: [], ...whole},
        });
    }
    return [...groups.values()];
}
