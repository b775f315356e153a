import {_t} from "@web/core/l10n/translation";
import {formatDate, deserializeDate} from "@web/core/l10n/dates";
import {daysUntil} from "../parse/dates";

/** What the scanner says to the keeper whatever the job; jobs bring their own. */
const MESSAGES = {
    badDate: () => _t("The code holds a date that does not exist."),
    gone: () => _t("This is no longer to be done."),
    installByMenu: () => _t("Open the browser's menu and choose “Add to home screen”."),
    linkHeldUp: ({count}) => _t("%s held up", count),
    linkNeedsYou: ({count}) => _t("Needs you: %s", count),
    linkNotSaved: () => _t("Not saved on this device"),
    linkOffline: () => _t("Offline"),
    linkOfflineUnsent: ({count}) => _t("Offline, %s unsent", count),
    linkOnline: () => _t("Online"),
    linkSignedOut: () => _t("Signed out"),
    linkUnsent: ({count}) => _t("%s unsent", count),
    noCommand: ({command}) => _t("There is nothing to do here for %s.", command),
    noConnection: () => _t("No connection. Looking up needs the server."),
    noted: () => _t("The note is kept with the transfer."),
    nothing: ({code}) => _t("Nothing known as “%s”.", code),
    nothingToUndo: () => _t("There is nothing to take back."),
    photographed: () => _t("The picture is kept with the transfer."),
    refused: ({message}) => message,
    server: ({message}) => message,
    solved: ({message}) => message,
};

/**
 * @param {string} key
 * @param {Object} values
 * @param {Object<string, (values: Object) => string>} messages of the job in hand; what
 *      it does not say is said as everywhere
 */
export function sayMessage(key, values, messages = {}) {
    return (messages[key] || MESSAGES[key])(values).toString();
}

/** @param {string|false} date ISO date */
export function showDate(date) {
    return date ? formatDate(deserializeDate(date), {format: "yyyy-MM-dd"}) : "";
}

/** Quantities without needless decimals; a dash for what must not be told (null). */
export function showQuantity(quantity) {
    if (quantity === null) {
        return "–";
    }
    return String(Math.round(quantity * 1000) / 1000);
}

/** @returns {string} how long ago, or how far ahead, a day is */
export function showAge(date, today) {
    const days = daysUntil(date, today);
    if (days < 0) {
        return _t("%s days late", -days).toString();
    }
    return days === 0 ? _t("today").toString() : showDate(date);
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
