import {Component, useState} from "@odoo/owl";
import {productOf} from "../flows/receipt_picture";
import {daysUntil} from "../parse/dates";
import {showDate, showQuantity} from "../app/messages";
import {useScanner} from "../app/use_scanner";
import {lastCount, sumOfCount} from "../flows/receive_operations";
import {EntrySheet} from "./entry_sheet";
import {FinishSheet} from "./finish_sheet";
import {packsOf} from "./keypad";
import {NoteSheet} from "./note_sheet";
import {QuantitySheet} from "./quantity_sheet";
import {VendorPicker} from "./vendor_picker";

/** One receipt in hand: what is expected, what is counted, and the last count. */
export class ReceiptScreen extends Component {
    static template = "jxc_scanner.ReceiptScreen";
    static components = {
        EntrySheet,
        FinishSheet,
        NoteSheet,
        QuantitySheet,
        VendorPicker,
    };
    static props = {};

    setup() {
        Object.assign(this, useScanner(), {packsOf, showDate, showQuantity});
        this.sheet = useState({
            finish: false,
            quantity: false,
            damage: false,
            note: false,
        });
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
        const operations = lastCount(this.picture);
        if (!operations[0]) {
            return null;
        }
        const {product_id, lot, damaged} = operations[0].payload;
        const product = productOf(this.picture, product_id);
        const serial = product.tracking === "serial";
        return {product, quantity: sumOfCount(operations), lot, serial, damaged};
    }

    get complete() {
        return this.receipt.products.filter((product) => product.done >= product.demand)
            .length;
    }

    lineState(product) {
        if (!product.demand) {
            return "complete";
        }
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

    /** Whether somebody still has to say who delivers. */
    get asksVendor() {
        return this.receipt.unordered && !this.receipt.started;
    }

    damage(quantity) {
        this.store.act({type: "damage", quantity, note: ""});
    }

    replace(quantity) {
        this.store.act({type: "replace", quantity});
    }
}
