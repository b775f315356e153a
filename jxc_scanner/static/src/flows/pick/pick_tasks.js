/**
 * Tasks: what is to be taken from which place, made of Odoo's reservation and changed
 * by what is taken. Pure functions; tasks are described in pick.js.
 */

/** Less than any quantity a keeper means. */
export const EPSILON = 1e-6;

// Making one takes longer than comparing with it.
const COLLATOR = new Intl.Collator();

/** Sums of decimals without the dust of binary fractions. */
export const round = (quantity) => Math.round(quantity * 1e6) / 1e6;

/** What identifies a task: for which transfer what is taken from where. */
export const keyOf = ({transferId, productId, lotId, locationId, packageId}) =>
    [transferId, productId, lotId, locationId, packageId]
        .map((id) => id || 0)
        .join("/");

const newTask = (place) => ({
    ...place,
    key: keyOf(place),
    quantity: 0,
    taken: 0,
    short: false,
});

/** @returns {Task[]} what one transfer asks for, place by place */
export function tasksOf(transfer) {
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
        const task = tasks.get(key) || newTask(place);
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
        return quantity > EPSILON ? [{...newTask(place), quantity}] : [];
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
        COLLATOR.compare(route(one), route(other)) ||
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

// ---- taking ------------------------------------------------------------------------

/** @returns {Object} where a payload's goods are taken from, and for which transfer */
export const placeOf = ({picking_id, product_id, lot_id, location_id, package_id}) => ({
    transferId: picking_id,
    productId: product_id,
    lotId: lot_id || false,
    locationId: location_id || false,
    packageId: package_id || false,
});

/** Tasks after taking `quantity`: from another place than reserved, the task moves. */
export function moved(tasks, payload, quantity) {
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
    const task = tasks.find((one) => one.key === key) || newTask(place);
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
