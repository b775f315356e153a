import {Component} from "@odoo/owl";
import {showQuantity} from "../../app/messages";
import {useScanner} from "../../app/use_scanner";
import {shortTasks} from "../../flows/pick/pick_picture";
import {restOf} from "../../flows/pick/pick_tasks";

/** Before a transfer is finished: what is missing, and what shall become of it. */
export class PickFinishSheet extends Component {
    static template = "jxc_scanner.PickFinishSheet";
    static props = {picture: Object, close: Function};

    setup() {
        Object.assign(this, useScanner(), {restOf, showQuantity});
        this.short = shortTasks(this.props.picture);
    }

    /** Whether the operation type lets the keeper decide about the rest. */
    get asks() {
        const {transfers} = this.props.picture;
        return (
            this.short.length && transfers.some(({backorder}) => backorder === "ask")
        );
    }

    nameOf(task) {
        const {products, lots} = this.props.picture;
        const lot = lots[task.lotId];
        return [products[task.productId].name, lot && lot.name]
            .filter(Boolean)
            .join(" ");
    }

    finish(backorder) {
        this.store.act({type: "finish", backorder});
        this.props.close();
    }
}
