/**
 * What a look-up shows of one thing, made of the device's own rows. Pure functions; the
 * shapes are those of the server's cards.
 */
import {_t} from "@web/core/l10n/translation";

const MAX_LINES = 60;
// Days before the expiration date from which a keeper is warned.
const ALERT_DAYS = 30;
const DAY = 24 * 3600 * 1000;

const HOLDS = {
    quarantined: _t("Quarantined"),
    recalled: _t("Recalled"),
    blocked: _t("Blocked"),
};
const STATES = {
    waiting: _t("Waiting for another transfer"),
    confirmed: _t("Waiting for goods"),
    assigned: _t("Ready"),
    done: _t("Done"),
    cancel: _t("Cancelled"),
};

export function productCard(snapshot, id) {
    const product = snapshot.product(id);
    return (
        product && {
            kind: "product",
            id,
            title: snapshot.get("products", id).name,
            variant: product.variant || "",
            code: product.code,
            barcode: product.barcode || "",
            unit: product.unit,
            tracking: product.tracking,
            stock: stockOf(snapshot, snapshot.quantsOf(id)),
            receipts: expectedOf(snapshot, id),
        }
    );
}

export function lotCard(snapshot, id) {
    const lot = snapshot.lot(id);
    if (!lot) {
        return null;
    }
    const product = snapshot.product(lot.product_id);
    return {
        kind: "lot",
        id,
        title: lot.name,
        product: {id: lot.product_id, name: product?.name || ""},
        code: product?.code || "",
        unit: product?.unit || "",
        tracking: product?.tracking || "lot",
        expiry: expiryOf(lot, snapshot.today),
        hold: lot.hold && {state: HOLDS[lot.hold.state], reason: lot.hold.reason},
        // Where it came from and who has it is for the server to tell.
        field: false,
        stock: stockOf(snapshot, snapshot.quantsOfLot(id)),
    };
}

export function placeCard(snapshot, id) {
    const place = snapshot.location(id);
    const within = snapshot.placesIn(id);
    return (
        place && {
            kind: "location",
            id,
            title: place.name,
            barcode: place.barcode || "",
            warehouse: place.warehouse_id ? snapshot.about.warehouse?.name || "" : "",
            stock: stockOf(
                snapshot,
                within.flatMap((one) => snapshot.quantsAt(one))
            ),
        }
    );
}

export function packageCard(snapshot, id) {
    const box = snapshot.package(id);
    return (
        box && {
            kind: "package",
            id,
            title: box.name,
            location: snapshot.location(box.location_id)?.name || "",
            stock: stockOf(snapshot, snapshot.quantsIn(id)),
        }
    );
}

export function transferCard(snapshot, id) {
    const transfer = snapshot.transfer(id);
    return (
        transfer && {
            kind: "transfer",
            id,
            title: transfer.name,
            type: snapshot.type(transfer.type_id)?.name || "",
            incoming: transfer.code === "incoming",
            open: ["waiting", "confirmed", "assigned"].includes(transfer.state),
            state: STATES[transfer.state] || transfer.state,
            partner: transfer.partner || "",
            origin: transfer.origin || "",
            date: transfer.date,
            lines: transfer.moves.map(({product_id, demand}) => {
                const {name, code, unit} = snapshot.product(product_id) || {};
                return {product_id, name, code, demand, unit};
            }),
        }
    );
}

// ---- parts --------------------------------------------------------------------------

/** @returns {Object} the dates of a lot and how they should worry its reader */
export function expiryOf(lot, today) {
    const {production_date = false, expiration_date, alert_date} = lot || {};
    if (!expiration_date) {
        return {
            production_date,
            expiration_date: false,
            days_left: false,
            state: false,
        };
    }
    const days_left = Math.round(
        (Date.parse(expiration_date) - Date.parse(today)) / DAY
    );
    let state = "good";
    if (days_left < 0) {
        state = "expired";
    } else if (days_left < ALERT_DAYS || (alert_date && alert_date <= today)) {
        state = "alert";
    }
    return {production_date, expiration_date, days_left, state};
}

/** Where goods are, what expires first first. Sums of what the user is to count are not
 *  told: null. */
function stockOf(snapshot, quants) {
    const lines = quants.map((quant) => stockLine(snapshot, quant)).sort(firstOut);
    const sum = (name) =>
        lines.some((line) => line[name] === null)
            ? null
            : lines.reduce((total, line) => total + line[name], 0);
    return {
        lines: lines.slice(0, MAX_LINES),
        more: Math.max(0, lines.length - MAX_LINES),
        own_warehouse: snapshot.about.warehouse?.name || "",
        on_hand: sum("quantity"),
        available: sum("available"),
        elsewhere: 0,
    };
}

function stockLine(snapshot, quant) {
    const product = snapshot.product(quant.product_id) || {};
    const place = snapshot.location(quant.location_id) || {};
    const lot = snapshot.lot(quant.lot_id);
    return {
        id: quant.id,
        product: product.name || "",
        product_id: quant.product_id,
        unit: product.unit || "",
        warehouse: snapshot.about.warehouse?.name || "",
        own: true,
        location: place.name || "",
        route: place.route || "",
        package: snapshot.package(quant.package_id)?.name || "",
        lot: lot?.name || "",
        lot_id: quant.lot_id || false,
        quantity: quant.quantity,
        available: quant.available,
        expiry: expiryOf(lot, snapshot.today),
        hold: lot?.hold ? HOLDS[lot.hold.state] : "",
    };
}

function firstOut(one, other) {
    const key = ({expiry, route}) => `${expiry.expiration_date || "9999"} ${route}`;
    return key(one) < key(other) ? -1 : 1;
}

function expectedOf(snapshot, productId) {
    const expected = new Map();
    for (const {picking_id, demand} of snapshot
        .table("moves")
        .by("product", productId)) {
        expected.set(picking_id, (expected.get(picking_id) || 0) + demand);
    }
    return [...expected]
        .map(([id, quantity]) => ({...snapshot.transfer(id), quantity}))
        .filter(({code}) => code === "incoming")
        .map(({id, name, partner, date, quantity}) => ({
            id,
            name,
            partner: partner || "",
            date,
            quantity,
        }));
}
