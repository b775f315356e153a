import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {showDate, showQuantity} from "../app/messages";
import {useScanner} from "../app/use_scanner";

/** Receipts still to do, with their age and how far each is. */
export class ReceiptsScreen extends Component {
    static template = "jxc_scanner.ReceiptsScreen";
    static props = {};

    setup() {
        Object.assign(this, useScanner(), {showQuantity});
    }

    get receipts() {
        const {about, waiting} = this.state;
        const receipts = waiting.receive || [];
        return about
            ? receipts.filter(({productIds}) => productIds.includes(about.id))
            : receipts;
    }

    /** Vendors who deliver on several orders: `{partner, ids}`. */
    get together() {
        const vendors = new Map();
        for (const {id, partner} of this.receipts) {
            if (partner) {
                vendors.set(partner, [...(vendors.get(partner) || []), id]);
            }
        }
        return [...vendors]
            .filter(([, ids]) => ids.length > 1)
            .map(([partner, ids]) => ({partner, ids}));
    }

    togetherText({ids}) {
        return _t("All %s receipts at once", ids.length);
    }

    due(receipt) {
        if (receipt.days_late > 0) {
            return _t("%s days late", receipt.days_late);
        }
        return receipt.days_late === 0 ? _t("today") : showDate(receipt.date);
    }
}
