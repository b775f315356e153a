/* global luxon */
import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useScanner} from "../app/use_scanner";

const KIND_NAMES = {
    "receive.count": _t("Count in"),
    "receive.undo": _t("Take back"),
    "receive.validate": _t("Finish receipt"),
};

/** What has not reached the server, and what it refused and why. */
export class JournalScreen extends Component {
    static template = "jxc_scanner.JournalScreen";
    static props = {};

    setup() {
        Object.assign(this, useScanner());
    }

    describe({kind, payload}) {
        const parts = [KIND_NAMES[kind], payload.lot, payload.quantity];
        return parts.filter(Boolean).join(" · ");
    }

    when(entry) {
        return luxon.DateTime.fromISO(entry.time).toFormat("MM-dd HH:mm:ss");
    }
}
