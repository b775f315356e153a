/**
 * What a device knows of the transfers in hand: Odoo's reservation as tasks, with its
 * own operations laid over it. Pure functions; the state is described in pick.js.
 */

import {EPSILON, keyOf, moved, placeOf, restOf, round, tasksOf} from "./pick_tasks";

/**
 * @param {Object} snapshot see store/snapshot.js
 * @param {number[]} ids of transfers
 * @param {"pick"|"batch"|"pack"|"ship"|"replenish"} mode
 * @returns {PickState|null} as the books say it, null when none of them is to be done
 */
export function pickPicture(snapshot, ids, mode) {
    const transfers = ids.map((id) => snapshot.transfer(id)).filter(isToDo);
    if (!transfers.length) {
        return null;
    }
    const tasks = transfers.flatMap(tasksOf);
    const productIds = [...new Set(tasks.map(({productId}) => productId))];
    const quants = productIds.flatMap((id) => snapshot.quantsOf(id)).map(plain);
    const lots = productIds.flatMap((id) => snapshot.lotsOf(id));
    const placeIds = new Set([...tasks, ...quants].map(({locationId}) => locationId));
    transfers.forEach(({location_id}) => placeIds.add(location_id));
    const packageIds = new Set(tasks.map(({packageId}) => packageId));
    const batch = batchOf(transfers);
    return {
        mode,
        batch,
        // One transfer of a batch that is packed or shipped goes by its own name.
        name: (mode === "batch" && batch?.name) || transfers.map(nameOf).join(", "),
        transfers: transfers.map((transfer) => headOf(transfer, snapshot)),
        products: rowsById(productIds, (id) => snapshot.product(id)),
        lots: Object.fromEntries(lots.map((lot) => [lot.id, lot])),
        places: rowsById(placeIds, (id) => snapshot.location(id)),
        packages: rowsById(packageIds, (id) => snapshot.package(id)),
        quants,
        rules: rulesOf(transfers),
        tasks,
        place: null,
        focus: null,
        entry: null,
        pending: null,
        stop: null,
        box: "",
        released: {},
        accepted: [],
        history: [],
        finishing: [],
        finished: [],
        applied: transfers.flatMap(({applied}) => applied),
    };
}

/** @returns {boolean} whether there is such a transfer and it is not done yet */
export const isToDo = (transfer) =>
    Boolean(transfer) && !["draft", "done", "cancel"].includes(transfer.state);

/** What stays of the picture before when a fresh one is made. */
export function keepPick(before, picture) {
    const {place, focus, entry, pending, stop, box, finished} = before;
    const {released, accepted} = before;
    const kept = {place, focus, entry, pending, stop, box, finished};
    return {
        ...picture,
        ...kept,
        released,
        accepted,
        transfers: picture.transfers.map((transfer) => {
            const {tote} = transferOf(before, transfer.id) || {tote: ""};
            return {...transfer, tote: transfer.tote || tote};
        }),
        history: before.history.filter(({uuid}) => picture.applied.includes(uuid)),
    };
}

/** Whether an operation is about what `state` shows. */
export function concernsPick(state, {kind, payload}) {
    if (kind === "lot.release") {
        return payload.lot_id in state.lots;
    }
    return payload.batch_id
        ? payload.batch_id === state.batch?.id
        : Boolean(transferOf(state, payload.picking_id));
}

function headOf(transfer, snapshot) {
    const {id, name, partner, origin, type_id, location_id, lines} = transfer;
    const packed = lines.find((line) => line.picked && line.result_package);
    return {
        id,
        name,
        partner: partner || "",
        origin: origin || "",
        backorder: snapshot.type(type_id)?.backorder || "ask",
        locationId: location_id,
        tote: packed ? packed.result_package : "",
    };
}

const plain = ({product_id, location_id, lot_id, package_id, quantity, available}) => ({
    productId: product_id,
    locationId: location_id,
    lotId: lot_id || false,
    packageId: package_id || false,
    quantity,
    available,
});

function rowsById(ids, read) {
    const rows = {};
    for (const id of ids) {
        const row = id && read(id);
        if (row) {
            rows[id] = row;
        }
    }
    return rows;
}

const nameOf = ({name}) => name;

/** The batch they belong to, when they are all of one. */
function batchOf(transfers) {
    const [{batch_id: id, batch: name}] = transfers;
    return id && transfers.every(({batch_id}) => batch_id === id) ? {id, name} : false;
}

/** The rules of the moves, by transfer and product: moves of one product share them. */
function rulesOf(transfers) {
    const rules = {};
    for (const {id, moves} of transfers) {
        for (const move of moves) {
            if (move.rules) {
                rules[`${id}/${move.product_id}`] = move.rules;
            }
        }
    }
    return rules;
}

// ---- operations on the local picture ------------------------------------------------

/** Show `operation` as done, before or without the server's word for it. */
export function layPick(state, operation) {
    const {kind, payload} = operation;
    if (kind === "pick.take") {
        return {
            ...state,
            tasks: moved(state.tasks, payload, payload.quantity),
            transfers: withTote(state.transfers, payload),
            history: [...state.history, operation],
        };
    }
    if (kind === "pick.undo") {
        const target = state.history.find(({uuid}) => uuid === payload.target);
        return target
            ? {
                  ...state,
                  tasks: moved(state.tasks, target.payload, -target.payload.quantity),
                  history: state.history.filter((entry) => entry !== target),
              }
            : state;
    }
    if (kind === "pick.short") {
        const key = keyOf(placeOf(payload));
        return {
            ...state,
            tasks: state.tasks.map((task) =>
                task.key === key ? {...task, short: true} : task
            ),
        };
    }
    if (kind === "pick.validate" || kind === "batch.validate") {
        return {...state, finishing: [...state.finishing, operation.uuid]};
    }
    return state;
}

/** The first tote of a transfer holds all of it. */
function withTote(transfers, {picking_id, result_package}) {
    return transfers.map((transfer) =>
        transfer.id === picking_id && result_package
            ? {...transfer, tote: transfer.tote || result_package}
            : transfer
    );
}

// ---- asking the picture -------------------------------------------------------------

export const transferOf = (state, id) => state.transfers.find((one) => one.id === id);

/** @returns {Object[]} tasks of which less than wanted has been taken */
export const shortTasks = (state) =>
    state.tasks.filter((task) => restOf(task) > EPSILON);

export const anyTaken = (state) => state.tasks.some(({taken}) => taken > EPSILON);

/** @returns {{taken: number, quantity: number}} of everything, and by transfer */
export function progress(state, transferId = null) {
    const tasks = state.tasks.filter(
        (task) => transferId === null || task.transferId === transferId
    );
    const sum = (name) => round(tasks.reduce((total, task) => total + task[name], 0));
    return {taken: sum("taken"), quantity: sum("quantity")};
}
