import {_t} from "@web/core/l10n/translation";
import {showDate} from "../app/messages";

/** What is said while counting. */
export const COUNT_MESSAGES = {
    countFirst: () => _t("First confirm or cancel what you are counting."),
    counted: ({product, lot, quantity, unit}) =>
        _t("%(goods)s: %(quantity)s %(unit)s counted", {
            goods: [product, lot].filter(Boolean).join(" "),
            quantity,
            unit,
        }),
    countedNew: ({product, lot, quantity, unit}) =>
        _t("%(product)s: %(quantity)s %(unit)s of a new lot %(lot)s", {
            product,
            lot,
            quantity,
            unit,
        }),
    datesCross: () => _t("The expiration date lies before the production date."),
    ended: ({place}) => _t("%s is counted.", place),
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
        _t("%(product)s: %(quantity)s so far", {product, quantity}),
    need_date: ({product}) => _t("%s: enter the date on the package.", product),
    need_lot: ({product}) => _t("%s: scan the lot or serial number.", product),
    need_place: ({product}) => _t("%s: scan the place you count.", product),
    need_quantity: ({product}) => _t("%s: how many?", product),
    noPlace: ({place}) => _t("%s keeps no goods. Scan a place that does.", place),
    place: ({place}) => _t("Counting %s. Scan what lies there.", place),
    refusedCounts: () => _t("Some counts were refused. Count them again first."),
    serialTwice: ({lot}) => _t("Serial number %s is already counted.", lot),
    tooMany: () => _t("So many lines cannot be closed at once: count what is missing."),
    twice: ({product, quantity}) =>
        _t("%(product)s: %(quantity)s counted already. Add or replace?", {
            product,
            quantity,
        }),
    undone: ({product, quantity}) =>
        _t("Taken back: %(product)s × %(quantity)s", {product, quantity}),
    unexpectedLot: ({lot}) =>
        _t("Lot %s is new here: enter the date on the package.", lot),
    unknown: ({code}) => _t("Nothing known as “%s”.", code),
};
