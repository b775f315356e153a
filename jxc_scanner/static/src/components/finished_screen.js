import {Component} from "@odoo/owl";
import {showDate, showQuantity} from "../app/messages";
import {useScanner} from "../app/use_scanner";

/** The server agreed: the goods are in stock. */
export class FinishedScreen extends Component {
    static template = "jxc_scanner.FinishedScreen";
    static props = {};

    setup() {
        Object.assign(this, useScanner(), {showDate, showQuantity});
    }

    get products() {
        return this.state.finished.receipt.products.filter((product) => product.done);
    }
}
