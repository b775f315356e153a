/**
 * Scrapping, as a pure function: goods come into the hands as in carry.js, and a reason
 * takes the place of the target.
 */
import {carry} from "./carry";
import {awaited, goodsName, letGo} from "./carry_picture";
import {resolve} from "./goods";
import {said} from "./receive_operations";

export function scrap(state, event, context) {
    if (event.type === "post") {
        return post(state, event, context);
    }
    if (event.type === "undo" || event.type === "whole") {
        return said(state, "bad", "nothingToUndo");
    }
    const inHand = awaited(state) === "target" && event.type === "scan";
    if (inHand && resolve(context.snapshot, event.scan).location) {
        return said(state, "bad", "need_reason", {
            product: goodsName(state.goods, context.snapshot),
        });
    }
    const step = carry(state, event, context);
    if (step.state.goods && !step.state.goods.productId) {
        return said(state, "bad", "noPackages");
    }
    const asks = step.feedback?.key === "need_target";
    return asks ? {...step, feedback: {...step.feedback, key: "need_reason"}} : step;
}

function post(state, {reasonIds, note}, context) {
    const {goods, from} = state;
    if (awaited(state) !== "target" || !goods.quantity) {
        return said(state, "bad", "need_quantity", {
            product: goods ? goodsName(goods, context.snapshot) : "",
        });
    }
    if (!reasonIds.length && !note) {
        return said(state, "bad", "need_reason", {
            product: goodsName(goods, context.snapshot),
        });
    }
    const operation = {
        uuid: context.newUuid(),
        kind: "scrap.post",
        time: context.now(),
        payload: {
            product_id: goods.productId,
            lot_id: goods.lotId,
            package_id: goods.packageId,
            quantity: goods.quantity,
            location_id: from.id,
            reason_ids: reasonIds,
            ...(note && {note}),
        },
    };
    const free = {...letGo(state), from: from.scanned ? from : null};
    return {
        ...said(layScrap(free, operation), "good", "scrapped", {
            product: goodsName(goods, context.snapshot),
            quantity: goods.quantity,
            place: from.name,
        }),
        operations: [operation],
    };
}

/** Show `operation` as done: the goods are no longer where they were. */
export function layScrap(state, {uuid, payload, answered: settled}) {
    return {...state, moved: [...state.moved, {uuid, payload, settled}]};
}
