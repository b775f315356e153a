import {_t} from "@web/core/l10n/translation";
import {showDate, showQuantity} from "../app/messages";

/** Everything picking, packing and shipping say to the keeper. */
export const PICK_MESSAGES = {
    allTaken: () => _t("All of it has been taken."),
    atPlace: ({place, product, rest}) =>
        _t("%(place)s: take %(rest)s × %(product)s", {
            place,
            product,
            rest: showQuantity(rest),
        }),
    boxClosed: ({box}) => _t("Package %s is closed.", box),
    boxOpen: ({box}) => _t("Goods now go into package %s.", box),
    emptyBox: () => _t("There is nothing in the package yet."),
    finished: ({name}) => _t("%s is done.", name),
    needBox: () => _t("Scan the label of a package, or begin a new one."),
    needLot: ({product}) => _t("%s: scan the lot or serial number.", product),
    needPlace: ({product}) => _t("%s: scan the location it lies in.", product),
    needReason: () => _t("State the reason."),
    needTote: ({quantity, product, transfer}) =>
        _t("%(quantity)s × %(product)s: scan an empty tote for %(transfer)s.", {
            quantity: showQuantity(quantity),
            product,
            transfer,
        }),
    notAllowed: () => _t("This may not be taken. Take another lot."),
    nothingHere: ({place}) => _t("%s: nothing is to be taken here.", place),
    nothingTaken: () => _t("Nothing has been taken yet."),
    notWanted: ({code}) => _t("“%s” is not wanted here.", code),
    pickFinishing: () => _t("It is being finished. Wait for the server."),
    putBack: ({product, quantity}) =>
        _t("Put back: %(product)s × %(quantity)s", {
            product,
            quantity: showQuantity(quantity),
        }),
    putInto: ({quantity, product, tote}) =>
        _t("Put %(quantity)s × %(product)s into tote %(tote)s.", {
            quantity: showQuantity(quantity),
            product,
            tote,
        }),
    scanFirst: ({product}) => _t("%s: scan one of them first.", product),
    shortPicked: ({product, rest}) =>
        _t("%(product)s: %(rest)s missing. The place will be counted.", {
            product,
            rest: showQuantity(rest),
        }),
    stop_delivery_life: ({message}) => message,
    stop_expired: ({lot, date, message}) =>
        message || _t("Lot %(lot)s expired on %(date)s.", {lot, date: showDate(date)}),
    stop_fefo: ({lot, earlier, earlierPlace}) =>
        _t("Not lot %(lot)s: lot %(earlier)s expires first. It is at %(place)s.", {
            lot,
            earlier,
            place: earlierPlace,
        }),
    stop_hold: ({lot, state, message}) =>
        [HOLDS[state]?.(lot) || _t("Lot %s is on hold.", lot), message]
            .filter(Boolean)
            .join(" "),
    stop_notThere: ({product, lot, place, left}) =>
        _t("%(goods)s: by the books only %(left)s at %(place)s.", {
            goods: [product, lot].filter(Boolean).join(" "),
            left: showQuantity(left),
            place,
        }),
    stop_otherLot: ({lot, wanted}) =>
        wanted
            ? _t("Lot %(lot)s instead of %(wanted)s?", {lot, wanted})
            : _t("Take lot %s?", lot),
    taken: ({product, taken, quantity, unit}) =>
        _t("%(product)s: %(taken)s / %(quantity)s %(unit)s", {
            product,
            taken: showQuantity(taken),
            quantity: showQuantity(quantity),
            unit,
        }),
    tooMany: ({product, rest}) =>
        _t("%(product)s: only %(rest)s more are wanted.", {
            product,
            rest: showQuantity(rest),
        }),
    tracked: ({tracking}) => _t("Tracking reference %s is noted.", tracking),
    unknownLot: ({lot, wanted}) =>
        wanted
            ? _t("Lot %(lot)s is not in stock. Take lot %(wanted)s.", {lot, wanted})
            : _t("Lot %s is not in stock.", lot),
    wrongTote: ({scanned, tote, transfer}) =>
        tote
            ? _t("Not %(scanned)s: it goes into tote %(tote)s.", {scanned, tote})
            : _t("%(scanned)s holds goods of another transfer than %(transfer)s.", {
                  scanned,
                  transfer,
              }),
};

const HOLDS = {
    recalled: (lot) => _t("Lot %s is recalled. Do not ship it.", lot),
    quarantined: (lot) => _t("Lot %s is in quarantine.", lot),
    blocked: (lot) => _t("Lot %s is blocked.", lot),
};

/** What stands above a stop. */
export const STOP_TITLES = {
    delivery_life: () => _t("Too little life left"),
    expired: () => _t("Expired"),
    fefo: () => _t("Wrong lot"),
    hold: () => _t("Stopped lot"),
    notThere: () => _t("Not here"),
    otherLot: () => _t("Another lot"),
};
