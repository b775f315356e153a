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
        return this.state.waiting.receive;
    }

    due(receipt) {
        if (receipt.days_late > 0) {
            return _t("%s days late", receipt.days_late);
        }
        return receipt.days_late === 0 ? _t("today") : showDate(receipt.date);
    }
}
