/* global luxon */
import {Component} from "@odoo/owl";
import {useScanner} from "../app/use_scanner";

/** What has not reached the server, and what it refused and why. */
export class JournalScreen extends Component {
    static template = "jxc_scanner.JournalScreen";
    static props = {};

    setup() {
        Object.assign(this, useScanner());
    }

    describe({kind, payload}) {
        const {desk, snapshot} = this.store;
        const product = snapshot.product(payload.product_id);
        const lot = payload.lot || snapshot.lot(payload.lot_id)?.name;
        const parts = [desk.nameOf(kind), product?.name, lot, payload.quantity];
        return parts.filter(Boolean).join(" · ");
    }

    when(entry) {
        return luxon.DateTime.fromISO(entry.time).toFormat("MM-dd HH:mm:ss");
    }
}
