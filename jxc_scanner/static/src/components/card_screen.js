import {Component, useState} from "@odoo/owl";
import {showDate, showQuantity} from "../app/messages";
import {useScanner} from "../app/use_scanner";
import {ExpiryBadge} from "./expiry_badge";
import {KINDS} from "./hits_screen";
import {LabelSheet} from "./label_sheet";
import {StockLines} from "./stock_lines";

// Odoo's own reports of one label.
const LABELS = {
    lot: "stock.report_lot_label",
    location: "stock.report_location_barcode",
    package: "stock.report_package_barcode_small",
};

/** What the scanned thing is, where it is, and when it expires. */
export class CardScreen extends Component {
    static template = "jxc_scanner.CardScreen";
    static components = {ExpiryBadge, LabelSheet, StockLines};
    static props = {};

    setup() {
        Object.assign(this, useScanner());
        Object.assign(this, {kinds: KINDS, showDate, showQuantity});
        this.sheet = useState({labels: false});
    }

    get card() {
        return this.state.card;
    }

    /** The job in which the thing shown is to be done. */
    get job() {
        const {desk} = this.store;
        const taking = desk.takingCard(this.card, this.state.screen);
        return taking?.ids && {...taking, title: desk.jobs[taking.name].title()};
    }

    get labelUrl() {
        const report = LABELS[this.card.kind];
        return report ? `/report/pdf/${report}/${this.card.id}` : "";
    }

    /** Codes under the title, those that exist. */
    get facts() {
        const {card} = this;
        return [
            card.variant,
            card.code,
            card.barcode,
            card.type,
            card.warehouse,
        ].filter(Boolean);
    }
}
