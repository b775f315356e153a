/**
 * What is known while a place is counted. Pure functions; the state is described in
 * count.js.
 */

/** @returns {CountState} before a place is known, or at `locationId` */
export function openCount(snapshot, locationId) {
    const state = {
        place: null,
        product: null,
        entry: null,
        lines: [],
        history: [],
        asked: [],
        ended: null,
        applied: [],
    };
    const location = locationId && snapshot.location(locationId);
    return location ? openPlace(state, location, snapshot) : state;
}

/** @returns {CountState} at another place */
export function openPlace(state, {id, name}, snapshot) {
    const asked = snapshot
        .quantsAt(id)
        .filter(({count_date}) => count_date)
        .map(({product_id, lot_id}) => ({
            productId: product_id,
            product: snapshot.product(product_id)?.name || "",
            lot: snapshot.lot(lot_id)?.name || "",
        }));
    return {...state, place: {id, name}, entry: null, asked, ended: null};
}

export function withEntry(state, changes) {
    return {...state, entry: {...state.entry, ...changes}};
}

export function keyOf(placeId, productId, lot) {
    return `${placeId} ${productId} ${lot}`;
}

/** @returns {Object|undefined} the line that stands for what is being entered */
export function lineOf({lines, place, entry}) {
    const key = keyOf(place.id, entry.productId, entry.lot);
    return lines.find((line) => line.key === key);
}

/** @returns {Object[]} what was counted at the place in hand, the last first */
export function linesHere({lines, place}) {
    return place ? lines.filter(({placeId}) => placeId === place.id).reverse() : [];
}

/** @returns {Object[]} what was asked for and is not counted yet */
export function stillAsked({asked, lines, place}) {
    const done = new Set(lines.map(({key}) => key));
    return asked.filter(
        ({productId, lot}) => !done.has(keyOf(place.id, productId, lot))
    );
}

/** Show `operation` as done, before or without the server's word for it. */
export function layCount(state, operation) {
    const {kind, payload, uuid} = operation;
    if (kind === "count.line") {
        const key = keyOf(payload.location_id, payload.product_id, payload.lot || "");
        const previous = state.lines.find((line) => line.key === key);
        const line = {
            key,
            placeId: payload.location_id,
            productId: payload.product_id,
            lot: payload.lot || "",
            quantity: payload.quantity,
            uuid,
            refused: "",
        };
        return {
            ...state,
            lines: [...state.lines.filter((one) => one !== previous), line],
            history: [...state.history, {operation, previous: previous || null}],
        };
    }
    if (kind === "count.undo") {
        return {
            ...state,
            lines: state.lines.filter((line) => line.uuid !== payload.target),
            history: state.history.filter(
                ({operation: one}) => one.uuid !== payload.target
            ),
        };
    }
    return {
        ...state,
        entry: null,
        ended: {
            placeId: payload.location_id,
            counted: linesHere(state).length,
            zero: payload.rest === "zero",
            missing: null,
        },
    };
}

/** What the server said: a refused line stays, marked, to be counted again. */
export function countAnswered(state, {uuid, kind}, {state: outcome, message, result}) {
    if (outcome === "refused") {
        const lines = state.lines.map((line) =>
            line.uuid === uuid ? {...line, refused: message} : line
        );
        const ended = kind === "count.finish" ? null : state.ended;
        return {...state, lines, ended};
    }
    if (kind === "count.finish" && state.ended) {
        return {...state, ended: {...state.ended, missing: result.missing}};
    }
    return state;
}
