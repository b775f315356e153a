/**
 * Whether a lot may be taken, decided on the device as the server's gate will decide
 * it: from the rules that come with the transfer and from what lies on the shelves.
 */
import {EPSILON, restOf, round} from "./pick_tasks";

/**
 * @typedef {Object} Stop why goods are not taken, or not before somebody said so
 * @property {"hold"|"expired"|"delivery_life"|"fefo"|"notThere"|"otherLot"} kind
 * @property {boolean} allowed a look at it is enough: nothing forbids it
 * @property {false|"rule"|"hold"} releasable how this user may let it pass, if at all
 * @property {string} message the server's own sentence, empty for none
 * @property {Object|null} earlier the place of the lot that goes first
 */

/**
 * @param {Object} state
 * @param {Object} task what is wanted
 * @param {{lotId: number|false, locationId: number, packageId: number|false}} place
 *      where the goods in hand come from
 * @param {number} quantity
 * @param {{manager: boolean}} user
 * @returns {Stop|null}
 */
export function judge(state, task, place, quantity, user) {
    const {rules, lot, product} = partsOf(state, task, place);
    return (
        heldStop(lot, user) ||
        (state.released[place.lotId] ? null : ruledStop(rules, lot)) ||
        missingStop(state, task, place, quantity) ||
        otherStop(state, {task, place, rules, lot, product})
    );
}

function partsOf(state, task, place) {
    return {
        rules: state.rules[`${task.transferId}/${task.productId}`] || {},
        lot: state.lots[place.lotId],
        product: state.products[task.productId],
    };
}

const stopOf = (kind, values) => ({
    kind,
    allowed: false,
    releasable: false,
    message: "",
    earlier: null,
    ...values,
});

function heldStop(lot, user) {
    if (!lot?.hold) {
        return null;
    }
    const free = user?.manager && lot.hold.state !== "recalled";
    return stopOf("hold", {
        message: lot.hold.reason || "",
        state: lot.hold.state,
        releasable: free ? "hold" : false,
    });
}

/** Expired, or too little life for this customer. */
function ruledStop(rules, lot) {
    const found = lot && (rules.stops || []).find(({lot_id}) => lot_id === lot.id);
    if (found) {
        return stopOf(found.kind, {
            message: found.message,
            releasable: found.releasable ? "rule" : false,
        });
    }
    return lot?.stopped === "expired" ? stopOf("expired", {}) : null;
}

function missingStop(state, task, place, quantity) {
    if (samePlace(task, place)) {
        return null;
    }
    const there = state.quants.filter(
        (quant) =>
            quant.productId === task.productId &&
            quant.locationId === place.locationId &&
            quant.lotId === place.lotId
    );
    // While it is being counted nobody is told how much lies there.
    const blind = there.some((quant) => quant.quantity === null);
    const left = round(there.reduce((sum, quant) => sum + quant.quantity, 0));
    return blind || left + EPSILON >= quantity ? null : stopOf("notThere", {left});
}

/** Another lot than the one reserved: forbidden when an earlier one is passed over. */
function otherStop(state, {task, place, rules, lot, product}) {
    if (!lot || place.lotId === task.lotId) {
        return null;
    }
    const earlier =
        rules.fefo && !state.released[lot.id] && earlierThan(state, task, lot);
    if (earlier) {
        return stopOf("fefo", {
            earlier,
            releasable: rules.fefo === "release" ? "rule" : false,
        });
    }
    // One phone is as good as the next; at another lot somebody should have a look.
    const looked = product.tracking === "serial" || state.accepted.includes(lot.id);
    return looked ? null : stopOf("otherLot", {allowed: true});
}

/**
 * The lot that expires first among those free to this transfer and earlier than `lot`:
 * what nobody has reserved, and what was reserved for this very task.
 *
 * @returns {{lotId: number, locationId: number}|null}
 */
function earlierThan(state, task, lot) {
    const stopped = state.rules[`${task.transferId}/${task.productId}`].stops || [];
    const source = state.transfers.find(({id}) => id === task.transferId).locationId;
    const offers = state.quants
        .filter(
            (quant) =>
                quant.productId === task.productId &&
                quant.available > EPSILON &&
                isWithin(state, quant.locationId, source)
        )
        .map(({lotId, locationId}) => ({lotId, locationId}));
    if (task.lotId && restOf(task) > EPSILON) {
        offers.push({lotId: task.lotId, locationId: task.locationId});
    }
    const expiry = (lotId) => state.lots[lotId]?.expiration_date;
    const passed = offers.filter(({lotId}) => {
        const other = state.lots[lotId];
        const usable =
            other &&
            other.id !== lot.id &&
            !other.stopped &&
            !stopped.some(({lot_id}) => lot_id === other.id);
        // Unknown is later than any known day.
        const sooner =
            Boolean(expiry(lotId)) &&
            (!lot.expiration_date || expiry(lotId) < lot.expiration_date);
        return usable && sooner;
    });
    passed.sort((one, other) => (expiry(one.lotId) < expiry(other.lotId) ? -1 : 1));
    return passed[0] || null;
}

/** @returns {boolean} whether a location is `source` or lies below it */
export function isWithin(state, locationId, source) {
    const name = state.places[locationId]?.name || "";
    const above = state.places[source]?.name || "";
    return locationId === source || name.startsWith(`${above}/`);
}

export const samePlace = (one, other) =>
    one.lotId === other.lotId &&
    one.locationId === other.locationId &&
    one.packageId === other.packageId;
