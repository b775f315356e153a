/**
 * The picture of a receipt, from what the device knows: one transfer, several of one
 * vendor at once, or one that nobody ordered. Pure functions.
 */
import {EPSILON, round} from "./receipt_picture";

/**
 * @param {Snapshot} snapshot
 * @param {number[]} ids of transfers
 * @returns {Object|null} the `receipt` of ReceiveState; null when one is not known
 */
export function receiptOf(snapshot, ids) {
    const transfers = ids.map((id) => snapshot.transfer(id));
    if (!transfers.every(Boolean)) {
        return null;
    }
    const [first] = transfers;
    const joined = (name) =>
        [...new Set(transfers.map((one) => one[name]).filter(Boolean))].join(", ");
    return {
        id: first.id,
        ids,
        name: joined("name"),
        partner: joined("partner"),
        origin: joined("origin"),
        backorder: snapshot.type(first.type_id)?.backorder || "ask",
        today: snapshot.today,
        started: "",
        products: productsOf(snapshot, transfers),
        applied: transfers.flatMap(({applied}) => applied),
    };
}

/** A receipt that nobody ordered, before the server knows of it. */
export function unorderedReceipt(snapshot, name) {
    return {
        id: 0,
        ids: [],
        name,
        partner: "",
        origin: "",
        backorder: "never",
        today: snapshot.today,
        started: "",
        unordered: true,
        products: [],
        applied: [],
    };
}

function productsOf(snapshot, transfers) {
    const demands = new Map();
    for (const transfer of transfers) {
        for (const {product_id, demand} of transfer.moves) {
            const parts = demands.get(product_id) || [];
            const part = parts.find(({id}) => id === transfer.id);
            if (part) {
                part.demand = round(part.demand + demand);
            } else {
                parts.push({id: transfer.id, demand, done: 0});
            }
            demands.set(product_id, parts);
        }
    }
    const lines = transfers.flatMap(({id, lines: own}) =>
        own.filter(({picked}) => picked).map((line) => ({...line, picking_id: id}))
    );
    return [...demands].map(([id, parts]) =>
        expected(snapshot, snapshot.product(id), parts, lines)
    );
}

/** @returns {Object} a product of a receipt: what is expected and what is counted */
export function expected(snapshot, product, parts, lines = []) {
    const own = lines.filter(({product_id}) => product_id === product.id);
    const counted = own.reduce(addLine, []);
    for (const line of own) {
        const part = parts.find(({id}) => id === line.picking_id);
        part.done = round(part.done + line.quantity);
    }
    const sum = (name) => round(parts.reduce((total, part) => total + part[name], 0));
    const {id, name, code, codes, unit, per_kg, step, tracking, keeping} = product;
    return {
        ...{id, name, code, codes, unit, per_kg, step, tracking, keeping},
        demand: sum("demand"),
        done: sum("done"),
        parts,
        counted,
        lots: tracking === "none" ? [] : knownLots(snapshot, id),
    };
}

function addLine(counted, line) {
    const {lot, damaged, quantity, production_date, expiration_date} = line;
    const same = counted.find(
        (one) => one.lot === lot && Boolean(one.damaged) === Boolean(damaged)
    );
    if (same) {
        same.quantity = round(same.quantity + quantity);
        return counted;
    }
    const dates = {production_date, expiration_date};
    return [...counted, {lot, ...(damaged && {damaged}), quantity, ...dates}];
}

function knownLots(snapshot, productId) {
    return snapshot
        .lotsOf(productId)
        .sort((one, other) => other.id - one.id)
        .map(({id, name, production_date, expiration_date}) => ({
            name,
            production_date,
            expiration_date,
            in_stock: snapshot
                .quantsOfLot(id)
                .some(({quantity}) => quantity === null || quantity > EPSILON),
        }));
}
