/**
 * Picking, packing and shipping, as a pure function of what was known and what
 * happened: `pick(state, event, context)` gives the next state, the operations to put
 * into the journal, and what to tell the keeper.
 *
 * One flow serves five jobs; `mode` says which. "batch" has several transfers and puts
 * goods into a tote of each; "pack" puts them into the package in hand; "ship" takes
 * packages whole; "replenish" moves goods to the pick face.
 *
 * @typedef {Object} Task what is to be taken from one place for one transfer
 * @property {string} key see keyOf
 * @property {number} quantity wanted, in the product's unit
 * @property {number} taken
 * @property {boolean} short it was not there
 *
 * @typedef {Object} PickState
 * @property {string} mode
 * @property {{id: number, name: string}|false} batch
 * @property {Object[]} transfers with `tote`, what each one's goods are put into
 * @property {Object} products, lots, places, packages, rules rows by id
 * @property {Object[]} quants what lies where, of these products
 * @property {Task[]} tasks
 * @property {number|null} place where the keeper stands
 * @property {string|null} focus key of the task the keeper chose
 * @property {{productId: number, quantity: number}|null} entry goods whose lot is awaited
 * @property {Object|null} pending goods in hand that wait for their tote
 * @property {Object|null} stop why the goods in hand may not be taken
 * @property {string} box the package being filled
 * @property {Object} released reasons by lot, given for what a rule refuses
 * @property {number[]} accepted lots the keeper agreed to take instead of others
 * @property {Object[]} history takes of this device that can be put back, last last
 * @property {string[]} finishing numbers of the finish operations under way
 * @property {Object[]} finished what the server said of finished transfers
 *
 * @typedef {Object} Step
 * @property {PickState} state
 * @property {Object[]} operations
 * @property {{tone: "good"|"warn"|"bad"|"ask", key: string, values: Object}|null} feedback
 */
import {EPSILON, restOf} from "./pick_tasks";
import {
    onAll,
    onFinish,
    onReplace,
    onShort,
    onUndo,
    operationOf,
    said,
} from "./pick_operations";
import {goTo, hold, onScan, weigh} from "./pick_scans";
import {changePending} from "./pick_totes";

/**
 * @param {PickState} state
 * @param {{type: string}} event
 * @param {{newUuid: () => string, now: () => string, user: Object}} context
 * @returns {Step}
 */
export function pick(state, event, context) {
    if (state.finishing.length && event.type !== "dismiss") {
        return said(state, "bad", "pickFinishing");
    }
    return HANDLERS[event.type](state, event, context);
}

const HANDLERS = {
    scan: onScan,
    choose: (state, {key}) => said({...state, focus: key, stop: null}, null),
    place: (state, {id}) => goTo({...state, stop: null}, state.places[id]),
    all: (state, event, context) =>
        state.pending
            ? onAmount(state, {quantity: Infinity})
            : onAll(state, event, context),
    amount: onAmount,
    undo: onUndo,
    replace: onReplace,
    short: onShort,
    accept: onAccept,
    release: onRelease,
    dismiss: (state) => said({...state, stop: null, entry: null, pending: null}, null),
    box: onBox,
    closeBox: onCloseBox,
    tracking: onTracking,
    finish: onFinish,
};

// ---- goods in hand --------------------------------------------------------------------

function onAmount(state, {quantity}) {
    if (!state.pending) {
        return said(state, null);
    }
    const task = state.tasks.find(({key}) => key === state.pending.task);
    return changePending(state, task, Math.min(quantity, restOf(task)));
}

const handOf = (state) => ({
    ...state.stop.hand,
    task: state.tasks.find(({key}) => key === state.stop.hand.task),
});

/** The keeper looked at it: take the other lot. */
function onAccept(state, _event, context) {
    if (!state.stop?.allowed) {
        return said(state, "bad", "notAllowed");
    }
    const accepted = [...state.accepted, state.stop.hand.place.lotId];
    return hold({...state, accepted}, handOf(state), context);
}

/** Somebody who may lets the goods pass, and says why. */
function onRelease(state, {reason}, context) {
    const why = (reason || "").trim();
    const {stop} = state;
    if (!stop?.releasable) {
        return said(state, "bad", "notAllowed");
    }
    if (!why) {
        return said(state, "ask", "needReason");
    }
    const hand = handOf(state);
    const {lotId} = hand.place;
    if (stop.releasable === "rule") {
        const released = {...state.released, [lotId]: why};
        const accepted = [...state.accepted, lotId];
        return weigh({...state, stop: null, released, accepted}, hand, context);
    }
    const operation = operationOf("lot.release", {lot_id: lotId, reason: why}, context);
    const lot = {...state.lots[lotId], hold: false, stopped: false};
    const freed = {...state, stop: null, lots: {...state.lots, [lotId]: lot}};
    const step = weigh(freed, hand, context);
    return {...step, operations: [operation, ...step.operations]};
}

// ---- packages ---------------------------------------------------------------------------

/** Begin a package: with the label that was scanned, else with a number of our own. */
function onBox(state, {name}) {
    const used = new Set(state.history.map(({payload}) => payload.result_package));
    const [transfer] = state.transfers;
    let number = 1;
    while (used.has(`${transfer.name}-${number}`)) {
        number += 1;
    }
    const box = name || `${transfer.name}-${number}`;
    return said({...state, box}, "good", "boxOpen", {box});
}

function onCloseBox(state, {weight, typeId}, context) {
    const filled = state.history.some(
        ({payload}) => payload.result_package === state.box
    );
    if (!state.box || !filled) {
        return said(state, "bad", "emptyBox");
    }
    const operation = operationOf(
        "pack.close",
        {
            picking_id: state.transfers[0].id,
            name: state.box,
            package_type_id: typeId || false,
            weight: weight > EPSILON ? weight : false,
        },
        context
    );
    const values = {box: state.box};
    return said({...state, box: ""}, "good", "boxClosed", values, [operation]);
}

function onTracking(state, {text}, context) {
    const tracking = (text || "").trim();
    if (!tracking) {
        return said(state, null);
    }
    const operations = state.transfers.map(({id}) =>
        operationOf("ship.note", {picking_id: id, tracking}, context)
    );
    return said(state, "good", "tracked", {tracking}, operations);
}
