/**
 * What scans name, and where goods lie by what the device knows. Pure functions on a
 * snapshot; see store/snapshot.js for its rows.
 */
import {EPSILON, round} from "./receipt_picture";

/**
 * @param {Snapshot} snapshot
 * @param {Scan} scan
 * @returns {{product?: Object, pack?: number, lot?: Object|null, lotName?: string,
 *      byLot?: boolean, location?: Object, package?: Object, lots?: Object[]}} what it
 *      names; `byLot` when the lot alone tells the product, `lots` when several products
 *      have a lot of that name, nothing when it is unknown
 */
export function resolve(snapshot, scan) {
    const codes = [...new Set([...scan.codes, scan.text])].filter(Boolean);
    // Chosen by name: not all goods have a code.
    const product = scan.productId
        ? snapshot.product(scan.productId)
        : firstOf(codes, (code) => snapshot.productsByCode(code)[0]);
    if (product) {
        return {product, ...packOf(product, codes), ...lotOf(snapshot, product, scan)};
    }
    const location = firstOf(codes, (code) => snapshot.locationByCode(code));
    if (location) {
        return {location};
    }
    const found = firstOf(codes, (code) => snapshot.packageByName(code));
    if (found) {
        return {package: found};
    }
    const lots = snapshot.lotsByName(scan.lot || scan.text);
    if (lots.length !== 1) {
        return lots.length ? {lots} : {};
    }
    const owner = snapshot.product(lots[0].product_id);
    const [lot] = lots;
    return {product: owner, pack: 1, lot, lotName: lot.name, byLot: true};
}

/**
 * @param {Scan} scan
 * @param {Object} product
 * @param {number} pack pieces the scanned code stands for
 * @returns {number} how much a scan says there is, in the product's own unit: where that
 *      is a weight, what the label says it weighs
 */
export function quantityOf({quantity, weight}, {per_kg: perKilogram, step}, pack = 1) {
    if (!weight || !perKilogram) {
        return (quantity || 1) * pack;
    }
    return round(Math.max(1, Math.round((weight * perKilogram) / step)) * step);
}

function firstOf(codes, find) {
    for (const code of codes) {
        const found = find(code);
        if (found) {
            return found;
        }
    }
    return null;
}

function packOf(product, codes) {
    const named = product.codes.find(({code}) => codes.includes(code));
    return {pack: named ? named.quantity : 1};
}

function lotOf(snapshot, product, {lot: lotName}) {
    const lot =
        (lotName && snapshot.lotsOf(product.id).find(({name}) => name === lotName)) ||
        null;
    return {lot, lotName: lotName || ""};
}

// ---- where goods lie --------------------------------------------------------------

/**
 * @param {Snapshot} snapshot
 * @param {{locationId?: number, productId?: number}} which
 * @param {Object[]} moved see `moveRows`
 * @returns {Object[]} rows `{product_id, location_id, lot_id, package_id, quantity}`
 */
export function stockOf(snapshot, {locationId, productId}, moved = []) {
    // What the server had answered when the rows were read is in them.
    const unseen = moved.filter(
        ({settled}) => !settled || settled >= (snapshot.freshAsOf || 0)
    );
    const rows = productId
        ? snapshot.quantsOf(productId)
        : placesOf(unseen, locationId).flatMap((id) => snapshot.quantsAt(id));
    return moveRows(rows, unseen).filter(
        (row) =>
            (!productId || row.product_id === productId) &&
            (!locationId || row.location_id === locationId)
    );
}

function placesOf(moved, locationId) {
    return [...new Set([locationId, ...moved.map(({payload}) => payload.location_id)])];
}

/**
 * Rows after goods were carried about: `{payload, back}` with the payload of
 * `transfer.move` or `putaway.take`, `back` when it was taken back. Rows where goods
 * were put are marked `put`.
 */
export function moveRows(rows, moved) {
    // Goods to be counted blind have no quantity; they are there all the same.
    return moved
        .reduce(moveOnce, rows)
        .filter(({quantity}) => quantity === null || quantity > EPSILON);
}

function moveOnce(rows, {payload, back}) {
    const {location_id, location_dest_id, quantity, product_id, package_id} = payload;
    const [from, to] = back
        ? [location_dest_id, location_id]
        : [location_id, location_dest_id];
    if (!product_id) {
        return rows.map((row) =>
            row.location_id === from && (payload.whole || row.package_id === package_id)
                ? {...row, location_id: to, put: !back}
                : row
        );
    }
    const left = takeFrom(rows, payload, from, quantity, back);
    if (!to) {
        return left;
    }
    return [
        ...left,
        {
            product_id,
            location_id: to,
            lot_id: payload.lot_id || false,
            package_id: (back && package_id) || false,
            quantity,
            put: !back,
            location_dest_id: back && location_dest_id,
        },
    ];
}

function takeFrom(rows, {product_id, lot_id, package_id}, from, quantity, back) {
    let rest = quantity;
    const fits = (row) =>
        row.product_id === product_id &&
        row.location_id === from &&
        (row.lot_id || false) === (lot_id || false) &&
        (back || !package_id || row.package_id === package_id);
    const taken = new Map();
    for (const row of [...rows].filter(fits).sort(looseFirst)) {
        if (row.quantity !== null) {
            const share = Math.min(rest, row.quantity);
            rest = round(rest - share);
            taken.set(row, {...row, quantity: round(row.quantity - share)});
        }
    }
    return rows.map((row) => taken.get(row) || row);
}

function looseFirst(one, other) {
    return Boolean(one.package_id) - Boolean(other.package_id);
}

/** @returns {number} the sum of what `rows` hold */
export function sumOf(rows) {
    return round(rows.reduce((sum, {quantity}) => sum + (quantity || 0), 0));
}

// ---- what may lie together -----------------------------------------------------------

/**
 * @returns {Object|null} goods at `location` that must not lie with those coming, by
 *      what the device knows: `{product, lot}`
 */
export function mixedWith(snapshot, location, {productId, lotId}, moved = []) {
    if (!location.mixing || location.mixing === "allow") {
        return null;
    }
    const other = stockOf(snapshot, {locationId: location.id}, moved).find(
        (row) =>
            row.product_id !== productId ||
            (location.mixing === "one_lot" &&
                (row.lot_id || false) !== (lotId || false))
    );
    return (
        other && {
            product: snapshot.product(other.product_id)?.name || "",
            lot: snapshot.lot(other.lot_id)?.name || "",
        }
    );
}

/**
 * @returns {Object|null} the place where most of a product lies besides `fromId`, for
 *      want of a rule
 */
export function usualPlace(snapshot, {productId}, fromId, moved = []) {
    const sums = new Map();
    for (const {location_id: id, quantity} of stockOf(snapshot, {productId}, moved)) {
        sums.set(id, (sums.get(id) || 0) + (quantity || 0));
    }
    sums.delete(fromId);
    const [best] = [...sums].sort(([, one], [, other]) => other - one);
    const place = best && snapshot.location(best[0]);
    return place && place.usage === "internal"
        ? {id: place.id, name: place.name}
        : null;
}
