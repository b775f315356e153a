/**
 * The steps of carrying that end in operations. The state is described in carry.js.
 */
import {goodsName, layCarried, letGo} from "./carry_picture";
import {said} from "./receive_operations";

/** Put the goods in hand down at `location`. */
export function carryTo(state, location, context) {
    const {goods, from, transfer} = state;
    const operation = {
        uuid: context.newUuid(),
        kind: transfer ? "putaway.take" : "transfer.move",
        time: context.now(),
        payload: {
            ...(transfer && {picking_id: transfer.id}),
            ...carriedOf(goods),
            location_id: from.id,
            location_dest_id: location.id,
        },
    };
    const over = goods.productId && goods.quantity > goods.available;
    const free = {...letGo(state), from: from.scanned ? from : null};
    const next = layCarried(free, operation);
    return {
        ...said(next, over ? "warn" : "good", over ? "movedOver" : "moved", {
            product: goodsName(goods, context.snapshot) || from.name,
            quantity: goods.quantity || "",
            available: goods.available,
            place: location.name,
        }),
        operations: [operation],
    };
}

function carriedOf({productId, lotId, packageId, quantity, whole}) {
    if (whole) {
        return {whole: true};
    }
    if (!productId) {
        return {package_id: packageId};
    }
    return {product_id: productId, lot_id: lotId, package_id: packageId, quantity};
}

/** Take back the last thing carried. */
export function carryBack(state, event, context) {
    const target = state.history.at(-1);
    if (!target) {
        return said(state, "bad", "nothingToUndo");
    }
    const {transfer} = state;
    const operation = {
        uuid: context.newUuid(),
        kind: transfer ? "putaway.undo" : "transfer.back",
        time: context.now(),
        payload: {...(transfer && {picking_id: transfer.id}), target: target.uuid},
    };
    const {product_id, quantity} = target.payload;
    return {
        ...said(layCarried(state, operation), "warn", "undone", {
            product: context.snapshot.product(product_id)?.name || "",
            quantity: quantity || "",
        }),
        operations: [operation],
    };
}

/** Finish the planned transfer. */
export function finishCarrying(state, {backorder}, context) {
    const {transfer} = state;
    if (!state.history.length && !transfer.begun) {
        return said(state, "bad", "nothingMoved");
    }
    const operation = {
        uuid: context.newUuid(),
        kind: "putaway.validate",
        time: context.now(),
        payload: {picking_id: transfer.id, backorder: Boolean(backorder)},
    };
    return {...said(layCarried(letGo(state), operation)), operations: [operation]};
}
