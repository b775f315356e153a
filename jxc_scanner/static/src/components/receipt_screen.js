import {Component, useState} from "@odoo/owl";
import {productOf} from "../flows/receipt_picture";
import {daysUntil} from "../parse/dates";
import {showDate, showQuantity} from "../app/messages";
import {useScanner} from "../app/use_scanner";
import {EntrySheet} from "./entry_sheet";
import {FinishSheet} from "./finish_sheet";
import {QuantitySheet} from "./quantity_sheet";

/** One receipt in hand: what is expected, what is counted, and the last count. */
export class ReceiptScreen extends Component {
    static template = "jxc_scanner.ReceiptScreen";
    static components = {EntrySheet, FinishSheet, QuantitySheet};
    static props = {};

    setup() {
        Object.assign(this, useScanner(), {showDate, showQuantity});
        this.sheet = useState({finish: false, quantity: false});
    }

    get picture() {
        return this.state.flows.receive;
    }

    get receipt() {
        return this.picture.receipt;
    }

    get entry() {
        return this.picture.entry;
    }

    get entryProduct() {
        return productOf(this.picture, this.entry.productId);
    }

    /** What is still expected comes first; what is complete sinks to the end. */
    get products() {
        const rank = (product) => (product.done >= product.demand ? 1 : 0);
        return [...this.receipt.products].sort((one, other) => rank(one) - rank(other));
    }

    get last() {
        const operation = this.picture.history.at(-1);
        if (!operation) {
            return null;
        }
        const {product_id, quantity, lot} = operation.payload;
        const product = productOf(this.picture, product_id);
        return {product, quantity, lot, serial: product.tracking === "serial"};
    }

    get complete() {
        return this.receipt.products.filter((product) => product.done >= product.demand)
            .length;
    }

    lineState(product) {
        if (product.done > product.demand) {
            return "over";
        }
        return product.done === product.demand
            ? "complete"
            : product.done
              ? "begun"
              : "open";
    }

    expired(line) {
        return (
            Boolean(line.expiration_date) &&
            daysUntil(line.expiration_date, this.receipt.today) < 0
        );
    }

    replace(quantity) {
        this.store.act({type: "replace", quantity});
    }
}
