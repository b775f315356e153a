import {_t} from "@web/core/l10n/translation";

/** What is said while goods are carried from one place to another. */
export const CARRY_MESSAGES = {
    empty: ({place}) => _t("Nothing is known to lie at %s.", place),
    finishing: () => _t("It is being finished. Wait for the server."),
    from: ({place}) => _t("Taking from %s. Scan the goods.", place),
    handsFull: ({product}) => _t("First scan where %s goes.", product),
    inHand: ({product, quantity}) =>
        _t("%(product)s: %(quantity)s in hand", {product, quantity}),
    mixed: ({place, product, lot}) =>
        _t(
            "%(product)s %(lot)s lies at %(place)s and must be alone. Choose another place, or scan it again if that is gone.",
            {place, product, lot}
        ),
    moved: ({product, quantity, place}) =>
        _t("%(product)s %(quantity)s → %(place)s", {product, quantity, place}),
    movedOver: ({product, quantity, place, available}) =>
        _t("%(product)s %(quantity)s → %(place)s. Only %(available)s were known.", {
            product,
            quantity,
            place,
            available,
        }),
    need_from: ({product}) => _t("%s: scan where you take it from.", product),
    need_lot: ({product}) => _t("%s: scan the lot or serial number.", product),
    need_quantity: ({product}) => _t("%s: how many?", product),
    need_target: ({product}) => _t("%s: scan where it goes.", product),
    noPlace: ({place}) => _t("%s keeps no goods. Scan a place that does.", place),
    notHere: ({product, place}) =>
        _t("%(product)s is not known to lie at %(place)s. Scan it again if it does.", {
            product,
            place,
        }),
    nothingMoved: () => _t("Nothing has been put away yet."),
    nowhere: ({product}) =>
        _t("%s is not known to be in stock. Scan it again if it is.", product),
    packageGone: ({package: name}) =>
        _t("Nobody knows where package %s is. Scan its goods.", name),
    samePlace: ({place}) => _t("The goods are at %s. Scan where they go.", place),
    serialTwice: ({lot}) => _t("Serial number %s is in hand already.", lot),
    undone: ({product, quantity}) =>
        _t("Taken back: %(product)s × %(quantity)s", {product, quantity}),
    unknown: ({code}) => _t("Nothing known as “%s”.", code),
    unknownLot: ({lot, product}) =>
        _t("Lot %(lot)s of %(product)s is not known.", {lot, product}),
};
