import {Component, useState} from "@odoo/owl";
import {expiredLots, shortProducts} from "../flows/receipt_picture";
import {showDate, showQuantity} from "../app/messages";
import {useScanner} from "../app/use_scanner";

/** Before a receipt is finished: what is short, what has expired, what shall become
 *  of the rest. */
export class FinishSheet extends Component {
    static template = "jxc_scanner.FinishSheet";
    static props = {close: Function};

    setup() {
        Object.assign(this, useScanner(), {showDate, showQuantity});
        this.expired = expiredLots(this.state.flows.receive);
        this.short = shortProducts(this.state.flows.receive);
        this.choice = useState({acceptExpired: !this.expired.length});
    }

    /** Whether the operation type lets the keeper decide about the rest. */
    get asks() {
        return (
            this.short.length && this.state.flows.receive.receipt.backorder === "ask"
        );
    }

    finish(backorder) {
        this.store.act({
            type: "finish",
            backorder,
            acceptExpired: this.expired.length > 0,
        });
        this.props.close();
    }
}
