/**
 * What a device knows of the transfers in hand: Odoo's reservation as tasks, with its
 * own operations laid over it. Pure functions; the state is described in pick.js.
 */

/** Less than any quantity a keeper means. */
export const EPSILON = 1e-6;

/** Sums of decimals without the dust of binary fractions. */
export const round = (quantity) => Math.round(quantity * 1e6) / 1e6;

/**
 * @param {Object} snapshot see store/snapshot.js
 * @param {{transfers: number[], batch?: {id: number, name: string}}} ids
 * @param {"pick"|"batch"|"pack"|"ship"|"replenish"} mode
 * @returns {PickState} as the books say it
 */
export function pickPicture(snapshot, {transfers: ids, batch = false}, mode) {
    const transfers = ids.map((id) => snapshot.transfer(id)).filter(Boolean);
    const tasks = transfers.flatMap(tasksOf);
    const productIds = [...new Set(tasks.map(({productId}) => productId))];
    const quants = productIds.flatMap((id) => snapshot.quantsOf(id)).map(plain);
    const lotIds = new Set([...tasks, ...quants].map(({lotId}) => lotId));
    const placeIds = new Set([...tasks, ...quants].map(({locationId}) => locationId));
    transfers.forEach(({location_id}) => placeIds.add(location_id));
    const lines = transfers.flatMap(({lines}) => lines);
    return {
        mode,
        batch,
        name: batch ? batch.name : transfers.map(({name}) => name).join(", "),
        transfers: transfers.map((transfer) => headOf(transfer)),
        products: rowsById(productIds, (id) => snapshot.product(id)),
        lots: rowsById(lotIds, (id) => snapshot.lot(id)),
        places: rowsById(placeIds, (id) => snapshot.location(id)),
        packages: packagesOf(lines),
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
        history: [],
        finishing: [],
        finished: [],
    };
}

function headOf({id, name, partner, origin, backorder, location_id, lines}) {
    const packed = lines.find((line) => line.picked && line.result_package);
    return {
        id,
        name,
        partner: partner || "",
        origin: origin || "",
        backorder: backorder || "ask",
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

function packagesOf(lines) {
    const packages = {};
    for (const {package_id, package: name} of lines) {
        if (package_id) {
            packages[package_id] = {id: package_id, name};
        }
    }
    return packages;
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

// ---- tasks ------------------------------------------------------------------------

/** What identifies a task: for which transfer what is taken from where. */
export const keyOf = ({transferId, productId, lotId, locationId, packageId}) =>
    [transferId, productId, lotId, locationId, packageId]
        .map((id) => id || 0)
        .join("/");

function tasksOf(transfer) {
    const tasks = new Map();
    const known = new Map();
    for (const line of transfer.lines) {
        const place = {
            transferId: transfer.id,
            productId: line.product_id,
            lotId: line.lot_id || false,
            locationId: line.location_id,
            packageId: line.package_id || false,
        };
        const key = keyOf(place);
        const task = tasks.get(key) || {...place, key, quantity: 0, taken: 0};
        task.quantity = round(task.quantity + line.quantity);
        task.taken = round(task.taken + (line.picked ? line.quantity : 0));
        tasks.set(key, task);
        const sum = known.get(line.product_id) || 0;
        known.set(line.product_id, round(sum + line.quantity));
    }
    return [...tasks.values(), ...missingOf(transfer, known)];
}

/** What the transfer wants and Odoo has found nowhere. */
function missingOf(transfer, known) {
    const wanted = new Map();
    for (const {product_id, demand} of transfer.moves) {
        wanted.set(product_id, round((wanted.get(product_id) || 0) + demand));
    }
    return [...wanted].flatMap(([productId, demand]) => {
        const quantity = round(demand - (known.get(productId) || 0));
        const nowhere = {lotId: false, locationId: false, packageId: false};
        const place = {transferId: transfer.id, productId, ...nowhere};
        const key = keyOf(place);
        return quantity > EPSILON ? [{...place, key, quantity, taken: 0}] : [];
    });
}

export const restOf = (task) => round(task.quantity - task.taken);

const isOpen = (task) => restOf(task) > EPSILON && !task.short;

/** @returns {Object[]} tasks to do, in walking order */
export function openTasks(state) {
    return state.tasks.filter(isOpen).sort((one, other) => compare(state, one, other));
}

/** @returns {Object[]} all tasks, what is to do first, each part in walking order */
export function allTasks(state) {
    const done = (task) => (isOpen(task) ? 0 : 1);
    return [...state.tasks].sort(
        (one, other) => done(one) - done(other) || compare(state, one, other)
    );
}

function compare(state, one, other) {
    // What lies nowhere comes last.
    const route = ({locationId}) => {
        const place = state.places[locationId];
        return place ? `0${place.route || place.name}` : "1";
    };
    return (
        Intl.Collator().compare(route(one), route(other)) ||
        one.productId - other.productId ||
        one.transferId - other.transferId
    );
}

/** @returns {Object|null} the task the keeper is at */
export function currentTask(state) {
    const open = openTasks(state);
    return (
        open.find(({key}) => key === state.focus) ||
        open.find(({locationId}) => locationId === state.place) ||
        open[0] ||
        null
    );
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

/** @returns {Object} where a payload's goods are taken from, and for which transfer */
export const placeOf = ({picking_id, product_id, lot_id, location_id, package_id}) => ({
    transferId: picking_id,
    productId: product_id,
    lotId: lot_id || false,
    locationId: location_id || false,
    packageId: package_id || false,
});

/** Tasks after taking `quantity`: from another place than reserved, the task moves. */
function moved(tasks, payload, quantity) {
    const place = placeOf(payload);
    let changed = tasks;
    if (payload.instead) {
        const instead = {...placeOf({...payload, ...payload.instead})};
        changed = changeTask(changed, instead, -quantity, 0);
        return changeTask(changed, place, quantity, quantity);
    }
    return changeTask(changed, place, 0, quantity);
}

function changeTask(tasks, place, quantity, taken) {
    const key = keyOf(place);
    const task = tasks.find((one) => one.key === key) || {
        ...place,
        key,
        quantity: 0,
        taken: 0,
    };
    const changed = {
        ...task,
        quantity: round(task.quantity + quantity),
        taken: round(task.taken + taken),
        short: taken > 0 ? false : task.short,
    };
    const kept = changed.quantity > EPSILON || changed.taken > EPSILON;
    if (!tasks.includes(task)) {
        return kept ? [...tasks, changed] : tasks;
    }
    return tasks.flatMap((one) => (one === task ? (kept ? [changed] : []) : [one]));
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
