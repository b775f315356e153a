import {_t} from "@web/core/l10n/translation";
import {showDate} from "../app/messages";

/** What is said while receiving. */
export const RECEIVE_MESSAGES = {
    counted: ({product, done, demand, unit}) =>
        _t("%(product)s: %(done)s / %(demand)s %(unit)s", {
            product,
            done,
            demand,
            unit,
        }),
    countedFree: ({product, done, unit}) =>
        _t("%(product)s: %(done)s %(unit)s counted in", {product, done, unit}),
    damaged: ({product, quantity}) =>
        _t("%(product)s: %(quantity)s damaged, kept apart", {product, quantity}),
    datesCross: () => _t("The expiration date lies before the production date."),
    expired: ({lot, date}) =>
        _t("Lot %(lot)s expired on %(date)s.", {lot, date: showDate(date)}),
    finished: ({name}) => _t("%s is finished.", name),
    finishing: () => _t("The receipt is being finished. Wait for the server."),
    future: ({date}) =>
        _t("The production date %s lies in the future.", showDate(date)),
    many: ({counted, refused}) =>
        refused
            ? _t("%(counted)s tags counted, %(refused)s need a look", {
                  counted,
                  refused,
              })
            : _t("%s tags counted", counted),
    more: ({product, quantity}) =>
        _t("%(product)s: %(quantity)s to count in", {product, quantity}),
    need_date: ({product}) => _t("%s: enter the date on the package.", product),
    need_lot: ({product}) => _t("%s: scan the lot or serial number.", product),
    need_quantity: ({product}) => _t("%s: how many?", product),
    need_vendor: () => _t("First choose who delivers."),
    notOrdered: ({product}) => _t("%s was not ordered.", product),
    nothingCounted: () => _t("Nothing has been counted yet."),
    over: ({product, done, demand, over}) =>
        _t("%(product)s: %(over)s more than ordered (%(done)s / %(demand)s)", {
            product,
            done,
            demand,
            over,
        }),
    packed: () => _t("What is counted goes into one package."),
    serialInStock: ({lot}) => _t("Serial number %s is already in stock.", lot),
    serialTwice: ({lot}) => _t("Serial number %s is already counted.", lot),
    started: () => _t("Scan what was delivered."),
    undone: ({product, quantity}) =>
        _t("Taken back: %(product)s × %(quantity)s", {product, quantity}),
    unknown: ({code}) => _t("“%s” is not on this receipt.", code),
};
