import {Component, useState} from "@odoo/owl";
import {showDate, showQuantity} from "../app/messages";
import {useScanner} from "../app/use_scanner";
import {LabelSheet} from "./label_sheet";

/** The server agreed: the goods are in stock. */
export class FinishedScreen extends Component {
    static template = "jxc_scanner.FinishedScreen";
    static components = {LabelSheet};
    static props = {};

    setup() {
        Object.assign(this, useScanner(), {showDate, showQuantity});
        this.sheet = useState({labels: false});
    }

    get picture() {
        return this.state.flows.receive;
    }

    /** Odoo's own report of the lots that arrived. */
    get labelsUrl() {
        const {lots} = this.picture.finished;
        return lots.length
            ? `/report/pdf/stock.report_lot_label/${lots.join(",")}`
            : "";
    }

    get products() {
        return this.picture.receipt.products.filter((product) => product.done);
    }

    get labelled() {
        return this.products.map(({id, done}) => ({id, quantity: done}));
    }
}
