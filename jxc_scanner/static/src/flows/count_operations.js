/**
 * The steps of counting that end in operations. The state is described in count.js.
 */
import {layCount, lineOf, linesHere} from "./count_picture";
import {round} from "./receipt_picture";
import {said} from "./receive_operations";

// The server proves no more when it counts the rest as not there.
const MOST_PROVEN = 400;

/** State how much there is of what is being entered. */
export function stateCount(state, product, context) {
    const {entry, place} = state;
    const standing = lineOf(state);
    const quantity =
        entry.choice === "add"
            ? round(entry.standing + entry.quantity)
            : entry.quantity;
    const operation = {
        uuid: context.newUuid(),
        kind: "count.line",
        time: context.now(),
        payload: {
            location_id: place.id,
            product_id: product.id,
            quantity,
            ...(entry.lot && {lot: entry.lot}),
            ...(entry.unexpected && {
                production_date: entry.productionDate,
                expiration_date: entry.expirationDate,
            }),
            again: Boolean(standing),
        },
    };
    const next = layCount({...state, entry: null}, operation);
    const values = {
        product: product.name,
        lot: entry.lot,
        quantity,
        unit: product.unit,
    };
    const tone = entry.unexpected ? ["warn", "countedNew"] : ["good", "counted"];
    return {...said(next, ...tone, values), operations: [operation]};
}

/** Take back the last count; one that replaced another brings that back. */
export function undoCount(state, event, context) {
    const last = state.history.at(-1);
    if (!last) {
        return said(state, "bad", "nothingToUndo");
    }
    const {operation: target, previous} = last;
    const {payload} = target;
    const operation = {
        uuid: context.newUuid(),
        kind: previous ? "count.line" : "count.undo",
        time: context.now(),
        payload: previous
            ? {...payload, quantity: previous.quantity, again: true}
            : {location_id: payload.location_id, target: target.uuid},
    };
    const history = state.history.slice(0, -1);
    const next = {...layCount(state, operation), history, entry: null};
    return {
        ...said(next, "warn", "undone", {
            product: context.snapshot.product(payload.product_id)?.name || "",
            quantity: payload.quantity,
        }),
        operations: [operation],
    };
}

/** The place is counted; `zero`: whatever else was expected there is not there. */
export function endCount(state, {zero}, context) {
    const lines = linesHere(state);
    if (state.entry?.quantity) {
        return said(state, "bad", "countFirst");
    }
    if (lines.some(({refused}) => refused)) {
        return said(state, "bad", "refusedCounts");
    }
    if (zero && lines.length > MOST_PROVEN) {
        return said(state, "bad", "tooMany");
    }
    const operation = {
        uuid: context.newUuid(),
        kind: "count.finish",
        time: context.now(),
        payload: {
            location_id: state.place.id,
            rest: zero ? "zero" : "keep",
            counts: zero ? lines.map(({uuid}) => uuid) : [],
        },
    };
    const {name} = state.place;
    return {
        ...said(layCount(state, operation), "good", "ended", {place: name}),
        operations: [operation],
    };
}
