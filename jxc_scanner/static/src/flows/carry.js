/**
 * Carrying goods from one place to another, as a pure function: put-away, transfer, and
 * working off a planned internal transfer. Goods or place may be scanned first.
 *
 * @typedef {Object} CarryState
 * @property {"transfer"|"putaway"} mode put-away takes all that lies there, a transfer
 *      what is scanned
 * @property {Object|null} transfer the planned one being worked off: `{id, name, todo}`
 * @property {{id: number, name: string, scanned: boolean}|null} from where goods are
 *      taken; one that was scanned stays for the next
 * @property {Object|null} goods in hand: `{productId, lotId, packageId, whole, quantity}`
 * @property {{id: number, name: string}|null} suggestion where they belong
 * @property {Object[]} moved what this device carried and the picture does not hold
 * @property {Object[]} history operations that can be taken back, last last
 * @property {string} doubt what the device refused once; the same scan again insists
 * @property {string|null} finishing number of the finish operation under way
 */
import {carryBack, carryTo, finishCarrying} from "./carry_operations";
import {awaited, goodsName, letGo, rowsOf} from "./carry_picture";
import {mixedWith, quantityOf, resolve, sumOf, usualPlace} from "./goods";
import {EPSILON, round} from "./receipt_picture";
import {said} from "./receive_operations";

export function carry(state, event, context) {
    return HANDLERS[event.type](state, event, context);
}

const HANDLERS = {
    scan: onScan,
    place: (state, {locationId}, context) =>
        onPlace(state, context.snapshot.location(locationId), context),
    choose: (state, {productId, lotId, packageId}, {snapshot}) =>
        takeGoods(state, snapshot, {
            product: snapshot.product(productId),
            lot: snapshot.lot(lotId),
            packageId,
        }),
    lot: (state, {lotId}, {snapshot}) =>
        takeGoods(state, snapshot, {
            product: snapshot.product(state.goods.productId),
            lot: snapshot.lot(lotId),
            quantity: state.goods.quantity,
        }),
    whole: (state, event, {snapshot}) => takeWhole(state, snapshot),
    quantity: (state, {quantity}) =>
        said({...state, goods: {...state.goods, quantity: Math.max(0, quantity)}}),
    suggested: (state, {suggestion}) => said({...state, suggestion}),
    cancel: (state) => said(letGo(state)),
    undo: carryBack,
    finish: finishCarrying,
};

// ---- scans --------------------------------------------------------------------------

function onScan(state, {scan}, context) {
    if (state.finishing) {
        return said(state, "bad", "finishing");
    }
    if (scan.error) {
        return said(state, "bad", "badDate", {code: scan.text});
    }
    const found = resolve(context.snapshot, scan);
    if (found.location) {
        return onPlace(state, found.location, context);
    }
    if (found.package) {
        return onPackage(state, found.package, context.snapshot);
    }
    const lot = awaited(state) === "lot" && lotInHand(state, scan, context.snapshot);
    if (lot) {
        const quantity = scan.quantity || scan.weight;
        return takeGoods(state, context.snapshot, {
            ...lot,
            quantity: quantity && quantityOf(scan, lot.product),
        });
    }
    if (!found.product) {
        return said(state, "bad", "unknown", {code: scan.lot || scan.text});
    }
    return onProduct(state, found, scan, context.snapshot);
}

/** A lot of the goods in hand, though other products may have one of that name. */
function lotInHand({goods}, scan, snapshot) {
    const names = [scan.lot, scan.text];
    const lot = snapshot.lotsOf(goods.productId).find(({name}) => names.includes(name));
    return lot && {product: snapshot.product(goods.productId), lot};
}

function onProduct(state, {product, pack, lot, lotName}, scan, snapshot) {
    const {goods} = state;
    const quantity = quantityOf(scan, product, pack);
    if (lotName && !lot) {
        return said(state, "bad", "unknownLot", {lot: lotName, product: product.name});
    }
    const same =
        goods?.productId === product.id &&
        (!lot || lot.id === goods.lotId || goods.needsLot);
    if (same && !(lot && goods.needsLot)) {
        return takeMore(state, product, quantity);
    }
    if (goods && !same && !goods.needsLot) {
        return said(state, "bad", "handsFull", {product: goodsName(goods, snapshot)});
    }
    return takeGoods(state, snapshot, {product, lot, quantity});
}

function takeMore(state, product, quantity) {
    const {goods} = state;
    if (goods.needsLot) {
        return said(state, "ask", "need_lot", {product: product.name});
    }
    if (product.tracking === "serial") {
        return said(state, "bad", "serialTwice", {lot: goods.lotName});
    }
    const more = round(goods.quantity + quantity);
    const values = {product: product.name, quantity: more};
    return said(
        {...state, goods: {...goods, quantity: more}},
        "good",
        "inHand",
        values
    );
}

function onPackage(state, found, snapshot) {
    if (state.goods && !state.goods.needsLot) {
        return said(state, "bad", "handsFull", {
            product: goodsName(state.goods, snapshot),
        });
    }
    const place = snapshot.location(found.location_id);
    if (!place) {
        return said(state, "bad", "packageGone", {package: found.name});
    }
    const goods = {packageId: found.id, packageName: found.name, quantity: false};
    return said({...letGo(state), from: here(place), goods}, "ask", "need_target", {
        product: found.name,
        place: place.name,
    });
}

