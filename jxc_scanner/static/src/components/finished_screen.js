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

    get picture() {
        return this.state.flows.receive;
    }

    get products() {
        return this.picture.receipt.products.filter((product) => product.done);
    }
}
