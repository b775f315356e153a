/**
 * What is known while goods are carried. Pure functions; the state is described in
 * carry.js.
 */
import {moveRows, stockOf} from "./goods";

/** @returns {CarryState} */
export function openCarrying(mode, {transfer = null, from = null, applied = []} = {}) {
    return {
        mode,
        transfer,
        from,
        applied,
        goods: null,
        suggestion: null,
        moved: [],
        history: [],
        doubt: "",
        finishing: null,
    };
}

/** @returns {CarryState|null} of working off a planned internal transfer */
export function openPlanned(snapshot, id) {
    const transfer = snapshot.transfer(id);
    if (!transfer) {
        return null;
    }
    const {name, lines, moves, applied, origin} = transfer;
    const todo = lines.filter(({picked, quantity}) => !picked && quantity);
    return openCarrying("putaway", {
        transfer: {id, name, origin, moves, todo, begun: lines.some((l) => l.picked)},
        applied,
    });
}

/** @returns {CarryState} with nothing in hand */
export function letGo(state) {
    return {...state, goods: null, suggestion: null, doubt: ""};
}

/** @returns {string} what the hands hold, in words */
export function goodsName(goods, snapshot) {
    if (goods.productId) {
        return snapshot.product(goods.productId)?.name || "";
    }
    return goods.packageName || "";
}

/**
 * Rows the goods in hand may come from.
 *
 * @param {{locationId?: number, productId?: number}} which
 */
export function rowsOf({transfer, moved}, snapshot, which) {
    if (!transfer) {
        return stockOf(snapshot, which, moved);
    }
    const {locationId, productId} = which;
    return moveRows(transfer.todo, moved).filter(
        (row) =>
            !row.put &&
            (!productId || row.product_id === productId) &&
            (!locationId || row.location_id === locationId)
    );
}

/** What is still missing about the goods in hand: lot, place, target, or nothing. */
export function awaited({goods, from}) {
    if (!goods) {
        return from ? "goods" : "any";
    }
    if (goods.needsLot) {
        return "lot";
    }
    return from ? "target" : "from";
}

/** @returns {Object[]} what names in a payload the transfer a note is for: the planned
 *      one, else the one made of what was carried last */
export function carriedNames({transfer, history}) {
    if (transfer) {
        return [{picking_id: transfer.id}];
    }
    return history.slice(-1).map(({uuid}) => ({operation: uuid}));
}

/** Show `operation` as done, before or without the server's word for it. */
export function layCarried(state, operation) {
    const {uuid, kind, payload, answered: settled} = operation;
    if (state.history.some((known) => known.uuid === uuid)) {
        return state;
    }
    if (kind === "transfer.move" || kind === "putaway.take") {
        return {
            ...state,
            moved: [...state.moved, {uuid, payload, settled}],
            history: [...state.history, operation],
        };
    }
    if (kind === "putaway.validate") {
        return {...state, finishing: uuid};
    }
    const target = state.history.find((entry) => entry.uuid === payload.target);
    if (!target) {
        return state;
    }
    const laid = state.moved.some((entry) => entry.uuid === target.uuid);
    return {
        ...state,
        history: state.history.filter((entry) => entry !== target),
        moved: laid
            ? state.moved.filter((entry) => entry.uuid !== target.uuid)
            : [...state.moved, {uuid, payload: target.payload, back: true}],
    };
}

/** What the server made of an operation: one that was refused has moved nothing. */
export function carryAnswered(state, {uuid}, {state: outcome}, now) {
    if (outcome === "refused") {
        const others = (entries) => entries.filter((entry) => entry.uuid !== uuid);
        return {
            ...state,
            moved: others(state.moved),
            history: others(state.history),
            finishing: null,
        };
    }
    const moved = state.moved.map((entry) =>
        entry.uuid === uuid ? {...entry, settled: now} : entry
    );
    return {...state, moved};
}