// ---- goods -----------------------------------------------------------------------------

/** Take goods into the hands: which lot, from where and how many, as far as it is clear. */
function takeGoods(state, snapshot, {product, lot, packageId, quantity}) {
    const which = {productId: product.id, locationId: state.from?.id};
    let rows = rowsOf(state, snapshot, which).filter(
        (row) =>
            (!lot || row.lot_id === lot.id) &&
            (!packageId || row.package_id === packageId)
    );
    const doubt = `goods ${product.id} ${lot?.id} ${state.from?.id}`;
    if (!rows.length && state.doubt !== doubt) {
        return said({...state, doubt}, "bad", state.from ? "notHere" : "nowhere", {
            product: product.name,
            place: state.from?.name,
        });
    }
    const lots = [...new Set(rows.map((row) => row.lot_id))];
    const tracked = product.tracking !== "none";
    const known =
        lot || (tracked && lots.length === 1 && snapshot.lot(lots[0])) || null;
    rows = rows.filter((row) => !known || row.lot_id === known.id);
    const places = [...new Set(rows.map((row) => row.location_id))];
    const from =
        state.from || (places.length === 1 ? here(snapshot.location(places[0])) : null);
    const goods = {
        productId: product.id,
        lotId: known ? known.id : false,
        lotName: known ? known.name : "",
        packageId: packageId || false,
        needsLot: tracked && !known,
        quantity: howMany(state, product, rows, quantity),
        available: from ? sumOf(rows.filter((row) => row.location_id === from.id)) : 0,
    };
    const suggestion = suggested(state, goods, rows, from, snapshot);
    return askNext({...state, doubt: "", from, goods, suggestion}, product);
}

function howMany(state, product, rows, quantity) {
    if (product.tracking === "serial") {
        return 1;
    }
    const all = state.mode === "putaway" || state.transfer;
    return (all && sumOf(rows)) || quantity || 1;
}

/** The bin a planned transfer wants the goods in, else where such goods lie already. */
function suggested(state, goods, rows, from, snapshot) {
    const planned = snapshot.location(rows[0]?.location_dest_id);
    if (planned && snapshot.placesIn(planned.id).length === 1) {
        return here(planned);
    }
    const usual =
        state.mode === "putaway" && from
            ? usualPlace(snapshot, goods, from.id, state.moved)
            : null;
    return usual || (planned && here(planned)) || null;
}

function askNext(state, product) {
    const {goods, from} = state;
    const values = {
        product: product.name,
        quantity: goods.quantity,
        place: from?.name,
        lot: goods.lotName,
    };
    return said(state, "ask", `need_${awaited(state)}`, values);
}

function takeWhole(state, snapshot) {
    const rows = state.from ? rowsOf(state, snapshot, {locationId: state.from.id}) : [];
    if (!rows.length || state.transfer) {
        return said(state, "bad", "empty", {place: state.from?.name || ""});
    }
    const goods = {whole: true, quantity: false};
    return said({...letGo(state), from: state.from, goods}, "ask", "need_target", {
        product: state.from.name,
        place: state.from.name,
    });
}

// ---- places ----------------------------------------------------------------------------

function onPlace(state, location, context) {
    const {goods, from} = state;
    if (!["internal", "transit"].includes(location.usage)) {
        return said(state, "bad", "noPlace", {place: location.name});
    }
    const step = awaited(state);
    if (step === "any" || step === "goods") {
        const taken = {...letGo(state), from: here(location, {scanned: true})};
        return said(taken, "good", "from", {place: location.name});
    }
    if (step === "lot") {
        const {name} = context.snapshot.product(goods.productId);
        return said(state, "bad", "need_lot", {product: name});
    }
    if (step === "from") {
        return takeGoods({...state, from: here(location)}, context.snapshot, {
            product: context.snapshot.product(goods.productId),
            lot: context.snapshot.lot(goods.lotId),
            quantity: goods.quantity,
        });
    }
    if (location.id === from.id) {
        return from.scanned
            ? said(state, "bad", "samePlace", {place: location.name})
            : said({...state, from: {...from, scanned: true}}, "good", "need_target", {
                  product: goodsName(goods, context.snapshot),
                  place: from.name,
              });
    }
    return reachPlace(state, location, context);
}

function reachPlace(state, location, context) {
    const {goods, moved, transfer} = state;
    if (goods.quantity !== false && goods.quantity < EPSILON) {
        return said(state, "bad", "need_quantity", {
            product: goodsName(goods, context.snapshot),
        });
    }
    const other =
        goods.productId &&
        mixedWith(context.snapshot, location, goods, transfer ? [] : moved);
    const doubt = `mixed ${location.id}`;
    if (other && state.doubt !== doubt) {
        return said({...state, doubt}, "bad", "mixed", {
            place: location.name,
            ...other,
        });
    }
    return carryTo(state, location, context);
}

/** A place in hand; one that was scanned stays for the next goods. */
function here({id, name}, {scanned = false} = {}) {
    return {id, name, scanned};
}
