import {_t} from "@web/core/l10n/translation";
import {formatDate, deserializeDate} from "@web/core/l10n/dates";

/** Everything the scanner says to the keeper, in one place. */
const MESSAGES = {
    badDate: () => _t("The code holds a date that does not exist."),
    counted: ({product, done, demand, unit}) =>
        _t("%(product)s: %(done)s / %(demand)s %(unit)s", {
            product,
            done,
            demand,
            unit,
        }),
    datesCross: () => _t("The expiration date lies before the production date."),
    expired: ({lot, date}) =>
        _t("Lot %(lot)s expired on %(date)s.", {lot, date: showDate(date)}),
    finishing: () => _t("The receipt is being finished. Wait for the server."),
    future: ({date}) =>
        _t("The production date %s lies in the future.", showDate(date)),
    more: ({product, quantity}) =>
        _t("%(product)s: %(quantity)s to count in", {product, quantity}),
    need_date: ({product}) => _t("%s: enter the date on the package.", product),
    need_lot: ({product}) => _t("%s: scan the lot or serial number.", product),
    need_quantity: ({product}) => _t("%s: how many?", product),
    noConnection: () => _t("No connection. Looking up needs the server."),
    nothing: ({code}) => _t("Nothing known as “%s”.", code),
    nothingCounted: () => _t("Nothing has been counted yet."),
    nothingToUndo: () => _t("There is nothing to take back."),
    over: ({product, done, demand, over}) =>
        _t("%(product)s: %(over)s more than ordered (%(done)s / %(demand)s)", {
            product,
            done,
            demand,
            over,
        }),
    refused: ({message}) => message,
    serialInStock: ({lot}) => _t("Serial number %s is already in stock.", lot),
    serialTwice: ({lot}) => _t("Serial number %s is already counted.", lot),
    server: ({message}) => message,
    undone: ({product, quantity}) =>
        _t("Taken back: %(product)s × %(quantity)s", {product, quantity}),
    unknown: ({code}) => _t("“%s” is not on this receipt.", code),
};

export function sayMessage(key, values) {
    return MESSAGES[key](values).toString();
}

/** @param {string|false} date ISO date */
export function showDate(date) {
    return date ? formatDate(deserializeDate(date), {format: "yyyy-MM-dd"}) : "";
}

/** Quantities without needless decimals. */
export function showQuantity(quantity) {
    return String(Math.round(quantity * 1000) / 1000);
}

/** @returns {string} remaining life in words */
export function showRemaining(daysLeft) {
    if (daysLeft < 0) {
        return _t("expired %s days ago", -daysLeft).toString();
    }
    if (daysLeft === 0) {
        return _t("last day today").toString();
    }
    return _t("%s days left", daysLeft).toString();
}
